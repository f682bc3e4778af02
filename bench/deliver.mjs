import { Client } from './lib/client.mjs';
import { jsonPost, load } from './lib/loader.mjs';
import { batchOf, messageOf } from './lib/messages.mjs';
import { Product } from './lib/product.mjs';
import { progress } from './lib/report.mjs';
import { bar, round } from './lib/statistics.mjs';

const BATCH = 1000;
const WARM_UP = 2000;

/** How the messages come in: one a POST, or a thousand. */
const FEEDS = {
  single: (client, from, count) => ({
    requestOf: jsonPost('/api/v1/messages', client.headers, (number) => messageOf(from + number)),
    connections: 16,
    count,
    expect: 202,
  }),
  batch: (client, from, count) => ({
    requestOf: jsonPost('/api/v1/messages/batch', client.headers, (number) => batchOf(from + number * BATCH, BATCH)),
    connections: 2,
    count: count / BATCH,
    expect: 202,
  }),
};

/** From the first POST until the last message is counted as delivered, everything embedded, on a fresh database. */
async function measure(feed, messages) {
  const product = await Product.create();
  try {
    await product.start();
    const client = await Client.of(product);
    await load({ port: product.port, ...FEEDS.single(client, 0, WARM_UP) });
    await client.untilDelivered(WARM_UP);
    const began = performance.now();
    const fed = load({ port: product.port, ...FEEDS[feed](client, WARM_UP, messages) });
    const [accepted] = await Promise.all([fed, client.untilDelivered(WARM_UP + messages)]);
    const seconds = (performance.now() - began) / 1000;
    const result = {
      messages,
      accepting_seconds: accepted.seconds,
      accept_p99_ms: accepted.p99,
      seconds: round(seconds, 2),
      delivered_per_second: round(messages / seconds),
    };
    progress(`deliver, fed by ${feed}: ${result.delivered_per_second}/s`);
    return result;
  } finally {
    await product.dispose();
  }
}

/** Messages a second from acceptance to a delivery that is committed. */
export async function run({ short = false } = {}) {
  const messages = short ? 10_000 : 50_000;
  const single = await measure('single', messages);
  const batch = await measure('batch', messages);
  return {
    single,
    batch,
    bars: [
      bar('single.delivered_per_second', single.delivered_per_second, '>=', 4000),
      bar('batch.delivered_per_second', batch.delivered_per_second, '>=', 4000),
    ],
  };
}
