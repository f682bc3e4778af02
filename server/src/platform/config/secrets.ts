import { createHmac } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { narrow } from '@signalbox/files/private-files';
import { replaceFile } from '@signalbox/files/replace-file';
import { z } from 'zod';
import { type Config, ConfigError, newSecret } from './config.js';
import type { InstallationRepository } from './installation.repository.js';

/** The installation's keys: `jwt` signs tokens, `key` looks up and seals API keys. */
export class Secrets {
  constructor(
    readonly jwt: string,
    readonly key: string,
  ) {}
}

/** Where each comes from, and the name under which the database knows its fingerprint. */
export const SECRETS = [
  { name: 'jwt', variable: 'JWT_SECRET', fingerprint: 'jwt_secret' },
  { name: 'key', variable: 'KEY_SECRET', fingerprint: 'key_secret' },
] as const;

const Stored = z.object({ jwt: z.string().min(32), key: z.string().min(32) });
type Stored = z.infer<typeof Stored>;

const HELP = 'see "Secrets" in README.md';

/**
 * From the environment, else from `secrets.json` in the data folder, which the first start writes (mode 0600): tokens and
 * keys must outlive a restart. The database has a fingerprint of them, so that a start with others is noticed.
 * @throws ConfigError in one line a secret when the file is gone or broken, or the secrets are not the database's
 */
export async function loadSecrets(config: Config, installation: InstallationRepository): Promise<Secrets> {
  const { env } = config;
  const file = join(env.DATA_DIR, 'secrets.json');
  const isGiven = env.JWT_SECRET !== undefined && env.KEY_SECRET !== undefined;
  const stored = isGiven ? null : read(file);
  const made: Stored = { jwt: newSecret(), key: newSecret() };
  const secrets = new Secrets(env.JWT_SECRET ?? stored?.jwt ?? made.jwt, env.KEY_SECRET ?? stored?.key ?? made.key);
  const known = await Promise.all(SECRETS.map(({ fingerprint }) => installation.find(fingerprint)));
  if (!isGiven && stored === null) {
    // From before there were fingerprints, a database with keys has nothing else to show.
    const isMissed = SECRETS.some(({ variable }, index) => env[variable] === undefined && known[index]);
    if (isMissed || (known.includes(null) && (await installation.hasKeys()))) throw new ConfigError(gone(file));
    // Before its fingerprint is: a file that a crash kept from being written would be missed for good.
    replaceFile(file, JSON.stringify(made));
  }
  for (const { name, variable, fingerprint } of SECRETS) {
    const own = fingerprintOf(secrets[name]);
    if ((await installation.keep(fingerprint, own)) !== own) {
      const where =
        env[variable] === undefined
          ? `${file} has another ${name} secret`
          : `${config.nameOf(variable)} is another secret`;
      throw new ConfigError(`${where} than the one that the database was used with; bring back that one, or ${HELP}`);
    }
  }
  return secrets;
}

const gone = (file: string): string =>
  `${file} is gone, and the database has what only its secrets can read; bring it back from a backup, or ${HELP}`;

/** Tells two secrets apart and says nothing else of them. */
const fingerprintOf = (secret: string): string =>
  createHmac('sha256', secret).update('signalbox fingerprint').digest('hex').slice(0, 16);

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
