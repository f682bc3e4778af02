import { describe, expect, it } from '@jest/globals';
import { newSecret } from './config.js';
import { countedOf, fingerprintOf, newRotation } from './rotation.js';
import { SecretRing } from './secret-ring.js';

const [old, next, stranger] = [newSecret(), newSecret(), newSecret()];
const kept = fingerprintOf(next);
const rotation = newRotation(old, next, 5_000);
const both = [
  { secret: next, until: null },
  { secret: old, until: 5_000 },
];

describe('a secret that is replaced', () => {
  it.each([
    ['the old one', old],
    ['the new one', next],
  ])('has both count for who starts with %s', (_, own) => {
    expect(countedOf([own], kept, rotation)).toEqual(both);
  });

  it('is nothing to who has neither', () => {
    expect(countedOf([stranger], kept, rotation)).toBeNull();
    expect(countedOf([stranger], kept, null)).toBeNull();
    expect(JSON.stringify(rotation)).not.toContain(old);
    expect(JSON.stringify(rotation)).not.toContain(next);
  });

  it('is alone again when it has ended', () => {
    expect(countedOf([old, next], kept, null)).toEqual([{ secret: next, until: null }]);
    expect(countedOf([old], kept, null)).toBeNull();
  });

  it('passes over what is left of an earlier time', () => {
    expect(countedOf([stranger], fingerprintOf(stranger), rotation)).toEqual([{ secret: stranger, until: null }]);
  });
});

describe('the ring of secrets', () => {
  it('signs with the newest, and believes the old one until its end', () => {
    const ring = new SecretRing(old);
    expect([ring.current, ring.all, ring.keys('a')]).toEqual([old, [old], [expect.anything()]]);
    ring.turn([
      { secret: next, until: null },
      { secret: old, until: Date.now() + 60_000 },
    ]);
    expect([ring.current, ring.all, ring.keys('a').length]).toEqual([next, [next, old], 2]);
    ring.turn([
      { secret: next, until: null },
      { secret: old, until: Date.now() - 1 },
    ]);
    expect([ring.all, ring.keys('a').length, ring.everKnown]).toEqual([[next], 1, [old, next]]);
  });
});
