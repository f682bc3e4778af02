import { describe, expect, it } from '@jest/globals';
import { isBadCredentials, refusalOf } from './command-status.js';

describe('refusalOf', () => {
  it.each([
    [0x14, 'throttled'],
    [0x58, 'throttled'],
    [0x08, 'temporary'],
    [0x0b, 'permanent'],
    [0x0a, 'account'],
    [0x04, 'state'],
    [0x77, 'temporary'],
    [0x500, 'temporary'],
  ] as const)('says what 0x%s means', (status, kind) => {
    expect(refusalOf(status)).toMatchObject({ kind, words: expect.stringMatching(/^[a-zA-Z' _]+ \(0x[0-9A-F]{8}\)$/) });
  });

  it('knows what trying again soon does not change', () => {
    expect([0x0d, 0x0e, 0x0f, 0x53].every(isBadCredentials)).toBe(true);
    expect([0x05, 0x08, 0x58].some(isBadCredentials)).toBe(false);
  });
});
