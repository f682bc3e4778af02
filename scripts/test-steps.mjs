import { spawn } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { KILLS } from '../bench/lib/kills.mjs';
import { NETWORKS } from '../bench/lib/network.mjs';
import { PROGRAM_KILLS } from '../bench/lib/program-kills.mjs';
import {
  findProgram,
  isAvailable,
  isInstalled,
  missing,
  servicesAreRequired,
} from '../server/test/services/available.ts';
import { SKIPPED, add, failed, outcomeOf, verdict } from './test-outcome.mjs';

const ROOT = join(import.meta.dirname, '..');
const bin = (path) => join('node_modules', path);

/** How long a test runner may stay after it wrote its report. */
const LINGER_MS = 15_000;

/** Of what a program prints, the last that is kept, and how long that may take to come after its end. */
const KEPT = 10_000;
const DRAIN_MS = 2_000;

/** Runs a program at the root with its output shown. @returns {Promise<{ ok: boolean, output: string }>} with its end */
function run(command, args, watch = () => undefined) {
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      cwd: ROOT,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, ...(process.stdout.isTTY ? { FORCE_COLOR: '1' } : {}), NG_CLI_ANALYTICS: 'false' },
    });
    let output = '';
    const show = (from, to) =>
      from.setEncoding('utf8').on('data', (text) => {
        to.write(text);
        output = (output + text).slice(-KEPT);
      });
    show(child.stdout, process.stdout);
    show(child.stderr, process.stderr);
    watch(child);
    child.on('error', (error) => {
      console.error(`${command}: ${error.message}`);
      resolve({ ok: false, output: error.message });
    });
    child.on('exit', (code) => {
      const end = () => {
        // What it left behind may hold these open.
        for (const stream of [child.stdout, child.stderr]) stream.destroy();
        resolve({ ok: code === 0, output });
      };
      const timer = setTimeout(end, DRAIN_MS);
      child.on('close', () => {
        clearTimeout(timer);
        end();
      });
    });
  });
}

const node = (...args) => run(process.execPath, args);

/** The same for a test runner: one that does not end after its report has left something open, and has failed. */
async function nodeUntilReport(report, ...args) {
  let forced = '';
  const { ok, output } = await run(process.execPath, args, (child) => {
    let written;
    const timer = setInterval(() => {
      if (!existsSync(report)) return;
      written ??= Date.now();
      if (Date.now() - written < LINGER_MS) return;
      forced = 'Every test is over, but a connection, a timer or a process was left open: ended by force.';
      console.error(forced);
      child.kill('SIGKILL');
    }, 1000);
    child.on('exit', () => clearInterval(timer));
  });
  return { ok, output: `${output}\n${forced}` };
}

async function jest(project, scratch) {
  const report = join(scratch, `${project}.json`);
  // Suites that share somebody's broker would hear each other's packets.
  const alone = process.env.MQTT_TEST_URL ? ['--maxWorkers=1'] : [];
  const result = await nodeUntilReport(
    report,
    '--experimental-vm-modules',
    '--disable-warning=ExperimentalWarning',
    bin('jest/bin/jest.js'),
    ...['--selectProjects', project, '--json', `--outputFile=${report}`, ...alone],
  );
  return outcomeOf(report, result);
}

async function consoleTests(scratch) {
  const report = join(scratch, 'console.json');
  const result = await nodeUntilReport(
    report,
    bin('@angular/cli/bin/ng.js'),
    ...['test', 'console', '--watch=false', '--reporters=default', '--reporters=json', `--output-file=${report}`],
  );
  return outcomeOf(report, result);
}

/** A lock file with download addresses would tie everybody to the registry it was made with. */
function checkLockFile() {
  const { packages } = JSON.parse(readFileSync(join(ROOT, 'package-lock.json'), 'utf8'));
  const entries = Object.entries(packages);
  const addressed = entries.filter(([, entry]) => !entry.link && /^\w+:/.test(entry.resolved ?? ''));
  const named = addressed.slice(0, 10).map(([name, entry]) => `${name} names its address: ${entry.resolved}`);
  const output = [...named, `${entries.length} packages, ${addressed.length} with an address`].join('\n');
  console.log(output);
  return verdict({ ok: entries.length > 1 && addressed.length === 0, output });
}

/** What becomes of a step whose service is not here. */
function without(service) {
  console.error(missing(service));
  return servicesAreRequired() ? failed(missing(service)) : SKIPPED;
}

/** Prometheus' own tool reads its configuration and runs the tests of the alert rules. */
async function checkPrometheus() {
  if (!isAvailable('promtool')) return without('promtool');
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
  if (service && !isInstalled(service)) return without(service);
  return verdict(await node(join('bench', script), '--short', kind));
}

/** Of `npm run survival:databases`, what takes about a minute. */
const DATABASES = ['all', 'deadlocks', 'commits', 'connections', 'frozen', 'failover'];

async function surviveDatabases() {
  const absent = ['mariadb', 'mosquitto'].find((service) => !isInstalled(service));
  if (absent) return without(absent);
  return verdict(await node(join('bench', 'survival-databases.mjs'), '--short', ...DATABASES));
}

/** In the order in which they run: what is quick to fail comes first. */
export const STEPS = [
  {
    part: 'types',
    title: 'Types: libraries, server, worker',
    run: async () => verdict(await node('scripts/build.mjs', 'code')),
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
  { part: 'browser', title: 'Build', run: async () => verdict(await node('scripts/build.mjs')) },
  { part: 'browser', title: 'Browser tests', run: (scratch) => jest('browser', scratch) },
  { part: 'survival', title: 'Build', run: async () => verdict(await node('scripts/build.mjs')) },
  ...Object.keys(KILLS).map((kind) => ({
    part: 'survival',
    title: `kill -9: ${kind}`,
    run: () => survive('survival.mjs', kind),
  })),
  { part: 'survival', title: 'A deployment with MariaDB and Mosquitto', run: surviveDatabases },
  ...Object.keys(PROGRAM_KILLS).map((kind) => ({
    part: 'survival',
    title: `kill -9 during a program: ${kind}`,
    run: () => survive('survival-programs.mjs', kind),
  })),
  ...NETWORKS.map((kind) => ({
    part: 'survival',
    title: `kill -9 of a worker: ${kind}`,
    run: () => survive('survival-networks.mjs', kind),
  })),
];
