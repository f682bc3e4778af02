import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { add, failed, failuresTold, outcomeOf, PASSED, slowest } from './test-outcome.mjs';

describe('the report of a test runner', () => {
  let folder;
  before(() => (folder = mkdtempSync(join(tmpdir(), 'signalbox-outcome-'))));
  after(() => rmSync(folder, { recursive: true }));

  function read(testResults, ok = true) {
    const report = join(folder, 'report.json');
    writeFileSync(report, JSON.stringify({ numPassedTests: 3, numPendingTests: 1, testResults }));
    return outcomeOf(report, { ok, output: 'its last words' });
  }
  const suite = (name, seconds, more = {}) => ({
    name: join(process.cwd(), name),
    startTime: 1_000,
    endTime: 1_000 + seconds * 1000,
    status: 'passed',
    assertionResults: [],
    ...more,
  });

  it('is counted, and what failed is named', () => {
    const broken = { status: 'failed', fullName: 'a b', failureMessages: ['Error: no\n    at x (node_modules/y)'] };
    const outcome = read([
      suite('a.spec.ts', 2),
      suite('b.spec.ts', 3, { status: 'failed', assertionResults: [broken] }),
    ]);
    assert.deepEqual([outcome.passed, outcome.failed, outcome.skipped], [3, 1, 1]);
    assert.deepEqual(failuresTold('Unit', outcome), ['Unit › a b', '    Error: no']);
  });

  it('is a failure where a suite could not be read, or the runner did not end well', () => {
    assert.equal(read([suite('c.spec.ts', 0, { status: 'failed', message: 'SyntaxError' })]).failed, 1);
    assert.equal(read([suite('c.spec.ts', 1)], false).failed, 1);
    assert.equal(outcomeOf(join(folder, 'none.json'), { ok: true, output: '' }).failed, 1);
  });

  it('tells the ten slowest suites of all reports', () => {
    const many = Array.from({ length: 12 }, (_, i) => suite(`${i}.spec.ts`, i));
    const lines = slowest(add(add(read(many), PASSED), read([suite('longest.spec.ts', 99)])));
    assert.equal(lines.length, 10);
    assert.match(lines[0], /^ +99\.0 s {2}longest\.spec\.ts$/);
    assert.match(lines[1], /11\.0 s {2}11\.spec\.ts$/);
  });
});

describe('a failure', () => {
  it('is told with its last lines', () => {
    const output = Array.from({ length: 40 }, (_, i) => `line ${i}`).join('\n');
    const told = failuresTold('Lint', failed(output));
    assert.equal(told[0], 'Lint');
    assert.equal(told.at(-1), '    line 39');
    assert.ok(told.length <= 16);
  });
});
