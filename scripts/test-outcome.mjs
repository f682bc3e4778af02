import { existsSync, readFileSync } from 'node:fs';
import { relative } from 'node:path';
import { stripVTControlCharacters } from 'node:util';

/** How many lines of a failure, and how many failures, are told again at the end. */
const LINES = 15;
const SHOWN = 30;

/** Where a runner's own code called the test tells nothing. */
const OF_RUNNER = /^\s+at .*(node_modules|<anonymous>)/;

const lines = (text) =>
  stripVTControlCharacters(text)
    .trim()
    .split('\n')
    .filter((line) => !OF_RUNNER.test(line));

/**
 * What became of one or more tests. A failure has a name, unless the step itself is the test, and the lines that tell
 * what happened; suites are the files of a test runner.
 * @typedef {{ name?: string, lines: string[] }} Failure
 * @typedef {{ name: string, seconds: number }} Suite
 * @typedef {{ passed: number, failed: number, skipped: number, failures: Failure[], suites?: Suite[] }} Outcome
 */

/** How many of the slowest suites are told. */
const SLOWEST = 10;

/** @type {Outcome} */
export const PASSED = { passed: 1, failed: 0, skipped: 0, failures: [] };
/** @type {Outcome} */
export const SKIPPED = { passed: 0, failed: 0, skipped: 1, failures: [] };

/** One failure. @param {string} output of which the end is told @returns {Outcome} */
export const failed = (output) => ({
  passed: 0,
  failed: 1,
  skipped: 0,
  failures: [{ lines: lines(output).slice(-LINES) }],
});

/** @param {{ ok: boolean, output: string }} result of a program @returns {Outcome} */
export const verdict = ({ ok, output }) => (ok ? PASSED : failed(output));

/** @param {Outcome} a @param {Outcome} b @returns {Outcome} */
export const add = (a, b) => ({
  passed: a.passed + b.passed,
  failed: a.failed + b.failed,
  skipped: a.skipped + b.skipped,
  failures: [...a.failures, ...b.failures],
  suites: [...(a.suites ?? []), ...(b.suites ?? [])],
});

/**
 * What a report of jest or vitest says, which have the same shape. A suite that could not be read is one failure, and
 * so is a runner that failed without naming a test.
 * @param {string} report its file
 * @param {{ ok: boolean, output: string }} result of the runner
 * @returns {Outcome}
 */
export function outcomeOf(report, { ok, output }) {
  if (!existsSync(report)) return failed(output);
  const result = JSON.parse(readFileSync(report, 'utf8'));
  const failures = result.testResults.flatMap(({ name, status, message, assertionResults }) => {
    const told = assertionResults
      .filter((test) => test.status === 'failed')
      .map(({ fullName, failureMessages }) => ({ name: fullName, lines: lines(failureMessages.join('\n')) }));
    const isBroken = status === 'failed' && assertionResults.length === 0;
    return isBroken ? [{ name: relative(process.cwd(), name), lines: lines(message ?? '') }] : told;
  });
  // Passed, and yet not ended well: something outside the tests is wrong.
  if (failures.length === 0 && !ok) failures.push(...failed(output).failures);
  return {
    passed: result.numPassedTests,
    failed: failures.length,
    skipped: result.numPendingTests + (result.numTodoTests ?? 0),
    failures: failures.map((failure) => ({ ...failure, lines: failure.lines.slice(0, LINES) })),
    suites: result.testResults.flatMap(suitesOf),
  };
}

/** A group of suites names each as what its tests are under (`test-groups.mjs`); what they begin and end with is not counted. */
function suitesOf({ name, startTime, endTime, assertionResults }) {
  const grouped = Object.groupBy(
    assertionResults.filter(({ ancestorTitles }) => /\.spec\.ts$/.test(ancestorTitles?.[0])),
    ({ ancestorTitles }) => ancestorTitles[0],
  );
  const suites = Object.entries(grouped).map(([file, tests]) => ({
    name: file,
    seconds: tests.reduce((sum, { duration }) => sum + (duration ?? 0), 0) / 1000,
  }));
  if (suites.length > 0) return suites;
  return [{ name: relative(process.cwd(), name), seconds: Math.max(0, (endTime - startTime) / 1000) }];
}

/** The suites that took the longest, one a line. @param {Outcome} outcome @returns {string[]} */
export const slowest = ({ suites = [] }) =>
  suites
    .toSorted((a, b) => b.seconds - a.seconds)
    .slice(0, SLOWEST)
    .map(({ name, seconds }) => `${seconds.toFixed(1).padStart(7)} s  ${name}`);

/** Each failure of a step by its name with the first lines of what happened, for the end of a long log. */
export function failuresTold(title, { failures }) {
  const told = failures
    .slice(0, SHOWN)
    .flatMap(({ name, lines }) => [name ? `${title} › ${name}` : title, ...lines.map((line) => `    ${line}`)]);
  return failures.length > SHOWN ? [...told, `${title}: ${failures.length - SHOWN} more`] : told;
}
