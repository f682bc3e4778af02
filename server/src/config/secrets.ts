import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { type Config, newSecret } from './config.js';

/** The installation's keys: `jwt` signs tokens, `key` looks up and seals API keys. */
export class Secrets {
  constructor(
    readonly jwt: string,
    readonly key: string,
  ) {}
}

const Stored = z.object({ jwt: z.string(), key: z.string() });

/**
 * From the environment, else from `secrets.json` in the data folder, which the first start writes (mode 0600):
 * tokens and keys must outlive a restart.
 */
export function loadSecrets({ env }: Config): Secrets {
  if (env.JWT_SECRET && env.KEY_SECRET) return new Secrets(env.JWT_SECRET, env.KEY_SECRET);
  mkdirSync(env.DATA_DIR, { recursive: true });
  const file = join(env.DATA_DIR, 'secrets.json');
  if (!existsSync(file)) {
    writeFileSync(file, JSON.stringify({ jwt: newSecret(), key: newSecret() }), { mode: 0o600 });
  }
  const stored = Stored.parse(JSON.parse(readFileSync(file, 'utf8')));
  return new Secrets(env.JWT_SECRET ?? stored.jwt, env.KEY_SECRET ?? stored.key);
}
