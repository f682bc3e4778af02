import { describe, expect, it } from '@jest/globals';
import {
  codeAt,
  lacksSecondFactor,
  newRecoveryCode,
  newSecret,
  recoveryCodeIn,
  recoveryHash,
  stepOf,
  uriOf,
} from './second-factor.js';

const STEP_MS = 30_000;
/** RFC 6238, appendix B: the ASCII secret 12345678901234567890. */
const RFC_SECRET = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ';

describe('a code of an app', () => {
  it.each([
    [59, '287082'],
    [1_111_111_109, '081804'],
    [1_234_567_890, '005924'],
  ])("is the RFC's at %i s", (seconds, code) => {
    expect(codeAt(RFC_SECRET, seconds * 1000)).toBe(code);
    expect(stepOf(RFC_SECRET, code, seconds * 1000)).toBe(Math.floor(seconds / 30));
  });

  it('is taken a step early and a step late, as the step that it is of, and no more', () => {
    const secret = newSecret();
    const now = 1_700_000_010_000;
    const step = Math.floor(now / STEP_MS);
    const code = codeAt(secret, now);
    for (const late of [-1, 0, 1]) expect(stepOf(secret, code, now + late * STEP_MS)).toBe(step);
    for (const late of [-2, 2]) expect(stepOf(secret, code, now + late * STEP_MS)).toBeNull();
  });

  it.each(['', '12345', '1234567', 'abcdef', '12 345'])('is six digits, not %j', (text) => {
    expect(stepOf(newSecret(), text, Date.now())).toBeNull();
  });

  it('is set up by an address that apps read', () => {
    const uri = new URL(uriOf(RFC_SECRET, 'rosa'));
    expect(uri.protocol).toBe('otpauth:');
    expect(uri.searchParams.get('secret')).toBe(RFC_SECRET);
    expect(uri.searchParams.get('issuer')).toBe('Signalbox');
  });
});

describe('a recovery code', () => {
  it('is known however it is typed', () => {
    const code = newRecoveryCode();
    expect(code).toMatch(/^[a-z2-9]{4}(-[a-z2-9]{4}){2}$/);
    for (const typed of [code, code.toUpperCase(), code.replaceAll('-', ''), code.replaceAll('-', ' ')]) {
      expect(recoveryCodeIn(typed)).toBe(code);
    }
  });

  it.each(['123456', 'aaaa-bbbb', 'aaaa-bbbb-ccc1'])('is not %j', (text) => {
    expect(recoveryCodeIn(text)).toBeNull();
  });

  it('is stored as something else for each account and each secret', () => {
    const stored = recoveryHash(RFC_SECRET, 1, 'aaaa-bbbb-cccc');
    expect(stored).toMatch(/^[\w-]{43}$/);
    expect(recoveryHash(RFC_SECRET, 2, 'aaaa-bbbb-cccc')).not.toBe(stored);
    expect(recoveryHash(newSecret(), 1, 'aaaa-bbbb-cccc')).not.toBe(stored);
  });
});

it('is lacking where the role must have one', () => {
  expect(lacksSecondFactor({ role: 'admin', hasSecondFactor: false }, ['admin'])).toBe(true);
  expect(lacksSecondFactor({ role: 'admin', hasSecondFactor: true }, ['admin'])).toBe(false);
  expect(lacksSecondFactor({ role: 'user', hasSecondFactor: false }, ['admin'])).toBe(false);
});
