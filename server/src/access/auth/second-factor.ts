import { createHmac, randomInt } from 'node:crypto';
import type { Role } from '@signalbox/contracts/auth';
import { Secret, TOTP } from 'otpauth';
import { DomainError } from '../../platform/common/errors.js';
import { deriveKey } from '../../platform/common/sealer.js';

/** What an account has beside its password. */
export interface SecondFactor {
  userId: number;
  /** The secret in Base32, encrypted. */
  sealed: string;
  /** Null until its owner has shown that the app has it; it counts for nothing before. */
  confirmedAt: number | null;
}

/** As authenticator apps have it (RFC 6238). */
const RULES = { algorithm: 'SHA1', digits: 6, period: 30 } as const;
/** Clocks of phones differ: a code of the step before and behind is taken, too. */
const WINDOW = 1;
const SECRET_BYTES = 20;

const ISSUER = 'Signalbox';

/** In Base32. */
export const newSecret = (): string => new Secret({ size: SECRET_BYTES }).base32;

const totp = (secret: string, label = ''): TOTP =>
  new TOTP({ ...RULES, issuer: ISSUER, label, secret: Secret.fromBase32(secret) });

/** What an app reads off the picture. */
export const uriOf = (secret: string, username: string): string => totp(secret, username).toString();

/**
 * The step, counted from 1970, of which a code is; null when it is of none that is near. Each step's code counts once: its
 * account remembers the last one.
 */
export function stepOf(secret: string, code: string, now: number): number | null {
  if (!/^\d{6}$/.test(code)) return null;
  const delta = totp(secret).validate({ token: code, timestamp: now, window: WINDOW });
  return delta === null ? null : Math.floor(now / 1000 / RULES.period) + delta;
}

/** The code of a moment; for tests, and for nobody else. */
export const codeAt = (secret: string, now: number): string => totp(secret).generate({ timestamp: now });

export const RECOVERY_CODES = 10;
/** Without those that are taken for others. */
const LETTERS = 'abcdefghjkmnpqrstuvwxyz23456789';
const GROUPS = 3;
const GROUP = 4;

/** Twelve letters, 59 bits, in groups to be written down. */
export const newRecoveryCode = (): string =>
  Array.from({ length: GROUPS }, () =>
    Array.from({ length: GROUP }, () => LETTERS[randomInt(LETTERS.length)]).join(''),
  ).join('-');

/** A recovery code as it was meant, however it was typed; null when it is none. */
export function recoveryCodeIn(text: string): string | null {
  const letters = text.toLowerCase().replaceAll(/[\s-]/g, '');
  if (letters.length !== GROUPS * GROUP || [...letters].some((letter) => !LETTERS.includes(letter))) return null;
  return letters.match(/.{4}/g)?.join('-') ?? null;
}

/**
 * What a recovery code is stored as, under a key from the account's own secret: useless without that, which is sealed under
 * the installation's, and the same when that one is replaced.
 */
export const recoveryHash = (secret: string, userId: number, code: string): string =>
  createHmac('sha256', deriveKey(secret, 'signalbox recovery codes')).update(`${userId} ${code}`).digest('base64url');

/** Whether an account's role must have one and it has none: it may set one up, and nothing else. */
export const lacksSecondFactor = (
  { role, hasSecondFactor }: { role: Role; hasSecondFactor: boolean },
  required: readonly Role[],
): boolean => required.includes(role) && !hasSecondFactor;

/** 401: the password is right, and a code is needed. It names the field, by which the console asks for it. */
export class CodeNeeded extends DomainError {
  constructor() {
    const message = 'expected the code of your authenticator app, or a recovery code';
    super(401, 'Unauthorized', 'This account has a second factor.', [{ field: 'code', message }]);
  }
}

/** 401: the code is wrong, or was used before. */
export class WrongCode extends DomainError {
  constructor() {
    const message = 'expected the code that the app shows now, which counts once, or a recovery code that was not used';
    super(401, 'Unauthorized', 'The code is wrong, or was used before.', [{ field: 'code', message }]);
  }
}

export const NOT_SET_UP =
  'Your role must have a second factor. Set it up first: under your profile, or by POST /api/v1/auth/second-factor.';

export const NO_ASKING =
  'This account has a second factor, and this door cannot ask for it. Send an API key, which the account makes in the ' +
  'console, or sign in at /api/v1/auth/login.';
