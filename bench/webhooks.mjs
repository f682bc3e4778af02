import { setTimeout as wait } from 'node:timers/promises';
import { Client } from './lib/client.mjs';
import { HookReceiver } from './lib/hook-receiver.mjs';
import { jsonPost, load } from './lib/loader.mjs';
import { messageOf } from './lib/messages.mjs';
import { Product } from './lib/product.mjs';
import { progress } from './lib/report.mjs';
import { bar, median, round } from './lib/statistics.mjs';

const PER_SECOND = 1000;
const WARM_UP = 2000;
const EVENTS = ['message.sent', 'message.delivered'];
const LAG_WITHIN_MS = 300_000;

/**
 * Messages at a steady rate, each with two events to a receiver on this machine or with none: how long a caller waits for
 * its answer, and how long after the last of them the deliveries end.
 */
export async function run({ short = false } = {}) {
  const [rounds, seconds] = short ? [1, 10] : [3, 30];
  const receiver = await HookReceiver.start();
  const product = await Product.create({ WEBHOOK_ALLOWED_PRIVATE: '127.0.0.1' });
  try {
    await product.start();
    const client = await Client.of(product);
    let sent = 0;
    const offer = async (count, perSecond) => {
      const from = sent;
      sent += count;
      const requestOf = jsonPost('/api/v1/messages', client.headers, (number) => messageOf(from + number));
      return load({ port: product.port, requestOf, connections: 32, count, perSecond, expect: 202 });
    };
    await offer(WARM_UP);
    await client.untilDelivered(sent);
    const { id } = await client.post('/api/v1/webhooks', { url: receiver.url, events: EVENTS });
    const measured = { without: [], with: [], lag: [] };
    let expected = 0;
    for (let index = 0; index < rounds; index++) {
      await client.patch(`/api/v1/webhooks/${id}`, { state: 'paused' });
      measured.without.push((await offer(PER_SECOND * seconds, PER_SECOND)).p99);
      await client.untilDelivered(sent);
      await client.patch(`/api/v1/webhooks/${id}`, { state: 'active' });
      measured.with.push((await offer(PER_SECOND * seconds, PER_SECOND)).p99);
      const ended = performance.now();
      expected += PER_SECOND * seconds * EVENTS.length;
      const meanwhile = receiver.taken;
      while (receiver.taken < expected && performance.now() - ended < LAG_WITHIN_MS) await wait(50);
      measured.lag.push((performance.now() - ended) / 1000);
      progress(
        `webhooks: accept p99 ${measured.without.at(-1)} ms without, ${measured.with.at(-1)} ms with; ` +
          `${expected - meanwhile} deliveries were left, and took ${round(measured.lag.at(-1), 1)} s`,
      );
    }
    const p99 = { without: round(median(measured.without), 2), with: round(median(measured.with), 2) };
    const lag = round(Math.max(...measured.lag), 1);
    return {
      offered_per_second: PER_SECOND,
      seconds,
      rounds: measured,
      accept_p99_ms: p99,
      lag_seconds: lag,
      taken: receiver.taken,
      bars: [
        bar('p99 with webhooks, times without', round(p99.with / p99.without, 2), '<=', 1.5),
        bar('seconds until all have arrived', lag, '<=', 60),
        bar('deliveries, of those expected', round(receiver.taken / expected, 4), '>=', 1),
      ],
    };
  } finally {
    await product.dispose();
    await receiver.stop();
  }
}
