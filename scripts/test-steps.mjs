import { spawn } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { KILLS } from '../bench/lib/kills.mjs';
import { PROGRAM_KILLS } from '../bench/lib/program-kills.mjs';
import {
  findProgram,
  isAvailable,
  isInstalled,
  missing,
  servicesAreRequired,
} from '../server/test/services/available.ts';
import { build } from './build.mjs';

const ROOT = join(import.meta.dirname, '..');
const bin = (path) => join('node_modules', path);

const PASSED = { passed: 1, failed: 0, skipped: 0 };
const FAILED = { passed: 0, failed: 1, skipped: 0 };
const SKIPPED = { passed: 0, failed: 0, skipped: 1 };
const verdict = (ok) => (ok ? PASSED : FAILED);
const add = (a, b) => ({ passed: a.passed + b.passed, failed: a.failed + b.failed, skipped: a.skipped + b.skipped });

/** How long a test runner may stay after it wrote its report. */
const LINGER_MS = 15_000;

/** Runs a program at the root with its output shown. @returns {Promise<boolean>} whether it ended well */
function run(command, args, watch = () => undefined) {
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      cwd: ROOT,
      stdio: ['ignore', 'inherit', 'inherit'],
      env: { ...process.env, NG_CLI_ANALYTICS: 'false' },
    });
    watch(child);
    child.on('error', (error) => {
      console.error(`${command}: ${error.message}`);
      resolve(false);
    });
    child.on('close', (code) => resolve(code === 0));
  });
}

const node = (...args) => run(process.execPath, args);

/** The same for a test runner: one that does not end after its report has left something open, and has failed. */
function nodeUntilReport(report, ...args) {
  return run(process.execPath, args, (child) => {
    let written;
    const timer = setInterval(() => {
      if (!existsSync(report)) return;
      written ??= Date.now();
      if (Date.now() - written < LINGER_MS) return;
      console.error('Every test is over, but a connection, a timer or a process was left open: ended by force.');
      child.kill('SIGKILL');
    }, 1000);
    child.on('close', () => clearInterval(timer));
  });
}

/**
 * The counts in a report of jest or vitest, which have the same shape. A suite that could not be read is one
 * failure, and so is a runner that failed without naming a test.
 */
function countsOf(report, ok) {
  if (!existsSync(report)) return FAILED;
  const result = JSON.parse(readFileSync(report, 'utf8'));
  const broken = result.testResults.filter((suite) => suite.status === 'failed' && suite.assertionResults.length === 0);
  const failed = result.numFailedTests + broken.length;
  return {
    passed: result.numPassedTests,
    // Passed, and yet not ended well: something outside the tests is wrong.
    failed: failed === 0 && !ok ? 1 : failed,
    skipped: result.numPendingTests + (result.numTodoTests ?? 0),
  };
}

async function jest(project, scratch) {
  const report = join(scratch, `${project}.json`);
  // Suites that share somebody's broker would hear each other's packets.
  const alone = process.env.MQTT_TEST_URL ? ['--maxWorkers=1'] : [];
  const ok = await nodeUntilReport(
    report,
    '--experimental-vm-modules',
    '--disable-warning=ExperimentalWarning',
    bin('jest/bin/jest.js'),
    ...['--selectProjects', project, '--json', `--outputFile=${report}`, ...alone],
  );
  return countsOf(report, ok);
}

async function consoleTests(scratch) {
  const report = join(scratch, 'console.json');
  const ok = await nodeUntilReport(
    report,
    bin('@angular/cli/bin/ng.js'),
    ...['test', 'console', '--watch=false', '--reporters=default', '--reporters=json', `--output-file=${report}`],
  );
  return countsOf(report, ok);
}

/** A lock file with download addresses would tie everybody to the registry it was made with. */
function checkLockFile() {
  const { packages } = JSON.parse(readFileSync(join(ROOT, 'package-lock.json'), 'utf8'));
  const entries = Object.entries(packages);
  const addressed = entries.filter(([, entry]) => !entry.link && /^\w+:/.test(entry.resolved ?? ''));
  for (const [name, entry] of addressed.slice(0, 10)) console.error(`${name} names its address: ${entry.resolved}`);
  console.log(`${entries.length} packages, ${addressed.length} with an address`);
  return verdict(entries.length > 1 && addressed.length === 0);
}

/** Prometheus' own tool reads its configuration and runs the tests of the alert rules. */
async function checkPrometheus() {
  if (!isAvailable('promtool')) {
    console.error(missing('promtool'));
    return servicesAreRequired() ? FAILED : SKIPPED;
  }
  const promtool = findProgram('promtool');
  const folder = join('docker', 'prometheus');
  let counts = verdict(await run(promtool, ['check', 'config', join(folder, 'prometheus.yml')]));
  const tests = readdirSync(join(ROOT, folder), { recursive: true }).filter((file) => /\.test\.ya?ml$/.test(file));
  for (const file of tests) counts = add(counts, verdict(await run(promtool, ['test', 'rules', join(folder, file)])));
  return counts;
}

const SERVICE_OF = { broker: 'mosquitto', mongodb: 'mongodb' };

/** One kind of kill -9 under load, with few messages; the whole run is `npm run` and the script's name. */
async function survive(script, kind) {
  const service = SERVICE_OF[kind];
  if (service && !isInstalled(service)) {
    console.error(missing(service));
    return servicesAreRequired() ? FAILED : SKIPPED;
  }
  return verdict(await node(join('bench', script), '--short', kind));
}

/** In the order in which they run: what is quick to fail comes first. */
export const STEPS = [
  {
    part: 'types',
    title: 'Types: libraries, server, worker',
    run: async () => verdict(await build(['code'])),
  },
  {
    part: 'types',
    title: 'Types: tests',
    run: async () => verdict(await node(bin('typescript/bin/tsc'), '-p', 'tsconfig.spec.json')),
  },
  { part: 'lint', title: 'Lint', run: async () => verdict(await node(bin('eslint/bin/eslint.js'), '.')) },
  {
    part: 'lint',
    title: 'Formatting',
    run: async () => verdict(await node(bin('prettier/bin/prettier.cjs'), '--check', '--log-level=warn', '.')),
  },
  { part: 'lint', title: 'Import rules', run: async () => verdict(await node('scripts/check-imports.mjs')) },
  { part: 'lint', title: 'Lock file', run: async () => checkLockFile() },
  { part: 'lint', title: 'Prometheus', run: checkPrometheus },
  { part: 'unit', title: 'Unit tests', run: (scratch) => jest('unit', scratch) },
  { part: 'e2e', title: 'Contract and end-to-end tests', run: (scratch) => jest('e2e', scratch) },
  { part: 'console', title: 'Console: unit tests', run: consoleTests },
  { part: 'browser', title: 'Build', run: async () => verdict(await build()) },
  { part: 'browser', title: 'Browser tests', run: (scratch) => jest('browser', scratch) },
  { part: 'survival', title: 'Build', run: async () => verdict(await build()) },
  ...Object.keys(KILLS).map((kind) => ({
    part: 'survival',
    title: `kill -9: ${kind}`,
    run: () => survive('survival.mjs', kind),
  })),
  ...Object.keys(PROGRAM_KILLS).map((kind) => ({
    part: 'survival',
    title: `kill -9 during a program: ${kind}`,
    run: () => survive('survival-programs.mjs', kind),
  })),
];
