import { randomUUID } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { isTraced, spanIdOf, type Step, traceIdOf } from './trace-ids.js';

const ID = '01a2045f-2ef3-7000-b76e-996b55adfdfb';
const STEPS: Step[] = ['accept', 'dispatch', 'send', 'report'];

describe('the ids of a trace', () => {
  it('are the message’s own', () => {
    expect(traceIdOf(ID)).toBe('01a2045f2ef37000b76e996b55adfdfb');
    expect(spanIdOf(ID, 'accept', 0)).toBe('b76e996b55adfdfb');
  });

  it('differ by step and attempt, and are of 16 digits', () => {
    const ids = STEPS.flatMap((step) => Array.from({ length: 60 }, (_, attempt) => spanIdOf(ID, step, attempt)));
    expect(new Set(ids).size).toBe(ids.length);
    for (const id of [...ids, spanIdOf('01a2045f-2ef3-7000-b76e-996b55ad0001', 'dispatch', 1)]) {
      expect(id).toMatch(/^[0-9a-f]{16}$/);
    }
  });
});

describe('the share that is traced', () => {
  it('is all of it, and none of it', () => {
    for (const id of [ID, '01a2045f-2ef3-7000-b76e-996bffffffff', '01a2045f-2ef3-7000-b76e-996b00000000']) {
      expect([isTraced(id, 1), isTraced(id, 0)]).toEqual([true, false]);
    }
  });

  it('is about as large as it is to be', () => {
    // Of 10,000 a tenth, give or take six standard deviations.
    const traced = Array.from({ length: 10_000 }, randomUUID).filter((id) => isTraced(id, 0.1)).length;
    expect(Math.abs(traced - 1000)).toBeLessThan(180);
  });
});
