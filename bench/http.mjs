import { run as measure } from '../worker/bench/http.mjs';
import { progress } from './lib/report.mjs';
import { bar } from './lib/statistics.mjs';

/** Messages a second to an HTTP provider, one a request and in bulk: a whole worker, the provider another process. */
export async function run({ short = false } = {}) {
  const { single, bulk } = await measure({ messages: short ? 3000 : 20_000 });
  progress(`http: ${single.per_second}/s, in bulk ${bulk.per_second}/s`);
  return { single, bulk, bars: [bar('single.per_second', single.per_second, '>=', 1500)] };
}
