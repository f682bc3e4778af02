import { chmodSync, lstatSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

/** Group and others. */
const NOT_OWNER = 0o077;

/** From now on what this process makes is readable by its owner only. */
export function keepFilesPrivate(): void {
  process.umask(NOT_OWNER);
}

/**
 * Takes files and folders away from everybody but their owner; of a folder also what lies in it. What is not there is
 * passed over, and so are links, which may lead anywhere.
 * @returns a line for each that others may still read
 */
export function narrow(paths: readonly string[]): string[] {
  return paths.flatMap((path) => {
    const found = lstatSync(path, { throwIfNoEntry: false });
    if (!found || found.isSymbolicLink()) return [];
    const inside = found.isDirectory() ? narrow(namesIn(path).map((name) => join(path, name))) : [];
    if ((found.mode & NOT_OWNER) === 0) return inside;
    try {
      chmodSync(path, found.mode & 0o777 & ~NOT_OWNER);
      return inside;
    } catch (error) {
      const { code = 'error' } = error as NodeJS.ErrnoException;
      return [...inside, `${path} can be read by other users, and its mode cannot be changed: ${code}`];
    }
  });
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}
