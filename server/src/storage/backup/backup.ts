import { rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { diskTrouble } from '@signalbox/files/disk-trouble';
import { makeFolder } from '@signalbox/files/make-folder';
import Sqlite from 'better-sqlite3';
import { type Config, SQLITE_FILE } from '../../platform/config/config.js';
import { VERSION } from '../../platform/version.js';
import { sqliteFile } from '../typeorm/data-source.js';
import { copySynced, filesBelow, isThere, measured, requireRoom, sizeOf, syncPath, unlessMissing } from './files.js';
import { copyJournal, journalsIn } from './journals.js';
import { MANIFEST_FILE, type Manifest, newManifest } from './manifest.js';

export const SECRETS_FILE = 'secrets.json';
export const UPLOADS = 'uploads';
/** What is not whole yet has another name. */
const PART = '.part';

const NOT_SQLITE =
  'DATABASE_URL: this copies SQLite only; dump that database with its own program, and keep DATA_DIR/secrets.json ' +
  'beside it: docs/OPERATIONS.md, "Backup"';

/** `signalbox-20260131T235900Z`. */
const nameAt = (now: Date): string => `signalbox-${now.toISOString().replace(/[-:]|\.\d+/g, '')}`;

/**
 * Copies what a data folder has into a folder of its own: the database as one moment, while it is written to; the journals of
 * workers there, later than that moment, so that they know of everything that it gave them; uploads that wait; secrets.
 * It has its name once it is whole and on disk; whatever ends it before leaves nothing under that name.
 * @param to the folder that backups lie in, made when it is missing
 * @throws Error in one line when there is no room, or the disk takes nothing more: nothing is left then
 */
export async function backUp(config: Config, to: string): Promise<{ folder: string; manifest: Manifest }> {
  const { DATABASE_URL, DATA_DIR } = config.env;
  if (DATABASE_URL !== undefined) throw new Error(NOT_SQLITE);
  if (!(await isThere(sqliteFile(config)))) throw new Error(`DATA_DIR: ${sqliteFile(config)} is not there`);
  const folder = join(to, nameAt(new Date()));
  if (await isThere(folder)) throw new Error(`${folder} is there already`);
  makeFolder(to);
  await requireRoom(to, await bytesOf(config), 'the backup');
  const part = `${folder}${PART}`;
  try {
    makeFolder(part);
    const migrations = copyDatabase(sqliteFile(config), join(part, SQLITE_FILE));
    await syncPath(join(part, SQLITE_FILE));
    for (const path of await journalsIn(DATA_DIR)) await copyJournal(join(DATA_DIR, path), join(part, path));
    await copyOthers(DATA_DIR, part);
    const manifest = await describe(part, migrations);
    await writeFile(join(part, MANIFEST_FILE), `${JSON.stringify(manifest, null, 2)}\n`, { flag: 'wx', flush: true });
    await syncPath(part);
    await rename(part, folder);
    await syncPath(to);
    return { folder, manifest };
  } catch (error) {
    await rm(part, { recursive: true, force: true });
    const trouble = diskTrouble(error);
    if (trouble === null) throw error;
    throw new Error(`${to}: ${trouble}; nothing is left of the backup`, { cause: error });
  }
}

/** @returns the migrations that it has seen */
function copyDatabase(from: string, to: string): string[] {
  const db = new Sqlite(from, { readonly: true, fileMustExist: true });
  try {
    // One reading from beginning to end: writers go on, and nothing of what they free or erase is taken along.
    db.prepare('VACUUM INTO ?').run(to);
  } finally {
    db.close();
  }
  return migrationsIn(to);
}

/** The migrations that a database file has seen; none in one without tables. */
export function migrationsIn(file: string): string[] {
  const db = new Sqlite(file, { readonly: true, fileMustExist: true });
  try {
    const has = db.prepare("SELECT 1 FROM sqlite_master WHERE name = 'migrations'").get() !== undefined;
    const rows = has ? (db.prepare('SELECT name FROM migrations ORDER BY id').all() as { name: string }[]) : [];
    return rows.map(({ name }) => name);
  } finally {
    db.close();
  }
}

async function copyOthers(from: string, to: string): Promise<void> {
  const uploads = await filesBelow(join(from, UPLOADS));
  const paths = [
    SECRETS_FILE,
    ...uploads.filter((name) => name.endsWith('.upload')).map((name) => `${UPLOADS}/${name}`),
  ];
  // One that was imported meanwhile is gone, and its rows may be missing: its import begins anew with what is there.
  for (const path of paths) await copySynced(join(from, path), join(to, path)).catch(unlessMissing(undefined));
}

async function describe(folder: string, migrations: string[]): Promise<Manifest> {
  const paths = await filesBelow(folder);
  const files = [];
  for (const path of paths) files.push({ path, ...(await measured(join(folder, path))) });
  for (const path of new Set(paths.map((name) => dirname(join(folder, name))))) await syncPath(path);
  const created = new Date().toISOString();
  const has_secrets = paths.includes(SECRETS_FILE);
  return newManifest({ version: VERSION, node: process.version, created_at: created, migrations, has_secrets, files });
}

/** At most what the copy will take. */
async function bytesOf(config: Config): Promise<number> {
  const { DATA_DIR } = config.env;
  const journals = (await journalsIn(DATA_DIR)).flatMap((path) => [path, `${path}-wal`]);
  const uploads = (await filesBelow(join(DATA_DIR, UPLOADS))).map((path) => `${UPLOADS}/${path}`);
  const paths = [SQLITE_FILE, `${SQLITE_FILE}-wal`, ...journals, ...uploads];
  const sizes = await Promise.all(paths.map((path) => sizeOf(join(DATA_DIR, path))));
  return sizes.reduce((sum, size) => sum + size, 0);
}
