/**
 * kill -9 of the server at random moments while a program sends to a list. Each row must be sent exactly once, and all
 * numbers that are shown at the end must add up: the run's, the statistics', the messages' and the simulator's.
 *   npm run survival:programs                            100,000 rows, 10 kills of each kind
 *   npm run survival:programs -- --short                 fewer rows, 2 kills of each kind: for CI
 *   npm run survival:programs -- mongodb --rows 20000    only this kind
 *   npm run survival:programs -- --save                  also writes bench/results/survival-programs.json
 * The kinds: `run`; `mongodb`, with the documents there and it stopped twice in the middle; `commands`, with the program
 * paused, stopped and started all the time; `import`, while a list comes in.
 * Prints JSON; ends with 1 when a row was lost, duplicated or left uncertain, or a sum is wrong. Linux only.
 */
import { parseArgs } from 'node:util';
import { describeMachine } from './lib/machine.mjs';
import { Product } from './lib/product.mjs';
import { PROGRAM_KILLS, isPossible } from './lib/program-kills.mjs';
import { progress, save } from './lib/report.mjs';
import { round } from './lib/statistics.mjs';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    rows: { type: 'string' },
    kills: { type: 'string' },
    short: { type: 'boolean', default: false },
    save: { type: 'boolean', default: false },
  },
});
const names = Object.keys(PROGRAM_KILLS);
const kinds = positionals.length > 0 ? positionals : names;
const kills = Number(values.kills ?? (values.short ? 2 : 10));
const rows = Number(values.rows ?? (values.short ? 20_000 : 100_000));

if (
  kinds.some((kind) => !names.includes(kind)) ||
  ![rows, kills].every((count) => Number.isInteger(count) && count > 0)
) {
  progress(`Usage: survival:programs [${names.join('] [')}] [--rows N] [--kills N] [--short] [--save]`);
  process.exit(2);
}
const impossible = kinds.map(isPossible).find((problem) => problem !== null);
if (impossible !== undefined) {
  progress(`${impossible}; or name the kinds to run without it.`);
  process.exit(2);
}

async function survive(kind) {
  const { env, work, dispose } = await PROGRAM_KILLS[kind]();
  const product = await Product.create(env);
  const began = performance.now();
  try {
    await product.start();
    const result = await work({ product, rows, kills });
    return { seconds: round((performance.now() - began) / 1000), ...result };
  } catch (error) {
    progress(`${kind}: ${error.stack}\nThe server's last words:\n${product.logTail()}`);
    return { error: error.message };
  } finally {
    await product.dispose();
    await dispose?.();
  }
}

const isWell = ({ error, lost, duplicated, uncertain, sums }) =>
  !error && lost + duplicated + uncertain + sums.wrong.length === 0;
const results = {};
for (const kind of kinds) {
  results[kind] = await survive(kind);
  progress(`${kind}: ${JSON.stringify(results[kind])}`);
}
const ok = Object.values(results).every(isWell);
const report = { rows, kills, ok, kinds: results };
if (values.save) save('survival-programs', report);
console.log(JSON.stringify({ machine: describeMachine(), ...report }, null, 2));
process.exit(ok ? 0 : 1);
