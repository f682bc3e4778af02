import { mkdtempSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { requireNode } from './node-version.mjs';

requireNode();

const { STEPS } = await import('./test-steps.mjs');
const { add, failed, failuresTold, slowest } = await import('./test-outcome.mjs');
const { endAll } = await import('./test-programs.mjs');
const { notRun } = await import('./test-runners.mjs');
const { printer } = await import('./test-printer.mjs');
const { chosen, schedule } = await import('./test-schedule.mjs');
const { isAvailable, missing, SERVICES } = await import('../server/test/services/available.ts');

/** How many steps run side by side. */
const LANES = availableParallelism() > 1 ? 2 : 1;
const PARTS = [...new Set(STEPS.map(({ part }) => part))];
/** How many times its limit a step may take, for a machine that is much slower or busier than most. */
const PATIENCE = Math.max(1, Number(process.env.TEST_PATIENCE) || 1);
const NOTHING = { passed: 0, failed: 0, skipped: 0, failures: [] };

const lineOf = ({ passed, failed, skipped }) => `${passed} passed, ${failed} failed, ${skipped} skipped`;
const secondsSince = (began) => `${((Date.now() - began) / 1000).toFixed(1)} s`;

/** Runs one step under its heading. @returns {Promise<import('./test-outcome.mjs').Outcome>} */
async function runStep(step, { scratch, patterns, alone }, needed) {
  const { part, title, run } = step;
  const seconds = step.seconds * PATIENCE;
  const { print, end } = printer(part, alone);
  console.log(`\n== ${title}`);
  const began = Date.now();
  const context = { scratch, patterns, seconds, print };
  const work = async () => (needed.some((result) => result.failed > 0) ? notRun(print) : run(context));
  const outcome = await work().catch((error) => {
    print(`${error.stack}\n`);
    return failed(String(error));
  });
  end();
  const time = secondsSince(began);
  console.log(alone ? `   ${lineOf(outcome)} in ${time}` : `\n== ${title}: ${lineOf(outcome)} in ${time}`);
  return { ...outcome, time };
}

/**
 * Runs the parts that were asked for, or all. A step that is one program counts as one test; a test runner counts its
 * own. The last line is the sum over everything.
 * @param {string[]} words names of parts, and patterns: of files, which the parts run instead of all of theirs
 * @returns {Promise<number>} the exit code
 */
async function main(words) {
  const began = Date.now();
  const parts = words.filter((word) => PARTS.includes(word));
  const patterns = words.filter((word) => !PARTS.includes(word));
  const steps = chosen(STEPS, parts).filter(({ takesPatterns, key }) => patterns.length === 0 || takesPatterns || key);
  const able = PARTS.filter((part) => STEPS.some((step) => step.part === part && step.takesPatterns));
  if (patterns.length > 0 && (parts.length === 0 || parts.some((part) => !able.includes(part)))) {
    console.error(
      `The parts are ${PARTS.join(', ')}. "${patterns.join('", "')}" is none; after ${able.join(', ')} it may be a pattern ` +
        'of files: npm test -- unit mask',
    );
    return 1;
  }
  const alone = steps.filter(({ key }) => key === undefined).length === 1;
  const scratch = mkdtempSync(join(tmpdir(), 'signalbox-test-'));
  // Nothing that was started outlives this process.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    process.once(signal, () => {
      endAll();
      rmSync(scratch, { recursive: true, force: true });
      process.exit(1);
    });
  }
  let results;
  try {
    results = await schedule(steps, LANES, (step, needed) => runStep(step, { scratch, patterns, alone }, needed));
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
  return conclude(steps, results, began);
}

/** Says what became of it all. @returns {number} the exit code */
function conclude(steps, results, began) {
  const sum = results.reduce(add, NOTHING);
  console.log('');
  const slow = slowest(sum);
  if (steps.length > 1) {
    console.log('The steps:');
    steps.forEach(({ title }, i) => console.log(`${results[i].time.padStart(9)}  ${title}`));
  }
  if (slow.length > 1) console.log(`The slowest suites:\n${slow.join('\n')}`);
  const told = steps.flatMap(({ title }, i) => failuresTold(title, results[i]));
  // Once more at the end, for logs of which only that is kept.
  if (told.length > 0) console.log(`\nFailed:\n\n${told.join('\n')}\n`);
  const absent = Object.keys(SERVICES).filter((service) => !isAvailable(service));
  if (sum.skipped > 0) for (const service of absent) console.log(`Skipped: ${missing(service)}`);
  if (sum.passed + sum.failed + sum.skipped === 0) console.log('No file has that in its path.');
  console.log(`All of it in ${secondsSince(began)}`);
  console.log(lineOf(sum));
  return sum.failed > 0 || sum.passed === 0 ? 1 : 0;
}

process.exitCode = await main(process.argv.slice(2));
