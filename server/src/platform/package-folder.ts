import { existsSync } from 'node:fs';
import { join } from 'node:path';

/** The folder of this package: two above `src/platform`, `dist/platform` and `dist/bundle`, whichever this is part of. */
export const PACKAGE_FOLDER = join(import.meta.dirname, '..', '..');

/**
 * A program of this package for a process or thread of its own: the built one, also for what runs from its sources, and of
 * one file where there is such a one (`scripts/bundle.mjs`).
 * @param path below `dist`
 */
export function builtProgram(path: string): string {
  const bundled = join(PACKAGE_FOLDER, 'dist', 'bundle', path);
  return existsSync(bundled) ? bundled : join(PACKAGE_FOLDER, 'dist', path);
}
