import { existsSync, readdirSync } from 'node:fs';
import { availableParallelism, totalmem } from 'node:os';
import { join } from 'node:path';
import { endWithChildren, node } from './test-programs.mjs';
import { writeGroups } from './test-groups.mjs';
import { failed, outcomeOf } from './test-outcome.mjs';

const ROOT = join(import.meta.dirname, '..');

/** How long a test runner may stay after it wrote its report. */
const LINGER_MS = 15_000;
const CORES = availableParallelism();
/** A process that runs suites holds about as much in the end. */
const WORKER_BYTES = 1.5 * 2 ** 30;
/** How many suites run at once: those of a project that mostly waits share a core. The browser's are the last that run. */
const WORKERS = { unit: CORES, e2e: CORES + 2, browser: CORES };
/** How many groups a worker runs: few load little, many end at about the same time. */
const GROUPS_PER_WORKER = { unit: 2, e2e: 2 };

export const workersOf = (project, memory = totalmem()) =>
  Math.max(1, Math.min(WORKERS[project], Math.floor(memory / WORKER_BYTES)));

/** Runs a test runner: one that does not end after its report has left something open, and has failed. */
async function untilReport(report, args, { seconds, print, env }) {
  let forced = '';
  const watch = (child) => {
    let written;
    const timer = setInterval(() => {
      if (!existsSync(report)) return;
      written ??= Date.now();
      if (Date.now() - written < LINGER_MS) return;
      forced = 'Every test is over, but a connection, a timer or a process was left open: ended by force.';
      print(`${forced}\n`);
      endWithChildren(child);
    }, 1000);
    child.on('exit', () => clearInterval(timer));
  };
  const { ok, output } = await node(args, { seconds, print, env, watch });
  return outcomeOf(report, { ok, output: `${output}\n${forced}` });
}

/**
 * The tests of a project of jest's.
 * @param {'unit' | 'e2e' | 'browser'} project
 * @param {import('./test-steps.mjs').Context} context
 */
export function jest(project, { scratch, patterns, seconds, print }) {
  const report = join(scratch, `${project}.json`);
  // Suites that share somebody's broker would hear each other's packets.
  const workers = process.env.MQTT_TEST_URL ? 1 : workersOf(project);
  const perWorker = patterns.length === 0 && GROUPS_PER_WORKER[project];
  const env = perWorker ? { SIGNALBOX_TEST_GROUPS: writeGroups(project, perWorker * workers, scratch) } : {};
  return untilReport(
    report,
    [
      '--experimental-vm-modules',
      '--disable-warning=ExperimentalWarning',
      'node_modules/jest/bin/jest.js',
      ...['--selectProjects', project, '--json', `--outputFile=${report}`, `--maxWorkers=${workers}`],
      ...(patterns.length > 0 ? ['--passWithNoTests', '--testPathPatterns', ...patterns] : []),
    ],
    { seconds, print, env },
  );
}

/** The console's, which `ng` gives to vitest. @param {import('./test-steps.mjs').Context} context */
export async function consoleTests({ scratch, patterns, seconds, print }) {
  const report = join(scratch, 'console.json');
  const files = specsOf('console', patterns);
  if (patterns.length > 0 && files.length === 0) return { passed: 0, failed: 0, skipped: 0, failures: [] };
  return untilReport(
    report,
    [
      'node_modules/@angular/cli/bin/ng.js',
      ...['test', 'console', '--watch=false', '--reporters=default', '--reporters=json', `--output-file=${report}`],
      ...files.map((file) => `--include=${file}`),
    ],
    { seconds, print },
  );
}

/** The spec files whose path one of the patterns is found in, by case or not as jest does; none for no patterns. */
function specsOf(folder, patterns) {
  if (patterns.length === 0) return [];
  const expressions = patterns.map((pattern) => new RegExp(pattern, 'i'));
  return readdirSync(join(ROOT, folder, 'src'), { recursive: true })
    .map((file) => `${folder}/src/${file.replaceAll('\\', '/')}`)
    .filter((file) => file.endsWith('.spec.ts') && expressions.some((expression) => expression.test(file)));
}

/** What becomes of a step that cannot run, because one that it needs has failed. */
export const notRun = (print) => {
  const why = 'Not run: what it needs could not be built.';
  print(`${why}\n`);
  return failed(why);
};
