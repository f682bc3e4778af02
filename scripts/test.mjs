import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { requireNode } from './node-version.mjs';

requireNode();

const { STEPS } = await import('./test-steps.mjs');
const { add, failed, failuresTold } = await import('./test-outcome.mjs');
const { isAvailable, missing, SERVICES } = await import('../server/test/services/available.ts');

/**
 * Runs the parts of the test suite that were asked for, or all, each under its heading. A step that is one program
 * counts as one test; a test runner counts its own. The last line is the sum over everything.
 * @param {string[]} wanted names of parts
 * @returns {Promise<number>} the exit code
 */
async function main(wanted) {
  const parts = [...new Set(STEPS.map(({ part }) => part))];
  const unknown = wanted.filter((part) => !parts.includes(part));
  if (unknown.length > 0) {
    console.error(`There is no part "${unknown.join('", "')}"; the parts are ${parts.join(', ')}.`);
    return 1;
  }
  let sum = { passed: 0, failed: 0, skipped: 0, failures: [] };
  const told = [];
  const scratch = mkdtempSync(join(tmpdir(), 'signalbox-test-'));
  try {
    for (const { part, title, run } of STEPS) {
      if (wanted.length > 0 && !wanted.includes(part)) continue;
      console.log(`\n== ${title}`);
      const began = Date.now();
      const outcome = await run(scratch).catch((error) => {
        console.error(error);
        return failed(String(error));
      });
      console.log(`   ${lineOf(outcome)} in ${((Date.now() - began) / 1000).toFixed(1)} s`);
      sum = add(sum, outcome);
      told.push(...failuresTold(title, outcome));
    }
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
  console.log('');
  // Once more at the end, for logs of which only that is kept.
  if (told.length > 0) console.log(`Failed:\n\n${told.join('\n')}\n`);
  const absent = Object.keys(SERVICES).filter((service) => !isAvailable(service));
  if (sum.skipped > 0) for (const service of absent) console.log(`Skipped: ${missing(service)}`);
  console.log(lineOf(sum));
  return sum.failed > 0 || sum.passed === 0 ? 1 : 0;
}

const lineOf = ({ passed, failed, skipped }) => `${passed} passed, ${failed} failed, ${skipped} skipped`;

process.exitCode = await main(process.argv.slice(2));
