import type { KeyObject } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { narrow } from '@signalbox/files/private-files';
import { replaceFile } from '@signalbox/files/replace-file';
import { z } from 'zod';
import { Sealer } from '../common/sealer.js';
import { type Config, ConfigError, newSecret } from './config.js';
import type { InstallationRepository } from './installation.repository.js';
import { countedOf, fingerprintOf, rotationIn } from './rotation.js';
import { type Counted, SecretRing } from './secret-ring.js';

/**
 * The installation's keys: `jwt` signs tokens, `key` looks up and seals API keys and what others entrusted. Each may be replaced
 * while it is worked with: what is made of it is asked for each time, or by `sealer`, and never kept.
 */
export class Secrets {
  readonly jwtRing: SecretRing;
  readonly keyRing: SecretRing;

  constructor(jwt: string, key: string) {
    this.jwtRing = new SecretRing(jwt);
    this.keyRing = new SecretRing(key);
  }

  get jwt(): string {
    return this.jwtRing.current;
  }
  get key(): string {
    return this.keyRing.current;
  }

  /** Keys for a purpose of `key`, the newest first: what is made is made with the first, and any of them counts. */
  keys(label: string): readonly KeyObject[] {
    return this.keyRing.keys(label);
  }

  /** Seals and opens for a purpose. What is stored so has its place in `storage/secrets/sealed.ts`, by the same label. */
  sealer(label: string): Sealer {
    return new Sealer(() => this.keys(label));
  }

  ringOf(name: SecretName): SecretRing {
    return name === 'jwt' ? this.jwtRing : this.keyRing;
  }
}

/** Where each comes from, and the names under which the database knows its fingerprint, and how it is replaced. */
export const SECRETS = [
  { name: 'jwt', variable: 'JWT_SECRET', fingerprint: 'jwt_secret', rotation: 'jwt rotation' },
  { name: 'key', variable: 'KEY_SECRET', fingerprint: 'key_secret', rotation: 'key rotation' },
] as const;
export type SecretName = (typeof SECRETS)[number]['name'];

const Stored = z.object({ jwt: z.string().min(32), key: z.string().min(32) });
type Stored = z.infer<typeof Stored>;

const HELP = 'see "Secrets" in README.md';

/** Where they are without variables. */
export const secretsFile = ({ env }: Config): string => join(env.DATA_DIR, 'secrets.json');

/**
 * From the environment, else from `secrets.json` in the data folder, which the first start writes (mode 0600): tokens and
 * keys must outlive a restart. The database has a fingerprint of them, so that a start with others is noticed.
 * @throws ConfigError in one line a secret when the file is gone or broken, or the secrets are not the database's
 */
export async function loadSecrets(config: Config, installation: InstallationRepository): Promise<Secrets> {
  const { env } = config;
  const given = await givenSecrets(config, installation);
  const made: Stored = { jwt: newSecret(), key: newSecret() };
  const secrets = new Secrets(env.JWT_SECRET ?? given?.jwt ?? made.jwt, env.KEY_SECRET ?? given?.key ?? made.key);
  // Before its fingerprint is: a file that a crash kept from being written would be missed for good.
  if (given === null) replaceFile(secretsFile(config), JSON.stringify(made));
  for (const { name, fingerprint } of SECRETS) await installation.keep(fingerprint, fingerprintOf(secrets[name]));
  await requireOwn(config, secrets, installation);
  return secrets;
}

/** The same for who only looks: nothing is made. @throws ConfigError as `loadSecrets` */
export async function checkedSecrets(config: Config, installation: InstallationRepository): Promise<Secrets> {
  const given = await givenSecrets(config, installation);
  if (given === null) throw new ConfigError(`${secretsFile(config)} is not there; the first start makes it`);
  const secrets = new Secrets(given.jwt, given.key);
  await requireOwn(config, secrets, installation);
  return secrets;
}

/** Those of the environment, and for the rest of the file; null where there is none, and none is missed. */
async function givenSecrets(config: Config, installation: InstallationRepository): Promise<Stored | null> {
  const { env } = config;
  if (env.JWT_SECRET !== undefined && env.KEY_SECRET !== undefined) return { jwt: env.JWT_SECRET, key: env.KEY_SECRET };
  const file = secretsFile(config);
  const stored = read(file);
  if (stored !== null) return { jwt: env.JWT_SECRET ?? stored.jwt, key: env.KEY_SECRET ?? stored.key };
  const known = await Promise.all(SECRETS.map(({ fingerprint }) => installation.find(fingerprint)));
  // From before there were fingerprints, a database with keys has nothing else to show.
  const isMissed = SECRETS.some(({ variable }, index) => env[variable] === undefined && known[index]);
  if (isMissed || (known.includes(null) && (await installation.hasKeys()))) throw new ConfigError(gone(file));
  return null;
}

async function requireOwn(config: Config, secrets: Secrets, installation: InstallationRepository): Promise<void> {
  for (const { name, variable } of SECRETS) {
    if (await hear(secrets, name, installation)) continue;
    const where =
      config.env[variable] === undefined
        ? `${secretsFile(config)} has another ${name} secret`
        : `${config.nameOf(variable)} is another secret`;
    throw new ConfigError(`${where} than the one that the database was used with; bring back that one, or ${HELP}`);
  }
}

/** Has those count that the database says. @returns false when none that is known here leads to its own */
export async function hear(secrets: Secrets, name: SecretName, installation: InstallationRepository): Promise<boolean> {
  const { fingerprint, rotation } = SECRETS.find((secret) => secret.name === name) ?? SECRETS[0];
  const [kept, replaced] = await Promise.all([installation.find(fingerprint), installation.rotation(rotation)]);
  // What was to be forgotten is taken as it is by the next start, and this one goes on with its own.
  if (!kept) return true;
  const ring = secrets.ringOf(name);
  const counted = countedOf(ring.everKnown, kept, rotationIn(replaced));
  if (counted === null) return false;
  const isSame =
    counted.length === ring.counted.length && counted.every((each, index) => isEqual(each, ring.counted[index]));
  if (!isSame) ring.turn(counted);
  return true;
}

const isEqual = (one: Counted, other: Counted | undefined): boolean =>
  one.secret === other?.secret && one.until === other.until;

const gone = (file: string): string =>
  `${file} is gone, and the database has what only its secrets can read; bring it back from a backup, or ${HELP}`;

/** Those of the file, where there is one. @throws ConfigError */
export const storedSecrets = (config: Config): Stored | null => read(secretsFile(config));

/** Null where there is no such file. */
function read(file: string): Stored | null {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    const { code = 'error' } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT') return null;
    throw new ConfigError(`cannot read ${file}: ${code}`);
  }
  narrow([file]);
  const expected = `${file}: expected {"jwt": …, "key": …}, two texts of at least 32 characters`;
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    // Not the parser's own words: they quote the file.
    throw new ConfigError(`${expected}, and it is no JSON; bring it back from a backup, or ${HELP}`);
  }
  const result = Stored.safeParse(value);
  if (!result.success) throw new ConfigError(`${expected}; bring it back from a backup, or ${HELP}`);
  return result.data;
}
