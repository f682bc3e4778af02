import { statfsSync } from 'node:fs';

const LEAST_BYTES = 1024 * 1024;

/** Whether a folder's disk has room for more than a few rows; true where that cannot be told. */
export function hasRoom(folder: string): boolean {
  try {
    const { bavail, bsize } = statfsSync(folder);
    return bavail * bsize >= LEAST_BYTES;
  } catch {
    return true;
  }
}
