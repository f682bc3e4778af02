/**
 * What a deployment meets: kill -9 of the server, the worker, Mosquitto, MariaDB and of all of them, deadlocks, links cut
 * at COMMIT, queries and connections killed, a database that is frozen, silent, or fails over without a reset. All of it
 * under load; every acknowledged message must end delivered, the simulator must have seen each exactly once, each
 * Idempotency-Key must answer the same id again, and the counters must agree with the rows.
 *   npm run survival:databases                        4,000 messages, 3 rounds of each kind
 *   npm run survival:databases -- --short             1,000 messages, 1 round of each: for CI
 *   npm run survival:databases -- deadlocks --rounds 5
 *   npm run survival:databases -- --save              also writes bench/results/survival-databases.json
 * Prints JSON; ends with 1 when a message was lost, doubled, stuck or left uncertain, or the product did not come back in
 * time. It needs MariaDB, Mosquitto, and Linux.
 */
import { setTimeout as wait } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { isInstalled, missing } from '../server/test/services/available.ts';
import { Deployment } from './lib/deployment.mjs';
import { sendAll } from './lib/insistent.mjs';
import { describeMachine } from './lib/machine.mjs';
import { progress, save } from './lib/report.mjs';
import { round as rounded } from './lib/statistics.mjs';
import { TROUBLES } from './lib/troubles.mjs';
import { judge } from './lib/verdict.mjs';

/** From the end of a trouble until the next message is acknowledged. */
const BACK_WITHIN_SECONDS = 30;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    messages: { type: 'string' },
    rounds: { type: 'string' },
    short: { type: 'boolean', default: false },
    save: { type: 'boolean', default: false },
  },
});
const messages = Number(values.messages ?? (values.short ? 1000 : 4000));
const rounds = Number(values.rounds ?? (values.short ? 1 : 3));
const kinds = positionals.length > 0 ? positionals : Object.keys(TROUBLES);
const unknown = kinds.filter((kind) => !(kind in TROUBLES));
if (unknown.length > 0 || ![messages, rounds].every((count) => Number.isInteger(count) && count > 0)) {
  progress(
    `Usage: survival:databases [${Object.keys(TROUBLES).join('] [')}] [--messages N] [--rounds N] [--short] [--save]`,
  );
  process.exit(2);
}
for (const service of ['mariadb', 'mosquitto']) {
  if (isInstalled(service)) continue;
  progress(missing(service));
  process.exit(2);
}

/** Strikes when even shares of the load are acknowledged, more or less, each after the last trouble is over. */
function striker(deployment, { times, strike }) {
  let acknowledged = 0;
  let over = false;
  const told = { strikes: 0, slowest: 0 };
  const run = async () => {
    for (let nth = 0; nth < times; nth++) {
      const moment = ((nth + Math.random()) / (times + 1)) * messages;
      while (acknowledged < moment && !over) await wait(2);
      await strike(deployment, nth, () => over);
      if (over) break;
      told.strikes += 1;
      const [before, ended] = [acknowledged, performance.now()];
      while (acknowledged === before && !over) await wait(2);
      told.slowest = Math.max(told.slowest, (performance.now() - ended) / 1000);
    }
    return told;
  };
  return { run, onProgress: (count) => (acknowledged = count), onEnd: () => (over = true) };
}

/** Sends everything once more under the same keys. @returns {Promise<number>} how many got another answer */
async function repeat(deployment, load, acknowledged) {
  const again = await sendAll({ ...load, onProgress: () => undefined, signal: new AbortController().signal });
  return [...acknowledged].filter(([id, reference]) => again.acknowledged.get(id) !== reference).length;
}

async function survive(deployment, kind) {
  const { product, client } = deployment;
  const sum = {
    strikes: 0,
    attempts: 0,
    answers: {},
    acknowledged: 0,
    refused: 0,
    other_ids: 0,
    slowest_return_seconds: 0,
  };
  const acknowledged = new Map();
  for (let round = 1; round <= rounds; round++) {
    const { run, onProgress, onEnd } = striker(deployment, TROUBLES[kind]);
    const stop = new AbortController();
    const load = { port: product.port, headers: client.headers, count: messages, name: `${kind}-${round}` };
    const striking = run().catch((error) => {
      stop.abort();
      throw error;
    });
    const sending = sendAll({ ...load, onProgress, signal: stop.signal }).finally(onEnd);
    const [sent, told] = await Promise.all([sending, striking]);
    sum.strikes += told.strikes;
    sum.attempts += sent.attempts;
    for (const [status, times] of sent.answers) sum.answers[status] = (sum.answers[status] ?? 0) + times;
    sum.refused += sent.refused.length;
    sum.slowest_return_seconds = Math.max(sum.slowest_return_seconds, rounded(told.slowest, 1));
    for (const [id, reference] of sent.acknowledged) acknowledged.set(id, reference);
    progress(`${kind} ${round}/${rounds}: ${JSON.stringify(await client.untilSettled())} ${sent.refused[0] ?? ''}`);
    sum.other_ids += await repeat(deployment, load, sent.acknowledged);
    await client.untilSettled();
  }
  sum.acknowledged = acknowledged.size;
  return { ...sum, ...(await judge(deployment, kind, acknowledged)) };
}

const isGood = ({
  error,
  refused,
  other_ids,
  lost,
  duplicated,
  uncertain,
  stuck,
  counted_wrong,
  slowest_return_seconds,
}) =>
  !error &&
  refused + other_ids + lost + duplicated + uncertain + stuck + counted_wrong === 0 &&
  slowest_return_seconds <= BACK_WITHIN_SECONDS;

const results = {};
let deployment = null;
for (const kind of kinds) {
  try {
    deployment ??= await Deployment.start();
    results[kind] = await survive(deployment, kind);
  } catch (error) {
    progress(`${kind}: ${error.stack}\n${deployment?.logTail() ?? ''}`);
    results[kind] = { error: error.message };
  }
  progress(`${kind}: ${JSON.stringify(results[kind])}`);
  if (isGood(results[kind])) continue;
  // What one trouble left behind must not be laid to the next.
  await deployment?.dispose();
  deployment = null;
}
await deployment?.dispose();
const ok = Object.values(results).every(isGood);
const report = { messages_per_round: messages, rounds, ok, kinds: results };
if (values.save) save('survival-databases', report);
console.log(JSON.stringify({ machine: describeMachine(), ...report }, null, 2));
process.exit(ok ? 0 : 1);
