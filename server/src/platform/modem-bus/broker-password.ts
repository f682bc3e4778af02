import { pbkdf2, randomBytes, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';

const PASSWORD_BYTES = 24;
const SALT_BYTES = 12;
const HASH_BYTES = 64;
/** Few, because what is hashed is 192 random bits that nobody can guess, and a broker hashes at every connect. */
const ITERATIONS = 1000;

const derive = promisify(pbkdf2);
const FORM = /^\$7\$([1-9]\d{0,6})\$([A-Za-z0-9+/]{4,128}={0,2})\$([A-Za-z0-9+/]{86}==)$/;

/** A password that is safe in a URL, an environment variable and a file of settings. */
export const newBrokerPassword = (): string => randomBytes(PASSWORD_BYTES).toString('base64url');

/**
 * A hash as Mosquitto's password file has it behind the name: `$7$<iterations>$<salt>$<hash>`, PBKDF2 with SHA-512,
 * salt and hash in base64. Made in the thread pool.
 */
export async function hashBrokerPassword(password: string): Promise<string> {
  const salt = randomBytes(SALT_BYTES);
  const hash = await derive(password, salt, ITERATIONS, HASH_BYTES, 'sha512');
  return `$7$${ITERATIONS}$${salt.toString('base64')}$${hash.toString('base64')}`;
}

/** Whether a password is the one behind such a hash; false too where the hash cannot be read. */
export async function fitsBrokerPassword(text: string, password: string | Buffer): Promise<boolean> {
  const [, iterations, salt = '', hash = ''] = FORM.exec(text) ?? [];
  if (!iterations) return false;
  const expected = Buffer.from(hash, 'base64');
  const given = await derive(password, Buffer.from(salt, 'base64'), Number(iterations), HASH_BYTES, 'sha512');
  return timingSafeEqual(given, expected);
}
