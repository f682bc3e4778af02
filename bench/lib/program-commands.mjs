import { setTimeout as wait } from 'node:timers/promises';
import { Campaign } from './program-runs.mjs';
import { judge } from './program-sums.mjs';
import { progress } from './report.mjs';

const STILL_MS = 500;
const between = (least, most) => least + Math.random() * (most - least);
const isGoing = ({ status }) => status === 'running' || status === 'paused';

/** Paused, a run sends nothing but what is at a worker already; then it goes on. */
async function pauseAndResume(campaign, run, counts) {
  if (!(await campaign.command('pause'))) return;
  const paused = await campaign.until(run, (now) => !isGoing(now) || now.by_status.dispatched === 0);
  if (!isGoing(paused)) return;
  await wait(STILL_MS);
  const still = await campaign.run(run);
  counts.pauses++;
  counts.sentWhilePaused += still.sent - paused.sent;
  counts.readWhilePaused += still.done - paused.done;
  await campaign.command('resume');
}

/** Something that an operator does. @returns {Promise<object>} the program's run after it */
async function command(campaign, run, counts) {
  const chance = Math.random();
  if (chance < 0.5) {
    await pauseAndResume(campaign, run, counts);
    return run;
  }
  if (chance < 0.8) {
    const name = chance < 0.65 ? 'stop' : 'restart';
    const answer = await campaign.command(name);
    if (answer) counts[name]++;
    return name === 'restart' && answer ? answer : run;
  }
  // A second start of what goes on is none.
  const again = await campaign.command('start');
  if (again.id !== run.id && isGoing(await campaign.run(run))) throw new Error('a program was started twice');
  return again;
}

/** A program that is paused, resumed, stopped and started again at random, while its server is killed at random. */
export async function survivesCommands({ product, rows, kills }) {
  const campaign = await Campaign.create(product, rows);
  const counts = { pauses: 0, stop: 0, restart: 0, sentWhilePaused: 0, readWhilePaused: 0 };
  let killing = true;
  const killer = async () => {
    try {
      for (let kill = 0; kill < kills && killing; kill++) {
        await wait(between(0, 3000));
        await campaign.kill();
      }
    } finally {
      killing = false;
    }
  };
  const operator = async () => {
    try {
      let run = await campaign.command('start');
      while (killing) {
        await wait(between(0, 1500));
        const now = await campaign.run(run);
        progress(`commands: run ${now.id} is ${now.status}, ${now.done} rows read, ${now.sent} sent`);
        run = isGoing(now) ? await command(campaign, run, counts) : await campaign.command('start');
      }
      return run;
    } finally {
      killing = false;
    }
  };
  const [last] = await Promise.all([operator(), killer()]);
  // It may have been stopped by the last command: a start begins anew, or goes on.
  const { id } = isGoing(await campaign.run(last)) ? last : await campaign.command('start');
  await campaign.until({ id }, ({ status }) => status === 'completed');
  const runs = await campaign.settled();
  const books = await judge({ ...campaign, runs });
  books.sums.checked += 2;
  if (counts.sentWhilePaused !== 0) books.sums.wrong.push(`${counts.sentWhilePaused} were sent while paused`);
  if (counts.readWhilePaused !== 0) books.sums.wrong.push(`${counts.readWhilePaused} rows were read while paused`);
  return {
    list_rows: campaign.list.total,
    kills: campaign.kills,
    runs: runs.length,
    pauses: counts.pauses,
    stops: counts.stop,
    restarts: counts.restart,
    ...books,
  };
}
