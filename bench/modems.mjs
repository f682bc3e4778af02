import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { Client } from './lib/client.mjs';
import { jsonPost, load } from './lib/loader.mjs';
import { batchOf, messageOf, recipientOf, textOf } from './lib/messages.mjs';
import { Network } from './lib/network.mjs';
import { keyOf } from './lib/networks/seen.mjs';
import { residentMb } from './lib/processes.mjs';
import { removeFolder, temporaryFolder } from './lib/folders.mjs';
import { Product } from './lib/product.mjs';
import { progress } from './lib/report.mjs';
import { bar, percentile, round } from './lib/statistics.mjs';

const MODEMS = 64;
const ONLINE_WITHIN_MS = 120_000;

/** The product with modems and nothing else; `use` gets a client once all of them are registered. */
async function withModems(details, count, use) {
  const folder = temporaryFolder('modems');
  const network = await Network.start('gsm', details);
  const product = await Product.create(network.settings(join(folder, 'worker.json')));
  try {
    await product.start();
    const client = await Client.of(product);
    for (const began = performance.now(); (await client.summary()).channels.online < count; await wait(100)) {
      if (performance.now() - began > ONLINE_WITHIN_MS) throw new Error(`not all modems came:\n${product.logTail()}`);
    }
    return await use(product, client, network);
  } finally {
    await product.dispose();
    await network.stop();
    removeFolder(folder);
  }
}

/** One SIM card on a pseudo terminal: messages of one part a second, from the first that the network took to the last. */
function single(messages) {
  return withModems(['1', 'pty'], 1, async (product, client, network) => {
    await load({
      port: product.port,
      requestOf: jsonPost('/api/v1/messages/batch', client.headers, () => batchOf(0, messages)),
      connections: 1,
      count: 1,
      expect: 202,
    });
    await client.untilDelivered(messages);
    const times = [...(await network.seen()).values()].map(({ at }) => at);
    const seconds = (Math.max(...times) - Math.min(...times)) / 1000;
    return { messages, seconds: round(seconds, 2), messages_per_second: round((messages - 1) / seconds) };
  });
}

/** Each modem a message a second: from the POST to the moment the network took it, and the worker's memory. */
function many(seconds) {
  return withModems([String(MODEMS)], MODEMS, async (product, client, network) => {
    const count = MODEMS * seconds;
    const began = Date.now();
    const posted = [];
    const requestOf = jsonPost('/api/v1/messages', client.headers, messageOf);
    const sending = [];
    for (let number = 0; number < count; number++) {
      // At an even pace, whatever the answers do.
      await wait(Math.max(0, began + (number * 1000) / MODEMS - Date.now()));
      posted.push(Date.now());
      sending.push(
        load({ port: product.port, requestOf: () => requestOf(number), connections: 1, count: 1, expect: 202 }),
      );
    }
    await Promise.all(sending);
    await client.untilDelivered(count);
    const seen = await network.seen();
    const delays = posted.map((at, number) => seen.get(keyOf(recipientOf(number), textOf(number))).at - at);
    return {
      modems: MODEMS,
      messages: count,
      p50_ms: round(percentile(delays, 0.5)),
      p99_ms: round(percentile(delays, 0.99)),
      worker_rss_mb: round(residentMb(product.workerPid())),
    };
  });
}

/** What a worker does with modems, emulated in a process of their own. */
export async function run({ short = false } = {}) {
  const one = await single(short ? 300 : 3000);
  progress(`modems: one on a pty ${one.messages_per_second}/s`);
  const all = await many(short ? 5 : 60);
  progress(`modems: ${MODEMS} at 1/s, p99 ${all.p99_ms} ms, worker ${all.worker_rss_mb} MB`);
  return {
    one,
    all,
    bars: [
      bar('one.messages_per_second', one.messages_per_second, '>=', 200),
      bar('all.p99_ms', all.p99_ms, '<=', 1500),
      bar('all.worker_rss_mb', all.worker_rss_mb, '<=', 200),
    ],
  };
}
