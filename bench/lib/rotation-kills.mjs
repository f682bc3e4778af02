import { statSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import { AdminCommand } from './admin-command.mjs';
import { Client } from './client.mjs';
import { progress } from './report.mjs';
import { SealedRows } from './sealed-rows.mjs';

const PAUSE_MS = 20;
const BEGUN_WITHIN_MS = 3000;
const ROTATE = ['rotate-secrets', 'key'];

const changedAt = ({ file }) => statSync(file).mtimeMs;

async function untilReplaced(rows, command) {
  const before = changedAt(rows);
  while (command.running && changedAt(rows) === before) await wait(1);
}

/** Until the first row is sealed anew, or for as long as that may take where it was sealed before. */
async function untilBegun(rows, command) {
  const [before, began] = [await rows.first(), performance.now()];
  while (command.running && performance.now() - began < BEGUN_WITHIN_MS && (await rows.first()) === before)
    await wait(1);
}

/** When the command is killed: as it starts, while servers are told, as the file is replaced, while rows are sealed anew. */
const MOMENTS = {
  'as it starts': () => wait(Math.random() * 1000),
  'while servers are told': () => wait(1000 + Math.random() * 2500),
  'as the file is replaced': untilReplaced,
  'while rows are sealed': async (rows, command) => {
    await untilReplaced(rows, command);
    await untilBegun(rows, command);
    await wait(Math.random() * 300);
  },
};

/** Signs in by one key after another while the server runs. */
class Callers {
  /** How often each status was answered; what a killed server leaves unanswered is none. */
  answers = {};
  over = false;

  constructor(url, keys) {
    this.working = this.work(url, keys);
  }

  async work(url, keys) {
    while (!this.over) {
      const key = keys[Math.floor(Math.random() * keys.length)];
      const answer = await fetch(`${url}/api/v1/auth/me`, { headers: { 'x-api-key': key } }).catch(() => null);
      await answer?.arrayBuffer().catch(() => null);
      if (answer) this.answers[answer.status] = (this.answers[answer.status] ?? 0) + 1;
      await wait(PAUSE_MS);
    }
  }

  stop() {
    this.over = true;
    return this.working;
  }
}

/**
 * KEY_SECRET is replaced again and again, and the command killed at each of its moments, every third time with the server. What
 * was begun is completed by the next command; then the old secret is ended, and that is killed once as well.
 */
export async function survivesRotations({ store, rows: count, kills }) {
  const { product } = store;
  await product.start();
  await Client.of(product);
  await product.stop();
  const rows = await SealedRows.stored(store, count);
  await product.start();
  const callers = new Callers(product.url, rows.keys);
  const moments = Object.entries(MOMENTS);
  const killed = [];
  let rotations = 0;
  let servers = 0;
  try {
    while (killed.length < kills) {
      const before = await rows.lookups();
      for (const [moment, come] of moments) {
        const command = new AdminCommand(product, ...ROTATE);
        await come(rows, command);
        const inTime = await command.kill9();
        if (!inTime) progress(`rotation: it ended before it was killed ${moment}: ${await command.said}`);
        else killed.push({ moment, sealed_anew: (await rows.lookups()).difference(before).size });
        if (killed.length % 3 === 0) {
          await product.kill9();
          await product.start();
          servers++;
        }
      }
      const said = await AdminCommand.done(product, ...ROTATE);
      if (/could not be opened/.test(said)) throw new Error(said);
      const end = new AdminCommand(product, ...ROTATE, '--end');
      await wait(Math.random() * 1500);
      await end.kill9();
      const { code, said: why } = await new AdminCommand(product, ...ROTATE, '--end').result();
      if (code !== 0 && !/there is no old one/.test(why)) throw new Error(why);
      rotations++;
      progress(`rotation: ${rotations} done, ${killed.length} kills, answers ${JSON.stringify(callers.answers)}`);
    }
    await callers.stop();
    const { 200: answered = 0, ...others } = callers.answers;
    // A server that starts or stops says so.
    delete others[503];
    const refused = Object.values(others).reduce((sum, times) => sum + times, 0);
    return {
      sealed: count + rows.secrets.size,
      rotations,
      servers,
      killed,
      answered,
      refused,
      unreadable: await rows.unreadable(),
    };
  } finally {
    await callers.stop();
    await rows.close();
  }
}
