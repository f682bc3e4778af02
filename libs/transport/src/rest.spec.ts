import { describe, expect, it } from '@jest/globals';
import { RestWatch } from './rest.js';

/** At which looks, from 0, a process came to rest. */
function restsOf(...utilizations: number[]): number[] {
  const watch = new RestWatch();
  return utilizations.flatMap((utilization, index) => (watch.look(utilization) ? [index] : []));
}

describe('RestWatch', () => {
  it('finds rest after the start, when that is over', () => expect(restsOf(0.9, 0.01, 0.01, 0.01, 0.01)).toEqual([3]));

  it('finds rest once after each time of work', () => {
    expect(restsOf(0, 0, 0, 0, 0, 0.8, 0, 0, 0, 0, 0)).toEqual([2, 8]);
  });

  it('takes a pause in the work for no rest', () => {
    expect(restsOf(0.8, 0, 0, 0.8, 0, 0, 0.06, 0, 0)).toEqual([]);
  });

  it('takes a little work for nothing to collect after, until it adds up', () => {
    expect(restsOf(0, 0, 0, 0.3, 0, 0, 0, 0.04, 0, 0, 0, 0.3, 0, 0, 0)).toEqual([2, 14]);
  });
});
