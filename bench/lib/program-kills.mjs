import { setTimeout as wait } from 'node:timers/promises';
import { isInstalled, missing } from '../../server/test/services/available.ts';
import { survivesImports } from './import-kills.mjs';
import { Mongodb } from './mongodb.mjs';
import { survivesCommands } from './program-commands.mjs';
import { Campaign } from './program-runs.mjs';
import { judge } from './program-sums.mjs';
import { progress } from './report.mjs';
import { round } from './statistics.mjs';

/** How long the document store stays away after the run has said so. */
const AWAY_MS = 3000;

/** The server is killed when so many rows were read, or so many sent: a run is ahead of what leaves. */
const killsAmong = (rows, kills) =>
  Array.from({ length: kills }, (_, kill) => {
    const at = Math.floor(Math.random() * rows);
    return {
      at,
      isNow: ({ done, sent }) => (kill % 2 === 0 ? sent : done) >= at,
      happen: async (campaign) => {
        // So that the last ones come after the feeding, while the rest is being delivered.
        await wait(Math.random() * 300);
        await campaign.kill();
      },
    };
  });

/** The store goes away when a run has read between a fifth and a half of its rows. */
function outageAmong(rows, mongodb, withKill) {
  const at = Math.floor(rows * (0.2 + 0.3 * Math.random()));
  return { at, isNow: ({ done }) => done >= at, happen: (campaign, run) => outage(campaign, run, mongodb, withKill) };
}

/** Stops the document store until the run has said that it waits for it, and some seconds more. */
async function outage(campaign, run, mongodb, withKill) {
  await mongodb.stop();
  const stopped = performance.now();
  const waiting = await campaign.until(run, ({ status, reason }) => status !== 'running' || namesStore(reason));
  if (waiting.status !== 'running')
    throw new Error(`the run did not wait for its documents: ${JSON.stringify(waiting)}`);
  const said = performance.now();
  await wait(AWAY_MS);
  const still = await campaign.run(run);
  if (still.status !== 'running' || still.done !== waiting.done || !namesStore(still.reason)) {
    throw new Error(`the run did not stay as it was without its documents: ${JSON.stringify(still)}`);
  }
  const back = async () => {
    if (withKill) await wait(1000);
    await mongodb.start();
  };
  if (withKill) await campaign.kill(back);
  else await back();
  const began = performance.now();
  await campaign.until(run, ({ status, done }) => status !== 'running' || done > still.done);
  return {
    done: still.done,
    reason: still.reason,
    said_after_seconds: round((said - stopped) / 1000, 1),
    went_on_after_seconds: round((performance.now() - began) / 1000, 1),
    with_kill: withKill,
  };
}

const namesStore = (reason) => reason !== null && /document store/.test(reason);

/** One run from its first row to its last, and what happens to it meanwhile. */
async function survivesRun({ product, rows, kills }, mongodb) {
  // At full speed a short run may have read its last row before the store goes away: this one takes half a minute.
  const campaign = await Campaign.create(product, rows, mongodb && { rate_per_minute: rows * 2 });
  const outages = mongodb ? [outageAmong(rows, mongodb, false), outageAmong(rows, mongodb, true)] : [];
  const moments = [...killsAmong(rows, kills), ...outages].sort((a, b) => a.at - b.at);
  const run = await campaign.command('start');
  const away = [];
  for (const { isNow, happen } of moments) {
    const now = await campaign.until(run, (seen) => seen.status !== 'running' || isNow(seen));
    progress(`run: ${now.done} rows read, ${now.sent} sent, ${campaign.kills} kills`);
    const result = await happen(campaign, run);
    if (result) away.push(result);
  }
  await campaign.until(run, ({ status }) => status !== 'running');
  const runs = await campaign.settled();
  const books = await judge({ ...campaign, runs });
  return {
    list_rows: campaign.list.total,
    kills: campaign.kills,
    ...books,
    ...(mongodb && { outages: away }),
    log: await campaign.log(run),
  };
}

/** What is killed, and under what: each names the product's settings, and works until its result. */
export const PROGRAM_KILLS = {
  run: () => ({ env: {}, work: (given) => survivesRun(given) }),
  mongodb: async () => {
    const mongodb = await Mongodb.create();
    await mongodb.start();
    const env = { MONGODB_URI: mongodb.uri };
    return { env, work: (given) => survivesRun(given, mongodb), dispose: () => mongodb.dispose() };
  },
  // With less at the worker there is more in the queue, to be held and cancelled.
  commands: () => ({ env: { SIMULATOR_WINDOW: '200' }, work: survivesCommands }),
  import: () => ({ env: { EMBEDDED_WORKER: 'false' }, work: survivesImports }),
};

/** What a kind needs and is not here, in words; null when it can be run. */
export const isPossible = (kind) => (kind !== 'mongodb' || isInstalled('mongodb') ? null : missing('mongodb'));
