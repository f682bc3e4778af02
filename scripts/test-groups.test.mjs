import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { divided, suitesOf } from './test-groups.mjs';

describe('suites in groups', () => {
  const seconds = { a: 10, b: 1, c: 6, d: 5, e: 2 };
  const time = (file) => seconds[file];

  it('take about as long, and keep their order', () => {
    assert.deepEqual(divided(Object.keys(seconds), 2, time), [
      ['a', 'e'],
      ['b', 'c', 'd'],
    ]);
  });

  it('are no more groups than suites, and none is left out', () => {
    assert.deepEqual(divided(['a', 'b'], 5, time), [['a'], ['b']]);
    assert.deepEqual(divided([], 5, time), []);
  });

  it('are all that jest would run by itself', () => {
    const unit = suitesOf('unit');
    assert.ok(unit.includes('server/src/platform/common/token-bucket.spec.ts'));
    assert.ok(unit.every((file) => /\/src\//.test(file)));
    const e2e = suitesOf('e2e');
    assert.ok(e2e.includes('worker/test/worker.spec.ts') && e2e.includes('libs/modem/test/modem-program.spec.ts'));
    assert.ok(e2e.every((file) => !/\/src\/|\.browser\./.test(file)));
  });
});
