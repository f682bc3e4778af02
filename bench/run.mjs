/**
 * Runs the benches named on the command line, or all; prints one JSON document to standard output.
 *   npm run bench -- accept deliver     only these
 *   npm run bench -- --save             also writes bench/results/<name>.json
 *   npm run bench -- --short            a quick look: its figures are not to be compared
 *   npm run bench -- office --full   at the size that its bars are for; without, a tenth of it
 *   npm run bench -- office run-filter --database mariadb   on a MariaDB of its own, not on SQLite; saved as office-mariadb …
 *   npm run bench -- against --base X   this tree against another, in turns: a built checkout, or a revision to build
 * The data goes below BENCH_DIR, or the system's folder for temporary files: it should be on a real disk.
 * Ends with 1 when a bar is not met.
 */
import { parseArgs } from 'node:util';
import { isInstalled, missing } from '../server/test/services/available.ts';
import { DATABASES } from './lib/databases.mjs';
import { describeMachine } from './lib/machine.mjs';
import { isMet, progress, save } from './lib/report.mjs';

const BENCHES = [
  'startup',
  'memory',
  'accept',
  'deliver',
  'batch',
  'big-table',
  'backlog',
  'number-lists',
  'programs',
  'stats',
  'office',
  'run-filter',
  'webhooks',
  'alerts',
  'retention',
  'modems',
  'smpp',
  'http',
  'against',
];

/** Those that can be run on MariaDB. */
const ON_MARIADB = ['office', 'run-filter'];

/** Those that are run when none is named. */
const ALONE = BENCHES.filter((name) => name !== 'against');

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    save: { type: 'boolean', default: false },
    short: { type: 'boolean', default: false },
    full: { type: 'boolean', default: false },
    base: { type: 'string' },
    database: { type: 'string', default: 'sqlite' },
  },
});
const unknown = positionals.filter((name) => !BENCHES.includes(name));
if (unknown.length > 0) {
  progress(`No bench is called ${unknown.join(', ')}; there are ${BENCHES.join(', ')}.`);
  process.exit(2);
}
if (!DATABASES.includes(values.database)) {
  progress(`--database is one of ${DATABASES.join(', ')}.`);
  process.exit(2);
}
const isElsewhere = values.database !== 'sqlite';
const names = positionals.length > 0 ? positionals : isElsewhere ? ON_MARIADB : ALONE;
if (isElsewhere && !names.every((name) => ON_MARIADB.includes(name))) {
  progress(`On ${values.database} there are ${ON_MARIADB.join(', ')}.`);
  process.exit(2);
}
if (isElsewhere && !isInstalled(values.database)) {
  progress(missing(values.database));
  process.exit(2);
}

const machine = describeMachine();
const results = {};
for (const name of names) {
  const { run } = await import(`./${name}.mjs`);
  try {
    results[name] = await run(values);
  } catch (error) {
    progress(`${name}: ${error.stack}`);
    results[name] = { error: error.message, bars: [{ figure: name, bar: 'to end without an error', met: false }] };
  }
  if (values.save && !results[name].error)
    save(isElsewhere ? `${name}-${values.database}` : name, results[name], machine);
}
const met = Object.values(results).every(isMet);
const date = new Date().toISOString().slice(0, 10);
console.log(JSON.stringify({ date, machine, short: values.short, met, results }, null, 2));
process.exit(met ? 0 : 1);
