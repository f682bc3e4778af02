import { Logger } from '@nestjs/common';
import type { DataSource, DataSourceOptions, QueryRunner } from 'typeorm';
import type { Config } from '../../platform/config/config.js';
import { dataSourceOptions } from './data-source.js';
import { HeldDataSource } from './held-data-source.js';

/** One start migrates at a time; the others wait for so long, and ask again and again. */
const TURN_WITHIN_S = 3_600;
const ASK_EVERY_S = 2;

/**
 * Opens the SQL database that is configured, with its tables brought up to date.
 * @throws Error in one line when a newer version of the product has worked with it
 */
export const openDatabase = (config: Config): Promise<DataSource> => openWith(dataSourceOptions(config));

/** The same as it is: nothing is brought up to date, and a newer version's is opened, too. */
export const openAsItIs = (config: Config): Promise<DataSource> => connect(dataSourceOptions(config));

/** The migrations that a database has seen, in their order; none where it has no tables yet. */
export async function migrationsSeen(source: DataSource): Promise<string[]> {
  const runner = source.createQueryRunner();
  try {
    if (!(await runner.hasTable('migrations'))) return [];
    const rows: { name: string }[] = await runner.query('SELECT name FROM migrations ORDER BY id');
    return rows.map(({ name }) => name);
  } finally {
    await runner.release();
  }
}

/** The same for options that somebody else has completed. */
export async function openWith(options: DataSourceOptions): Promise<DataSource> {
  const source = await connect(options);
  try {
    await migrate(source);
    return source;
  } catch (error) {
    await source.destroy();
    throw error;
  }
}

/** The server's own words do not say which setting they are about. */
async function connect(options: DataSourceOptions): Promise<DataSource> {
  try {
    return await new HeldDataSource(options).initialize();
  } catch (error) {
    if (options.type !== 'mysql' || !(error instanceof Error)) throw error;
    throw new Error(`DATABASE_URL: ${error.message}`, { cause: error });
  }
}

/** Runs what is missing. A start that was killed in the middle is completed: see Steps. */
async function migrate(source: DataSource): Promise<void> {
  if (source.options.type !== 'mysql') return migrateNow(source);
  const runner = source.createQueryRunner();
  try {
    await takeTurn(runner);
    await migrateNow(source);
  } finally {
    await giveTurn(runner);
  }
}

async function migrateNow(source: DataSource): Promise<void> {
  await refuseNewer(source);
  await source.runMigrations({ transaction: 'each' });
}

const TURN = "CONCAT('signalbox migrations ', MD5(DATABASE()))";

/**
 * The lock ends with its connection, also when this process is killed. Nodes of a Galera cluster do not share it: there
 * the first start of a new version is for one server alone.
 */
async function takeTurn(runner: QueryRunner): Promise<void> {
  for (let waited = 0; ; waited += ASK_EVERY_S) {
    const [row]: { taken: number | string | null }[] = await runner.query(
      `SELECT GET_LOCK(${TURN}, ${ASK_EVERY_S}) AS taken`,
    );
    if (Number(row?.taken) === 1) return;
    if (waited === 0) new Logger('Database').log('another server brings the tables up to date; this one waits for it');
    if (waited > TURN_WITHIN_S)
      throw new Error('DATABASE_URL: another server has been changing the tables for an hour');
  }
}

async function giveTurn(runner: QueryRunner): Promise<void> {
  // Where the connection is lost, so is the lock.
  await runner.query(`SELECT RELEASE_LOCK(${TURN})`).catch(() => undefined);
  await runner.release();
}

/** What this version does not know it would work against. */
async function refuseNewer(source: DataSource): Promise<void> {
  const known = new Set(source.migrations.map((migration) => migration.name ?? migration.constructor.name));
  const unknown = (await migrationsSeen(source)).filter((name) => !known.has(name));
  if (unknown.length === 0) return;
  const what = source.options.type === 'mysql' ? 'DATABASE_URL' : 'DATA_DIR';
  throw new Error(
    `${what}: a newer version of Signalbox has changed the database (${unknown.join(', ')}); start that version, or use a backup from before`,
  );
}
