import { existsSync } from 'node:fs';
import type { DataSource } from 'typeorm';
import type { Config } from '../../platform/config/config.js';
import { sqliteFile } from './data-source.js';
import { Database } from './database.js';
import { openAsItIs, openDatabase } from './open-database.js';

/**
 * Opens the database for a command and closes it again, whatever comes of the work.
 * @throws an Error of one line when the SQLite file is not there: a command does not make one
 */
export const withDatabase = <T>(config: Config, work: (db: Database) => Promise<T>): Promise<T> =>
  withSource(config, openDatabase, work);

/** The same with the tables as they are, and what they were made by; nothing is brought up to date. */
export const withDatabaseAsItIs = <T>(
  config: Config,
  work: (db: Database, source: DataSource) => Promise<T>,
): Promise<T> => withSource(config, openAsItIs, work);

async function withSource<T>(
  config: Config,
  open: (config: Config) => Promise<DataSource>,
  work: (db: Database, source: DataSource) => Promise<T>,
): Promise<T> {
  if (config.env.DATABASE_URL === undefined && !existsSync(sqliteFile(config))) {
    throw new Error(`DATA_DIR: ${sqliteFile(config)} is not there; the server makes it at its first start`);
  }
  const source = await open(config);
  try {
    const database = new Database(source, config);
    database.onModuleInit();
    try {
      return await work(database, source);
    } finally {
      await database.onApplicationShutdown();
    }
  } finally {
    await source.destroy();
  }
}
