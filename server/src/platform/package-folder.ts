import { join } from 'node:path';

/** The folder of this package: two above `src/platform`, `dist/platform` and `dist/bundle`, whichever this is part of. */
export const PACKAGE_FOLDER = join(import.meta.dirname, '..', '..');

/**
 * A program of this package for a process or thread of its own: the built one, also for what runs from its sources.
 * @param path below `dist`
 */
export const builtProgram = (path: string): string => join(PACKAGE_FOLDER, 'dist', path);
