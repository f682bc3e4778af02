import { mkdirSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';

/** Owner only: what lies in our folders is nobody else's to read. */
const MODE = 0o700;

/**
 * Makes a folder with those above it; one that is there stays as it is. Node's own `recursive` asks for ever where the
 * system answers that a folder is missing although the one above it is there: below /proc, in a folder that was removed.
 * @throws Error of the file system, with its code: ENOENT there, ENOTDIR where a file is in the way
 */
export function makeFolder(path: string): void {
  const missing: string[] = [];
  for (let at = resolve(path); !isThere(at) && dirname(at) !== at; at = dirname(at)) missing.push(at);
  for (const level of missing.toReversed()) {
    try {
      mkdirSync(level, { mode: MODE });
    } catch (error) {
      // Somebody else was quicker.
      if (codeOf(error) !== 'EEXIST') throw error;
    }
  }
  if (!statSync(path).isDirectory()) throw Object.assign(new Error(`ENOTDIR: ${path} is a file`), { code: 'ENOTDIR' });
}

const isThere = (path: string): boolean => statSync(path, { throwIfNoEntry: false }) !== undefined;

const codeOf = (error: unknown): unknown => (error instanceof Error && 'code' in error ? error.code : undefined);
