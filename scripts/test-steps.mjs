import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  findProgram,
  isAvailable,
  isInstalled,
  missing,
  servicesAreRequired,
} from '../server/test/services/available.ts';
import { expressions, plain } from '../docker/grafana/src/all.ts';
import { SKIPPED, add, failed, verdict } from './test-outcome.mjs';
import { node, run } from './test-programs.mjs';
import { consoleTests, jest } from './test-runners.mjs';

const ROOT = join(import.meta.dirname, '..');

/**
 * What a step is run with.
 * @typedef {object} Context
 * @property {string} scratch a folder that is removed in the end
 * @property {string[]} patterns which of its tests; all, when there are none
 * @property {number} seconds after which it is ended, and has failed
 * @property {(text: string) => void} print
 */

/** One program is one test. */
const program =
  (...args) =>
  async (context) =>
    verdict(await node(args, context));

/** A lock file with download addresses would tie everybody to the registry it was made with. */
function checkLockFile({ print }) {
  const { packages } = JSON.parse(readFileSync(join(ROOT, 'package-lock.json'), 'utf8'));
  const entries = Object.entries(packages);
  const addressed = entries.filter(([, entry]) => !entry.link && /^\w+:/.test(entry.resolved ?? ''));
  const named = addressed.slice(0, 10).map(([name, entry]) => `${name} names its address: ${entry.resolved}`);
  const output = [...named, `${entries.length} packages, ${addressed.length} with an address`].join('\n');
  print(`${output}\n`);
  return verdict({ ok: entries.length > 1 && addressed.length === 0, output });
}

/** What becomes of a step whose service is not here. */
function without(service, print) {
  print(`${missing(service)}\n`);
  return servicesAreRequired() ? failed(missing(service)) : SKIPPED;
}

/** What the dashboards ask, as rules that record it: promtool reads expressions nowhere else. JSON is YAML. */
function rulesOfDashboards(scratch) {
  const rules = expressions().map(({ expr }, index) => ({ record: `panel:${index}`, expr: plain(expr) }));
  const file = join(scratch, 'dashboards.rules.yml');
  writeFileSync(file, JSON.stringify({ groups: [{ name: 'dashboards', rules }] }));
  return file;
}

/** Its own tool reads its configuration. */
async function checkAlertmanager(context) {
  if (!isAvailable('alertmanager')) return without('alertmanager', context.print);
  const config = join('docker', 'alertmanager', 'alertmanager.yml');
  return verdict(await run(findProgram('amtool') ?? 'amtool', ['check-config', config], context));
}

/** Prometheus' own tool reads its configuration and what dashboards ask, and runs the tests of the alert rules. */
async function checkPrometheus(context) {
  if (!isAvailable('promtool')) return without('promtool', context.print);
  const promtool = findProgram('promtool');
  const folder = join('docker', 'prometheus');
  let counts = verdict(await run(promtool, ['check', 'config', join(folder, 'prometheus.yml')], context));
  counts = add(counts, verdict(await run(promtool, ['check', 'rules', rulesOfDashboards(context.scratch)], context)));
  counts = add(counts, await checkAlertmanager(context));
  const tests = readdirSync(join(ROOT, folder), { recursive: true }).filter((file) => /\.test\.ya?ml$/.test(file));
  for (const file of tests) {
    counts = add(counts, verdict(await run(promtool, ['test', 'rules', join(folder, file)], context)));
  }
  return counts;
}

/** One kind of kill -9 under load, with few messages; all kinds, at full length, are `npm run survival`. */
const survive = (script, kind, services) => async (context) => {
  const absent = services.find((service) => !isInstalled(service));
  if (absent) return without(absent, context.print);
  return verdict(await node([join('bench', script), '--short', kind], context));
};

/**
 * In the order in which they begin. Two run side by side: while the end-to-end tests, which take the longest, mostly wait,
 * all others run one after another, what is quick to fail first. `seconds` is a limit, far above what is usual.
 */
export const STEPS = [
  {
    part: 'types',
    key: 'code',
    title: 'Types: libraries, server, worker',
    seconds: 480,
    run: program('scripts/build.mjs', 'code'),
  },
  {
    part: 'e2e',
    title: 'Contract and end-to-end tests',
    needs: ['code'],
    takesPatterns: true,
    seconds: 2700,
    run: (context) => jest('e2e', context),
  },
  {
    part: 'types',
    title: 'Types: all, and the rules that need them',
    needs: ['code'],
    seconds: 480,
    run: program('node_modules/oxlint/bin/oxlint'),
  },
  { part: 'lint', title: 'Import rules', seconds: 120, run: program('scripts/check-imports.mjs') },
  { part: 'lint', title: 'Lock file', seconds: 10, run: checkLockFile },
  { part: 'lint', title: 'Prometheus', seconds: 60, run: checkPrometheus },
  {
    part: 'lint',
    title: 'Formatting',
    seconds: 360,
    run: program('node_modules/oxfmt/bin/oxfmt', '--check'),
  },
  {
    part: 'lint',
    title: 'Formatting of templates',
    seconds: 60,
    run: program('node_modules/prettier/bin/prettier.cjs', '--check', '--log-level=warn', 'console/**/*.html'),
  },
  {
    part: 'lint',
    title: 'Lint',
    seconds: 600,
    run: program('node_modules/eslint/bin/eslint.js', '.'),
  },
  {
    part: 'console',
    title: 'Console: unit tests',
    takesPatterns: true,
    seconds: 480,
    run: consoleTests,
  },
  {
    part: 'unit',
    title: 'Unit tests of the scripts',
    seconds: 240,
    run: program('--test', 'scripts/*.test.mjs'),
  },
  {
    part: 'unit',
    title: 'Unit tests',
    takesPatterns: true,
    seconds: 960,
    run: (context) => jest('unit', context),
  },
  {
    part: 'browser',
    key: 'console',
    title: 'Build: console',
    seconds: 480,
    run: program('scripts/build.mjs', 'console'),
  },
  {
    part: 'browser',
    title: 'Browser tests',
    needs: ['code', 'console'],
    takesPatterns: true,
    seconds: 2400,
    run: (context) => jest('browser', context),
  },
  {
    part: 'survival',
    title: 'kill -9 of server and worker',
    needs: ['code'],
    seconds: 600,
    run: survive('survival.mjs', 'both', []),
  },
  {
    part: 'survival',
    title: 'kill -9 of everything in a deployment with MariaDB and Mosquitto',
    needs: ['code'],
    seconds: 600,
    run: survive('survival-databases.mjs', 'all', ['mariadb', 'mosquitto']),
  },
];
