import { Client } from './lib/client.mjs';
import { jsonPost, load } from './lib/loader.mjs';
import { batchOf } from './lib/messages.mjs';
import { Product } from './lib/product.mjs';
import { progress } from './lib/report.mjs';
import { bar, round } from './lib/statistics.mjs';

const SIZES = [1000, 5000, 10_000];
const CONNECTIONS = 2;

/** Each item must have been taken: an item that was refused would be fast. */
function mustBeTaken(answer) {
  if (answer.includes('"error"')) throw new Error(`a message of a batch was refused: ${answer.slice(0, 1000)}`);
}

async function measure(env, perSize) {
  const product = await Product.create(env);
  const delivering = env.EMBEDDED_WORKER === undefined;
  try {
    await product.start();
    const client = await Client.of(product);
    const sizes = [];
    let sent = 0;
    const post = async (size, messages) => {
      // Made before the clock starts: a loader that builds megabytes takes time from the server.
      const bodies = Array.from({ length: messages / size }, (_, index) => batchOf(sent + index * size, size));
      const requestOf = jsonPost('/api/v1/messages/batch', client.headers, (number) => bodies[number]);
      const options = { connections: CONNECTIONS, count: bodies.length, expect: 202, onAnswer: mustBeTaken };
      const result = await load({ port: product.port, requestOf, ...options });
      sent += messages;
      if (delivering) await client.untilDelivered(sent);
      return result;
    };
    await post(1000, 4000);
    for (const size of SIZES) {
      const { seconds, p50, max } = await post(size, perSize);
      const perSecond = round(perSize / seconds);
      progress(`batch of ${size}, ${delivering ? 'delivering' : 'no worker'}: ${perSecond}/s`);
      sizes.push({ size, messages: perSize, seconds, messages_per_second: perSecond, p50_ms: p50, max_ms: max });
    }
    return sizes;
  } finally {
    await product.dispose();
  }
}

/** Messages a second into the queue by the batch endpoint: while they are delivered at once, and with no worker at all. */
export async function run({ short = false } = {}) {
  const perSize = short ? 20_000 : 60_000;
  const delivering = await measure({}, perSize);
  const queueing = await measure({ EMBEDDED_WORKER: 'false' }, perSize);
  const slowest = (sizes) => Math.min(...sizes.map((size) => size.messages_per_second));
  return {
    connections: CONNECTIONS,
    delivering,
    queueing,
    bars: [
      bar('slowest of delivering', slowest(delivering), '>=', 15_000),
      bar('slowest of queueing', slowest(queueing), '>=', 15_000),
    ],
  };
}
