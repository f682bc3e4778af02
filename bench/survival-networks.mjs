/**
 * kill -9 of the worker at random moments under load, on each driver that reaches a real network: modems on TCP ports,
 * an SMSC, an HTTP provider, each in a process of its own that counts what it took. Nothing acknowledged may be lost or
 * doubled; what was in the middle of a sending must be uncertain, and is counted.
 *   npm run survival:networks                    3,000 messages and 6 kills on each
 *   npm run survival:networks -- --short         500 messages, 2 kills: for CI
 *   npm run survival:networks -- gsm --kills 20  only this driver
 *   npm run survival:networks -- --save          also writes bench/results/survival-networks.json
 * Prints JSON; ends with 1 when a message was lost or duplicated. Linux only: it looks into /proc.
 */
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { Client } from './lib/client.mjs';
import { sendAll } from './lib/insistent.mjs';
import { KILLS } from './lib/kills.mjs';
import { describeMachine } from './lib/machine.mjs';
import { Network, NETWORKS } from './lib/network.mjs';
import { keyOf } from './lib/networks/seen.mjs';
import { removeFolder, temporaryFolder } from './lib/folders.mjs';
import { Product } from './lib/product.mjs';
import { progress, save } from './lib/report.mjs';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    messages: { type: 'string' },
    kills: { type: 'string' },
    short: { type: 'boolean', default: false },
    save: { type: 'boolean', default: false },
  },
});
const messages = Number(values.messages ?? (values.short ? 500 : 3000));
const kills = Number(values.kills ?? (values.short ? 2 : 6));
const kinds = positionals.length > 0 ? positionals : NETWORKS;
const unknown = kinds.filter((kind) => !NETWORKS.includes(kind));
if (unknown.length > 0 || ![messages, kills].every((count) => Number.isInteger(count) && count > 0)) {
  progress(`Usage: survival:networks [${NETWORKS.join('] [')}] [--messages N] [--kills N] [--short] [--save]`);
  process.exit(2);
}

/** What the network took, a status that says so; a provider without reports leaves it at `sent`. */
const LEFT = ['sent', 'delivered'];
const STALLED_MS = 60_000;

/** Waits until no message waits or is at the worker. */
async function untilLeft(client) {
  for (let seen = '', since = performance.now(); ; await wait(250)) {
    const { by_status: counts } = await client.summary();
    if (!counts.scheduled && !counts.queued && !counts.dispatched) return counts;
    const now = JSON.stringify(counts);
    if (now !== seen) since = performance.now();
    else if (performance.now() - since > STALLED_MS) return counts;
    seen = now;
  }
}

/** Kills when random shares of the messages have left, so that each kill meets the worker at work. */
async function killAtWork(client, kill) {
  const moments = Array.from({ length: kills }, () => Math.floor(Math.random() * messages * 0.9)).sort((a, b) => a - b);
  for (const moment of moments) {
    for (;;) {
      const { by_status: counts } = await client.summary();
      const over = ['sent', 'delivered', 'undelivered', 'uncertain', 'failed'].reduce(
        (n, s) => n + (counts[s] ?? 0),
        0,
      );
      if (over >= moment) break;
      await wait(20);
    }
    await kill();
  }
}

async function judge(client, network, acknowledged) {
  const seen = await network.seen();
  const statuses = {};
  let lost = 0;
  for await (const { id, status, to, text } of client.list('/api/v1/messages?direction=outbound')) {
    statuses[status] = (statuses[status] ?? 0) + 1;
    if (!acknowledged.delete(id)) continue;
    const times = seen.get(keyOf(to, text))?.times ?? 0;
    if (status === 'uncertain' ? times > 1 : !LEFT.includes(status) || times === 0) lost += 1;
  }
  return {
    statuses,
    // Not in the list at all, or not with the network although they are said to be, or given up.
    lost: lost + acknowledged.size,
    duplicated: [...seen.values()].filter(({ times }) => times > 1).length,
    uncertain: statuses.uncertain ?? 0,
  };
}

async function survive(kind) {
  const folder = temporaryFolder('networks');
  const network = await Network.start(kind);
  const product = await Product.create(network.settings(join(folder, 'worker.json')));
  try {
    await product.start();
    const client = await Client.of(product);
    await client.untilOnline();
    const stop = new AbortController();
    const headers = client.headers;
    const sending = sendAll({
      port: product.port,
      headers,
      count: messages,
      name: kind,
      onProgress: () => {},
      signal: stop.signal,
    });
    const killing = killAtWork(client, () => KILLS.worker(product)).catch((error) => {
      stop.abort();
      throw error;
    });
    const [sent] = await Promise.all([sending, killing]);
    progress(`${kind}: ${JSON.stringify(await untilLeft(client))}`);
    const { attempts, acknowledged, refused } = sent;
    const counts = { kills, attempts, acknowledged: acknowledged.size, refused: refused.length };
    return { ...counts, ...(await judge(client, network, acknowledged)) };
  } catch (error) {
    progress(`${kind}: ${error.stack}\nThe server's last words:\n${product.logTail()}`);
    return { error: error.message };
  } finally {
    await product.dispose();
    await network.stop();
    removeFolder(folder);
  }
}

const results = {};
for (const kind of kinds) results[kind] = await survive(kind);
const ok = Object.values(results).every(
  ({ error, lost, duplicated, refused }) => !error && lost + duplicated + refused === 0,
);
const report = { messages, kills, ok, kinds: results };
if (values.save) save('survival-networks', report);
console.log(JSON.stringify({ machine: describeMachine(), ...report }, null, 2));
process.exit(ok ? 0 : 1);
