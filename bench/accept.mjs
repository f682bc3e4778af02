import { Client } from './lib/client.mjs';
import { startFloor } from './lib/floor.mjs';
import { jsonPost, load } from './lib/loader.mjs';
import { messageOf } from './lib/messages.mjs';
import { Product } from './lib/product.mjs';
import { progress } from './lib/report.mjs';
import { bar, median, round } from './lib/statistics.mjs';

const CONNECTIONS = 16;

/**
 * Single POSTs accepted a second, and the same from a bare node:http server: rounds of the two in turns, each after the
 * product has delivered all it had accepted, and their medians, since a machine's speed wanders.
 */
export async function run({ short = false } = {}) {
  const rounds = short ? 1 : 3;
  const seconds = short ? 3 : 10;
  const floor = await startFloor();
  const product = await Product.create();
  try {
    await product.start();
    const client = await Client.of(product);
    let accepted = 0;
    const requestOf = (headers) => jsonPost('/api/v1/messages', headers, (number) => messageOf(accepted + number));
    const onFloor = (time) =>
      load({ port: floor.port, requestOf: requestOf({}), connections: CONNECTIONS, seconds: time, expect: 202 });
    const onProduct = async (time) => {
      const result = await load({
        port: product.port,
        requestOf: requestOf(client.headers),
        connections: CONNECTIONS,
        seconds: time,
        expect: 202,
      });
      accepted += result.answers;
      await client.untilDelivered(accepted);
      return result;
    };

    await onFloor(2);
    await onProduct(short ? 2 : 4);
    const measured = [];
    for (let index = 0; index < rounds; index++) {
      const pair = { floor: await onFloor(seconds), product: await onProduct(seconds) };
      progress(`accept ${index + 1}/${rounds}: floor ${pair.floor.perSecond}/s, product ${pair.product.perSecond}/s`);
      measured.push(pair);
    }
    const floorRate = median(measured.map((pair) => pair.floor.perSecond));
    const rate = median(measured.map((pair) => pair.product.perSecond));
    const p99 = median(measured.map((pair) => pair.product.p99));
    // Of the pairs, not of the medians: the two of a pair ran under the same weather.
    const ratio = round(median(measured.map((pair) => pair.product.perSecond / pair.floor.perSecond)), 3);
    return {
      connections: CONNECTIONS,
      accepted_per_second: rate,
      p50_ms: median(measured.map((pair) => pair.product.p50)),
      p99_ms: p99,
      floor_per_second: floorRate,
      ratio,
      rounds: measured,
      bars: [bar('p99_ms', p99, '<=', 15)],
    };
  } finally {
    await floor.stop();
    await product.dispose();
  }
}
