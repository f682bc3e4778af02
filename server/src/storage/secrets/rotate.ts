import { setTimeout as sleep } from 'node:timers/promises';
import { existsSync } from 'node:fs';
import { replaceFile } from '@signalbox/files/replace-file';
import { LIFETIME_SECONDS } from '../../access/auth/session.js';
import { type Config, newSecret } from '../../platform/config/config.js';
import { type Rotation, countedOf, fingerprintOf, newRotation, rotationIn } from '../../platform/config/rotation.js';
import {
  SECRETS,
  type SecretName,
  Secrets,
  checkedSecrets,
  secretsFile,
  storedSecrets,
} from '../../platform/config/secrets.js';
import { openStore } from '../copy/stores.js';
import type { Database } from '../typeorm/database.js';
import { SqlInstallationRepository } from '../typeorm/repositories/installation.repository.js';
import { SqlProgramRepository } from '../typeorm/repositories/program.repository.js';
import { type Resealed, reseal } from './reseal.js';

/** Servers hear of it each second; what they stored before that is sealed under the old one. */
export const HEARD_MS = 3_000;

export interface Rotated {
  /** The new secret, to be told where it is to be set in the environment; null where the file has it. */
  toSet: string | null;
  /** Whether one that was begun before was gone on with. */
  isResumed: boolean;
  resealed: Resealed;
}

const fieldsOf = (name: SecretName) => SECRETS.find((secret) => secret.name === name) ?? SECRETS[0];

/**
 * Replaces a secret while servers work with it. First the database says how the new one is come by from the old one, which every
 * server hears within a second, and then takes both; then the file has the new one; then what was sealed is sealed anew.
 * Whatever ends it in between, the next call goes on, and starts are possible at any time.
 * @throws ConfigError when the secrets here are not the database's
 */
export async function rotate(config: Config, db: Database, name: SecretName): Promise<Rotated> {
  const installation = new SqlInstallationRepository(db);
  const secrets = await checkedSecrets(config, installation);
  const { variable, rotation: row, fingerprint } = fieldsOf(name);
  const isInFile = config.env[variable] === undefined;
  const own = secrets.ringOf(name).everKnown[0] as string;
  const begun = rotationIn(await installation.rotation(row));
  const print = fingerprintOf(own);
  // With the new one it goes on only where the file was changed by it: in the environment somebody set it.
  const isResumed = begun?.from === print || (isInFile && begun?.to === print && !begun.done);
  if (!isResumed) {
    const until = name === 'jwt' ? Date.now() + LIFETIME_SECONDS * 1000 : null;
    await keepRotation(db, row, newRotation(own, newSecret(), until), { name: fingerprint, from: print });
  }
  const kept = rotationIn(await installation.rotation(row)) as Rotation;
  const counted = countedOf([own], kept.to, kept);
  const next = counted?.[0]?.secret;
  if (counted === null || next === undefined) throw new Error(`${variable}: it was replaced by somebody else just now`);
  secrets.ringOf(name).turn(counted);
  await sleep(HEARD_MS);
  if (isInFile) putIntoFile(config, name, next);
  const resealed = name === 'key' ? await resealAll(config, db, secrets, next) : { done: 0, lost: 0 };
  await keepRotation(db, row, { ...kept, done: true });
  return { toSet: isInFile ? null : next, isResumed, resealed };
}

/**
 * The old one counts no more, from within a second on: tokens and addresses made of it end.
 * @throws Error in one line while a server could still start with it
 */
export async function endRotation(config: Config, db: Database, name: SecretName): Promise<boolean> {
  const installation = new SqlInstallationRepository(db);
  const secrets = await checkedSecrets(config, installation);
  const { variable, rotation: row } = fieldsOf(name);
  const rotation = rotationIn(await installation.rotation(row));
  if (rotation === null) return false;
  const own = secrets.ringOf(name).everKnown[0] as string;
  if (fingerprintOf(own) !== rotation.to) {
    throw new Error(`${variable}: it is the old one here; set the new one first, for every server`);
  }
  if (name === 'key') await resealAll(config, db, secrets, own);
  await db.write((tx) => tx.run('DELETE FROM settings WHERE name = ?', [row]));
  return true;
}

/** Programs lie in MongoDB where there is one. */
async function resealAll(config: Config, db: Database, secrets: Secrets, key: string): Promise<Resealed> {
  const both = { secrets, newest: new Secrets(secrets.jwt, key) };
  if (config.env.MONGODB_URI === undefined) return reseal(db, new SqlProgramRepository(db), both);
  const store = await openStore('mongodb', config);
  try {
    return await reseal(db, store.documents.programs, both);
  } finally {
    await store.close();
  }
}

/** @param guard the fingerprint that must be there still, and becomes the new one's. @throws Error when it is another */
async function keepRotation(
  db: Database,
  name: string,
  rotation: Rotation,
  guard?: { name: string; from: string },
): Promise<void> {
  const [value, at] = [JSON.stringify(rotation), Date.now()];
  await db.write(async (tx) => {
    if (guard) {
      const changed = await tx.run('UPDATE installation SET value = ? WHERE name = ? AND value = ?', [
        rotation.to,
        guard.name,
        guard.from,
      ]);
      if (changed === 0) throw new Error('the database is used with another secret by now');
    }
    await tx.insert('settings', ['name', 'value', 'version', 'updated_at'], [[name, value, 1, at]], { ignore: true });
    await tx.run('UPDATE settings SET value = ?, version = version + 1, updated_at = ? WHERE name = ?', [
      value,
      at,
      name,
    ]);
  });
}

function putIntoFile(config: Config, name: SecretName, secret: string): void {
  const file = secretsFile(config);
  if (!existsSync(file)) throw new Error(`${file} is not there on this machine; run this where the server runs`);
  const stored = storedSecrets(config);
  replaceFile(file, JSON.stringify({ ...stored, [name]: secret }));
}
