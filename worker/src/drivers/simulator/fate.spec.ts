import { describe, expect, it } from '@jest/globals';
import { fateOf } from './fate.js';

const keys = Array.from({ length: 20_000 }, (_, i) => ({ id: `0193e2a1-7c3f-7f00-8000-${i}`, attempt: 1 }));
const count = (shares: { failures: number; temporary: number }) => {
  const fates = keys.map((key) => fateOf(key, shares));
  return (wanted: string) => fates.filter((fate) => fate === wanted).length / keys.length;
};

describe('the fate of an attempt', () => {
  it('is as often a failure as was asked for', () => {
    const shareOf = count({ failures: 0.2, temporary: 0.25 });
    expect(shareOf('sent')).toBeCloseTo(0.8, 1);
    expect(shareOf('failed for now')).toBeCloseTo(0.05, 1);
    expect(shareOf('failed')).toBeCloseTo(0.15, 1);
  });

  it('is always good with no failures, and never with nothing else', () => {
    expect(count({ failures: 0, temporary: 1 })('sent')).toBe(1);
    expect(count({ failures: 1, temporary: 0 })('failed')).toBe(1);
    expect(count({ failures: 1, temporary: 1 })('failed for now')).toBe(1);
  });

  it('is the same when it is asked again, and drawn anew for the next attempt', () => {
    const shares = { failures: 0.5, temporary: 1 };
    const fates = (attempt: number) => keys.slice(0, 100).map(({ id }) => fateOf({ id, attempt }, shares));
    expect(fates(1)).toEqual(fates(1));
    expect(fates(1)).not.toEqual(fates(2));
  });
});
