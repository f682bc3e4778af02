import { argon2, randomBytes, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';

/** RFC 9106's names: `memory` in KiB blocks, `passes` over it, lanes. */
export interface PasswordHash {
  memory: number;
  passes: number;
  parallelism: number;
  salt: Buffer;
  tag: Buffer;
}

/** OWASP's first recommendation for argon2id: 19 MiB, two passes, one lane. */
const COST = { memory: 19_456, passes: 2, parallelism: 1 };
const SALT_BYTES = 16;
const TAG_BYTES = 32;
/** Argon2 version 1.3, the one OpenSSL computes. */
const VERSION = 19;

const PHC = /^\$argon2id\$v=19\$m=(\d{1,7}),t=(\d{1,3}),p=(\d{1,2})\$([A-Za-z0-9+/]{11,86})\$([A-Za-z0-9+/]{22,86})$/;

/** The PHC string of a hash: `$argon2id$v=19$m=19456,t=2,p=1$<salt>$<hash>`, base64 without padding. */
export const formatHash = ({ memory, passes, parallelism, salt, tag }: PasswordHash): string =>
  `$argon2id$v=${VERSION}$m=${memory},t=${passes},p=${parallelism}$${unpadded(salt)}$${unpadded(tag)}`;

/** The parts of a PHC string, or null where it is no argon2id of version 19. */
export function parseHash(text: string): PasswordHash | null {
  const [, memory, passes, parallelism, salt, tag] = PHC.exec(text) ?? [];
  if (!salt || !tag) return null;
  return {
    memory: Number(memory),
    passes: Number(passes),
    parallelism: Number(parallelism),
    salt: Buffer.from(salt, 'base64'),
    tag: Buffer.from(tag, 'base64'),
  };
}

/** Hashes a new password, in the thread pool. */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(SALT_BYTES);
  return formatHash({ ...COST, salt, tag: await derive(password, { ...COST, salt }, TAG_BYTES) });
}

/** Whether a password is the one behind a PHC string, at the cost the string names; false where it cannot be read. */
export async function verifyPassword(phc: string, password: string): Promise<boolean> {
  const hash = parseHash(phc);
  if (!hash) return false;
  return timingSafeEqual(await derive(password, hash, hash.tag.length), hash.tag);
}

/** A hash that no password has and that costs as much to refuse as a real one. */
export const decoyHash = (): string =>
  formatHash({ ...COST, salt: randomBytes(SALT_BYTES), tag: randomBytes(TAG_BYTES) });

const derivation = promisify(argon2);

/** Unicode's NFKC first: the same keys on two keyboards give the same password. */
const derive = (password: string, cost: Omit<PasswordHash, 'tag'>, tagLength: number): Promise<Buffer> =>
  derivation('argon2id', {
    message: password.normalize('NFKC'),
    nonce: cost.salt,
    memory: cost.memory,
    passes: cost.passes,
    parallelism: cost.parallelism,
    tagLength,
  });

const unpadded = (bytes: Buffer): string => bytes.toString('base64').replace(/=+$/, '');
