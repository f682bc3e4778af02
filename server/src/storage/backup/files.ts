import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { type FileHandle, constants, copyFile, open, readdir, stat, statfs } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { makeFolder } from '@signalbox/files/make-folder';
import type { BackupFile } from './manifest.js';

const MB = 1024 * 1024;
/** Left free on a disk: others write there, too. */
const SPARE = 16 * MB;

/** @throws Error in one line when a folder's disk has no room for so many bytes more */
export async function requireRoom(folder: string, bytes: number, what: string): Promise<void> {
  const { bavail, bsize } = await statfs(folder);
  const free = bavail * bsize;
  if (free >= bytes + SPARE) return;
  const mb = (count: number) => `${Math.ceil(count / MB)} MB`;
  throw new Error(`${folder}: ${what} takes ${mb(bytes + SPARE)}, and ${mb(free)} are free; nothing was written`);
}

/** Has a file or a folder on disk, not only told. */
export async function syncPath(path: string): Promise<void> {
  const handle = await open(path, constants.O_RDONLY);
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Copies a file to a place whose folder is made; on disk when it resolves. */
export async function copySynced(from: string, to: string): Promise<void> {
  makeFolder(dirname(to));
  await copyFile(from, to, constants.COPYFILE_EXCL);
  await syncPath(to);
}

/** Size and digest of a file as it is. */
export async function measured(path: string): Promise<Omit<BackupFile, 'path'>> {
  const hash = createHash('sha256');
  let bytes = 0;
  for await (const piece of createReadStream(path) as AsyncIterable<Buffer>) {
    hash.update(piece);
    bytes += piece.length;
  }
  return { bytes, sha256: hash.digest('hex') };
}

/** The files of a folder and of those in it, by their paths below it with `/`; none where there is no such folder. */
export async function filesBelow(folder: string, below = ''): Promise<string[]> {
  const entries = await readdir(join(folder, below), { withFileTypes: true }).catch(unlessMissing([]));
  const found: string[] = [];
  for (const entry of entries) {
    const path = below === '' ? entry.name : `${below}/${entry.name}`;
    if (entry.isDirectory()) found.push(...(await filesBelow(folder, path)));
    else if (entry.isFile()) found.push(path);
  }
  return found.toSorted();
}

export const sizeOf = async (path: string): Promise<number> => (await stat(path).catch(unlessMissing(null)))?.size ?? 0;

export const isThere = async (path: string): Promise<boolean> => (await stat(path).catch(unlessMissing(null))) !== null;

/** What to take where a file is not there. */
export function unlessMissing<T>(instead: T): (error: unknown) => T {
  return (error) => {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return instead;
    throw error;
  };
}

/** The first octets of a file, fewer where it is shorter. */
export async function headOf(path: string, octets: number): Promise<Buffer> {
  let handle: FileHandle;
  try {
    handle = await open(path, constants.O_RDONLY);
  } catch (error) {
    return unlessMissing(Buffer.alloc(0))(error);
  }
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(octets), 0, octets, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await handle.close();
  }
}
