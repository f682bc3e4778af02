import { randomBytes } from 'node:crypto';
import { chmod, open, readFile, rename, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import { workerUser } from '@signalbox/contracts/worker-access';
import { makeFolder } from '@signalbox/files/make-folder';
import { accessList, passwordFile } from './broker-access.js';
import { fitsBrokerPassword, hashBrokerPassword } from './broker-password.js';

/** Only who owns them may read them, as Mosquitto wants it. */
const MODE = 0o600;

/** The server's own user at the broker. */
export interface ServerUser {
  username: string;
  password: string;
}

/** Ids and hashes of the workers that have a password. */
export type WorkerUsers = readonly (readonly [id: string, hash: string])[];

/**
 * Writes `passwords` and `acl` for Mosquitto into a folder, which is made. A file is replaced whole, so that a reader
 * sees the old one or the new one, and only when it says something else: the hash of the server's password, whose salt
 * would be another each time, is taken over from the file.
 * @returns the names of the files that changed
 * @throws Error of the file system
 */
export async function writeBrokerFiles(folder: string, server: ServerUser, workers: WorkerUsers): Promise<string[]> {
  makeFolder(folder);
  const hash = (await keptHash(join(folder, 'passwords'), server)) ?? (await hashBrokerPassword(server.password));
  const passwords = passwordFile([
    [server.username, hash],
    ...workers.map(([id, of]) => [workerUser(id), of] as const),
  ]);
  const changed: string[] = [];
  // First who may do what: a new worker must not be let in before its rights are known.
  const acl = accessList(
    server.username,
    workers.map(([id]) => id),
  );
  if (await replace(join(folder, 'acl'), acl)) changed.push('acl');
  if (await replace(join(folder, 'passwords'), passwords)) changed.push('passwords');
  return changed;
}

async function keptHash(file: string, { username, password }: ServerUser): Promise<string | null> {
  const lines = (await contentOf(file))?.split('\n') ?? [];
  const hash = lines.find((line) => line.startsWith(`${username}:`))?.slice(username.length + 1);
  return hash !== undefined && (await fitsBrokerPassword(hash, password)) ? hash : null;
}

async function replace(file: string, text: string): Promise<boolean> {
  if ((await contentOf(file)) === text) {
    await chmod(file, MODE);
    return false;
  }
  const draft = `${file}.${randomBytes(6).toString('hex')}`;
  try {
    const handle = await open(draft, 'wx', MODE);
    try {
      await handle.writeFile(text);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(draft, file);
  } catch (error) {
    await unlink(draft).catch(() => undefined);
    throw error;
  }
  return true;
}

const contentOf = (file: string): Promise<string | null> => readFile(file, 'utf8').catch(() => null);
