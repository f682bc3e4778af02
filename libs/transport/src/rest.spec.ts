import { describe, expect, it } from '@jest/globals';
import { RestWatch } from './rest.js';

const QUIET = [0, 0, 0, 0, 0, 0];

/** At which looks, from 0, a process came to rest. */
function restsOf(...utilizations: number[]): number[] {
  const watch = new RestWatch();
  return utilizations.flatMap((utilization, index) => (watch.look(utilization) ? [index] : []));
}

describe('RestWatch', () => {
  it('finds rest as soon as the start is over', () => expect(restsOf(0.9, 0.01, 0.01, 0.01, 0.01)).toEqual([1]));

  it('waits longer where work follows the start', () => {
    expect(restsOf(0.9, 0.9, ...QUIET)).toEqual([7]);
  });

  it('finds rest once after each time of work', () => {
    expect(restsOf(0, 0.8, ...QUIET, 0, 0)).toEqual([0, 7]);
  });

  it('takes the timers of an idle process on a slow machine for no work', () => {
    expect(restsOf(0.9, 0.08, 0.08, 0.8, 0.08, 0.12, 0.08, 0.08, 0.08, 0.08)).toEqual([1, 9]);
  });

  it('takes a pause in the work for no rest', () => {
    expect(restsOf(0, 0.8, 0, 0, 0, 0, 0, 0.8, 0, 0, 0, 0, 0, 0.25, 0, 0)).toEqual([0]);
  });

  it('takes a little work for nothing to collect after, until it adds up', () => {
    expect(restsOf(0, 0.3, ...QUIET, 0.04, ...QUIET, 0.3, ...QUIET)).toEqual([0, 21]);
  });
});
