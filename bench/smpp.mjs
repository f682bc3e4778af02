import { measure } from '../worker/bench/smpp.mjs';
import { progress } from './lib/report.mjs';
import { bar } from './lib/statistics.mjs';

/** submit_sm a second over one bind with a window of 100: a whole worker, jobs over MQTT, the SMSC another process. */
export async function run({ short = false } = {}) {
  const messages = short ? 5000 : 50_000;
  const plain = await measure({ messages, window: 100 });
  progress(`smpp: ${plain.submits_per_second} submit_sm/s`);
  const reported = await measure({ messages, window: 100, reports: true });
  progress(`smpp, with a report each: ${reported.submits_per_second} submit_sm/s`);
  return { plain, reported, bars: [bar('plain.submits_per_second', plain.submits_per_second, '>=', 3000)] };
}
