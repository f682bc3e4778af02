import { Client } from './lib/client.mjs';
import { startFloor } from './lib/floor.mjs';
import { jsonPost, load } from './lib/loader.mjs';
import { messageOf } from './lib/messages.mjs';
import { Product } from './lib/product.mjs';
import { Programs } from './lib/programs.mjs';
import { progress } from './lib/report.mjs';
import { bar, median, round } from './lib/statistics.mjs';

const CONNECTIONS = 16;

/** Hours of the recipients that are not now: each row goes into the queue for later, and the queue is never full. */
function closedWindow() {
  // The bench's recipients are in Nairobi, three hours ahead of UTC.
  const hour = (new Date().getUTCHours() + 3 + 12) % 24;
  const time = (minute) => `${String(hour).padStart(2, '0')}:${minute}`;
  return { days: [0, 1, 2, 3, 4, 5, 6], from: time('00'), to: time('30'), time_zone: 'recipient' };
}

async function withProduct(work) {
  const product = await Product.create();
  try {
    await product.start();
    const client = await Client.of(product);
    await client.untilOnline();
    return await work(product, client, new Programs(client));
  } finally {
    await product.dispose();
  }
}

/** Rows a second from a list into the queue's index, none of them leaving yet. */
const feeding = (rows) =>
  withProduct(async (_product, _client, programs) => {
    const list = await programs.list(rows);
    const began = performance.now();
    const run = await programs.start(list, { window: closedWindow() });
    const end = await programs.until(run, ({ done }) => done === rows);
    const perSecond = round(rows / ((performance.now() - began) / 1000));
    if (end.by_status.scheduled !== rows) throw new Error(`not all rows are in the queue: ${JSON.stringify(end)}`);
    progress(`programs, rows into the queue: ${perSecond}/s`);
    return { rows, rows_per_second: perSecond };
  });

/** Rows a second from a list until the network's report is stored, on the simulator. */
const delivering = (rows) =>
  withProduct(async (_product, _client, programs) => {
    const list = await programs.list(rows);
    const warm = await programs.start(await programs.list(2000));
    await programs.until(warm, ({ delivered }) => delivered === 2000);
    const began = performance.now();
    const run = await programs.start(list);
    await programs.until(run, ({ delivered }) => delivered === rows);
    const perSecond = round(rows / ((performance.now() - began) / 1000));
    progress(`programs, run to delivered: ${perSecond}/s`);
    return { rows, delivered_per_second: perSecond };
  });

/** What a client of the API waits for an answer, alone and while a run goes on, in turns. */
const accepting = (rows, rounds, seconds) =>
  withProduct(async (product, client, programs) => {
    const floor = await startFloor();
    try {
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
        return result;
      };
      const list = await programs.list(rows);
      await onFloor(2);
      await onProduct(3);
      await client.untilSettled();
      const measured = [];
      for (let index = 0; index < rounds; index++) {
        const onTheFloor = await onFloor(2);
        const idle = await onProduct(seconds);
        await client.untilSettled();
        const run = await programs.start(list);
        await programs.until(run, ({ sent }) => sent > 2000);
        const before = await programs.run(run);
        const began = performance.now();
        const busy = await onProduct(seconds);
        const after = await programs.run(run);
        const sentPerSecond = round((after.sent - before.sent) / ((performance.now() - began) / 1000));
        if (after.status !== 'running' || after.done === rows) throw new Error('the run was over before the load was');
        await programs.stop(run);
        await client.untilSettled();
        progress(
          `programs ${index + 1}/${rounds}: p99 ${idle.p99} ms idle, ${busy.p99} ms beside a run of ${sentPerSecond}/s`,
        );
        measured.push({ floor: onTheFloor, idle, busy, run_sent_per_second: sentPerSecond });
      }
      return {
        connections: CONNECTIONS,
        floor_per_second: median(measured.map((each) => each.floor.perSecond)),
        idle_p99_ms: median(measured.map(({ idle }) => idle.p99)),
        busy_p99_ms: median(measured.map(({ busy }) => busy.p99)),
        // Of the pairs, not of the medians: the two of a pair ran under the same weather.
        p99_ratio: round(median(measured.map(({ idle, busy }) => busy.p99 / idle.p99)), 2),
        rounds: measured,
      };
    } finally {
      await floor.stop();
    }
  });

/** Runs of programs: how fast rows come into the queue and to their recipients, and what that costs the API's clients. */
export async function run({ short = false } = {}) {
  const fed = await feeding(short ? 50_000 : 300_000);
  const delivered = await delivering(short ? 20_000 : 100_000);
  const accepted = await accepting(short ? 200_000 : 1_000_000, short ? 1 : 3, short ? 3 : 10);
  return {
    feeding: fed,
    delivering: delivered,
    accepting: accepted,
    bars: [
      bar('feeding.rows_per_second', fed.rows_per_second, '>=', 15_000),
      bar('delivering.delivered_per_second', delivered.delivered_per_second, '>=', 4000),
      bar('accepting.p99_ratio', accepted.p99_ratio, '<=', 3),
    ],
  };
}
