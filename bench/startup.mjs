import { setTimeout as wait } from 'node:timers/promises';
import { proportionalMb, residentMb } from './lib/processes.mjs';
import { Product } from './lib/product.mjs';
import { progress } from './lib/report.mjs';
import { bar, median, round } from './lib/statistics.mjs';

/** From the start of the built product until it is ready, and the memory it then holds while nothing happens. */
export async function run({ short = false } = {}) {
  const starts = short ? 2 : 5;
  const idleMs = short ? 3000 : 10_000;
  const product = await Product.create();
  try {
    // The first start makes the database.
    const first = await product.start();
    const again = [];
    for (let index = 0; index < starts; index++) {
      await product.stop();
      again.push(await product.start());
    }
    await wait(idleMs);
    const worker = product.workerPid();
    if (worker === undefined) throw new Error('the server has no worker process');
    const server = round(residentMb(product.pid), 1);
    const workerMb = round(residentMb(worker), 1);
    const ready = round(Math.max(first, ...again) / 1000, 2);
    progress(`startup: ${ready} s, server ${server} MB, worker ${workerMb} MB`);
    return {
      first_start_seconds: round(first / 1000, 2),
      start_seconds_median: round(median(again) / 1000, 2),
      slowest_start_seconds: ready,
      server_rss_mb: server,
      worker_rss_mb: workerMb,
      // What the two share counted once.
      together_pss_mb: round(proportionalMb(product.pid) + proportionalMb(worker), 1),
      bars: [
        bar('slowest_start_seconds', ready, '<=', 4),
        bar('server_rss_mb', server, '<=', 220),
        bar('worker_rss_mb', workerMb, '<=', 220),
      ],
    };
  } finally {
    await product.dispose();
  }
}
