/**
 * Every kind of kill -9 and of trouble, one script after another; each prints its JSON.
 *   npm run survival                 all of them at full length: hours
 *   npm run survival -- --short      all of them with few messages: some minutes
 *   npm run survival -- --save       also writes bench/results/survival*.json
 * One script is `npm run survival:messages`, `:databases`, `:programs`, `:networks`, `:office` or `:operations`, and one kind is its argument.
 * Ends with 1 when one of them did.
 */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

const SCRIPTS = [
  'survival',
  'survival-databases',
  'survival-programs',
  'survival-networks',
  'survival-office',
  'survival-operations',
];
const options = process.argv.slice(2);

const wrong = options.filter((option) => !['--short', '--save'].includes(option));
if (wrong.length > 0) {
  console.error(
    `Usage: survival [--short] [--save]. "${wrong.join(' ')}" is for one of survival:messages, survival:databases, ` +
      'survival:programs, survival:networks, survival:office and survival:operations.',
  );
  process.exit(2);
}
const ended = SCRIPTS.map((script) => {
  console.error(`== ${script}`);
  const { status } = spawnSync(process.execPath, [join(import.meta.dirname, `${script}.mjs`), ...options], {
    stdio: 'inherit',
  });
  return { script, ok: status === 0 };
});
for (const { script, ok } of ended) console.error(`${ok ? 'well  ' : 'FAILED'}  ${script}`);
process.exit(ended.every(({ ok }) => ok) ? 0 : 1);
