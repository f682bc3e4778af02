/**
 * kill -9 of what an administrator does while the server works: replacing KEY_SECRET, and taking away what is kept no longer.
 *   npm run survival:operations                    20,000 keys and 200,000 messages, 24 kills of each kind, on each database
 *   npm run survival:operations -- --short         fewer rows, 4 kills
 *   npm run survival:operations -- rotation --database mariadb --kills 8
 *   npm run survival:operations -- --save          also writes bench/results/survival-operations.json
 * The kinds: `rotation`, killed at each of its moments, and `retention`, by the server's job and by the command.
 * The databases: `sqlite` and `mariadb`. Prints JSON; ends with
 * 1 when something sealed cannot be read with the newest secret alone, a caller was refused, a message is lost, stayed or is
 * missing in the archive, or a sum is wrong.
 */
import { parseArgs } from 'node:util';
import { isInstalled, missing } from '../server/test/services/available.ts';
import { DATABASES, productOn } from './lib/databases.mjs';
import { describeMachine } from './lib/machine.mjs';
import { progress, save } from './lib/report.mjs';
import { survivesRetention } from './lib/retention-kills.mjs';
import { survivesRotations } from './lib/rotation-kills.mjs';
import { round } from './lib/statistics.mjs';

const KINDS = {
  rotation: { work: survivesRotations, rows: 20_000, few: 4_000 },
  retention: { work: survivesRetention, rows: 200_000, few: 40_000 },
};
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    database: { type: 'string', multiple: true, default: DATABASES },
    kills: { type: 'string' },
    short: { type: 'boolean', default: false },
    save: { type: 'boolean', default: false },
  },
});
const names = Object.keys(KINDS);
const kinds = positionals.length > 0 ? positionals : names;
const databases = values.database;
const kills = Number(values.kills ?? (values.short ? 4 : 24));
if (
  kinds.some((kind) => !names.includes(kind)) ||
  databases.some((database) => !DATABASES.includes(database)) ||
  !Number.isInteger(kills) ||
  kills < 1
) {
  const usage = `[${names.join('] [')}] [--database ${DATABASES.join('|')}] [--kills N] [--short] [--save]`;
  progress(`Usage: survival:operations ${usage}`);
  process.exit(2);
}
if (databases.includes('mariadb') && !isInstalled('mariadb')) {
  progress(missing('mariadb'));
  process.exit(2);
}

async function survive(kind, database) {
  const { work, rows, few } = KINDS[kind];
  const store = await productOn(database);
  const began = performance.now();
  try {
    const result = await work({ store, rows: values.short ? few : rows, kills });
    return { seconds: round((performance.now() - began) / 1000), ...result };
  } catch (error) {
    progress(`${kind}: ${error.stack}\nThe server's last words:\n${store.product.logTail()}`);
    return { error: error.message };
  } finally {
    await store.dispose();
  }
}

const MUST_BE_NONE = [
  'refused',
  'unreadable',
  'lost',
  'removed_too_soon',
  'stayed',
  'not_archived',
  'in_index',
  'wrong',
];
const isWell = ({ error, ...counts }) => !error && MUST_BE_NONE.every((name) => (counts[name] ?? 0) === 0);
const results = {};
for (const database of databases) {
  results[database] = {};
  for (const kind of kinds) {
    const result = await survive(kind, database);
    results[database][kind] = result;
    progress(`${kind} on ${database}: ${JSON.stringify(result)}`);
  }
}
const ok = Object.values(results).flatMap(Object.values).every(isWell);
const report = { kills, ok, databases: results };
if (values.save) save('survival-operations', report);
console.log(JSON.stringify({ machine: describeMachine(), ...report }, null, 2));
process.exit(ok ? 0 : 1);
