import { readFile, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { diskTrouble } from '@signalbox/files/disk-trouble';
import { makeFolder } from '@signalbox/files/make-folder';
import { type Config, SQLITE_FILE } from '../../platform/config/config.js';
import { migrations } from '../typeorm/migrations.js';
import { SECRETS_FILE, UPLOADS } from './backup.js';
import { copySynced, isThere, measured, requireRoom, syncPath, unlessMissing } from './files.js';
import { isInUse } from './in-use.js';
import { journalsIn } from './journals.js';
import { MANIFEST_FILE, type Manifest, differences, readManifest } from './manifest.js';

const PART = 'restore.part';

/** What this version's database can have seen. */
export const KNOWN_MIGRATIONS: readonly string[] = migrations.map(({ name }) => name);

/**
 * A backup's manifest, once its files are as that says.
 * @throws Error in one line on a folder that is no backup, one that is broken, and one that a newer version made
 */
export async function checkedBackup(folder: string): Promise<Manifest> {
  const text = await readFile(join(folder, MANIFEST_FILE), 'utf8').catch(unlessMissing(null));
  if (text === null) throw new Error(`${folder}: there is no ${MANIFEST_FILE}; expected the folder of a backup`);
  try {
    const manifest = readManifest(text, KNOWN_MIGRATIONS);
    const found = new Map<string, Awaited<ReturnType<typeof measured>>>();
    for (const { path } of manifest.files) {
      const file = await measured(join(folder, path)).catch(unlessMissing(null));
      if (file) found.set(path, file);
    }
    const [first, ...more] = differences(manifest, found);
    if (first === undefined) return manifest;
    throw new Error(`the backup is broken: ${first}${more.length > 0 ? `, and ${more.length} more` : ''}`);
  } catch (error) {
    throw new Error(`${folder}: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
  }
}

/**
 * Puts a backup into the data folder. What lies there is refused, or with `force` moved into a folder of it, so that nothing is lost.
 * All of it is copied before anything is moved; the database comes last, so that a restore that was cut off has none.
 * @returns the manifest, and where what was there is now
 * @throws Error in one line
 */
export async function restore(
  config: Config,
  folder: string,
  force: boolean,
): Promise<{ manifest: Manifest; aside: string | null }> {
  const { DATABASE_URL, DATA_DIR } = config.env;
  if (DATABASE_URL !== undefined) {
    throw new Error('DATABASE_URL: this restores SQLite only; docs/OPERATIONS.md, "Backup"');
  }
  const manifest = await checkedBackup(folder);
  makeFolder(DATA_DIR);
  const there = await kept(DATA_DIR);
  if (there.length > 0 && !force) {
    throw new Error(
      `DATA_DIR: ${DATA_DIR} has ${there.join(', ')}; give an empty folder, or --force, which moves them aside`,
    );
  }
  const inUse = isInUse(join(DATA_DIR, SQLITE_FILE));
  if (inUse) throw new Error(`DATA_DIR: ${join(DATA_DIR, SQLITE_FILE)} is in use; stop the server first`);
  const bytes = manifest.files.reduce((sum, file) => sum + file.bytes, 0);
  await requireRoom(DATA_DIR, bytes, 'what is restored');
  const part = join(DATA_DIR, PART);
  await rm(part, { recursive: true, force: true });
  try {
    for (const { path } of manifest.files) await copySynced(join(folder, path), join(part, path));
  } catch (error) {
    await rm(part, { recursive: true, force: true });
    const trouble = diskTrouble(error);
    throw trouble === null ? error : new Error(`${DATA_DIR}: ${trouble}; nothing was changed`, { cause: error });
  }
  const aside = there.length > 0 ? await moveAside(DATA_DIR, there) : null;
  await moveIn(DATA_DIR, part, manifest);
  return { manifest, aside };
}

/** What in a data folder a restore would replace. */
async function kept(folder: string): Promise<string[]> {
  const names = [SQLITE_FILE, `${SQLITE_FILE}-wal`, `${SQLITE_FILE}-shm`, SECRETS_FILE, UPLOADS];
  const journals = await journalsIn(folder);
  const all = [...names, ...journals.map((path) => dirname(path))];
  const found = await Promise.all(all.map((name) => isThere(join(folder, name))));
  return all.filter((_, index) => found[index]);
}

async function moveAside(folder: string, names: readonly string[]): Promise<string> {
  const aside = join(folder, `before-restore-${new Date().toISOString().replace(/[-:]|\.\d+/g, '')}`);
  makeFolder(aside);
  for (const name of names) await rename(join(folder, name), join(aside, name));
  await syncPath(folder);
  return aside;
}

async function moveIn(folder: string, part: string, { files }: Manifest): Promise<void> {
  const paths = files.map(({ path }) => path).filter((path) => path !== SQLITE_FILE);
  for (const path of [...paths, SQLITE_FILE]) {
    makeFolder(dirname(join(folder, path)));
    await rename(join(part, path), join(folder, path));
    await syncPath(dirname(join(folder, path)));
  }
  await rm(part, { recursive: true, force: true });
}
