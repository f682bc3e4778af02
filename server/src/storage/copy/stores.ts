import { existsSync } from 'node:fs';
import { Config } from '../../platform/config/config.js';
import { connect, letGo, prepare } from '../mongo/connection.js';
import { MongoNumberListRepository } from '../mongo/repositories/number-list.repository.js';
import { MongoPairRepository } from '../mongo/repositories/pair.repository.js';
import { MongoProgramRepository } from '../mongo/repositories/program.repository.js';
import { hostsOf } from '../mongo/uri.js';
import { sqliteFile } from '../typeorm/data-source.js';
import { Database } from '../typeorm/database.js';
import { openDatabase } from '../typeorm/open-database.js';
import { SqlNumberListRepository } from '../typeorm/repositories/number-list.repository.js';
import { SqlPairRepository } from '../typeorm/repositories/pair.repository.js';
import { SqlProgramRepository } from '../typeorm/repositories/program.repository.js';
import type { DocumentStore } from './copy-documents.js';

/** The names that the command line knows; `sql` is the SQL database that is configured. */
export const STORE_NAMES = ['sqlite', 'mysql', 'mongodb', 'sql'] as const;
export type StoreKind = 'sqlite' | 'mysql' | 'mongodb';

export interface OpenStore {
  documents: DocumentStore;
  /** Null where it is none of SQL. */
  database: Database | null;
  close: () => Promise<void>;
}

/** Which database a name of the command line means; undefined when it means none. */
export function kindOf(name: string | undefined, { env }: Config): StoreKind | undefined {
  if (name === 'sql') return env.DATABASE_URL === undefined ? 'sqlite' : 'mysql';
  return name === 'sqlite' || name === 'mysql' || name === 'mongodb' ? name : undefined;
}

/** What to call it, without passwords. */
export function describe(kind: StoreKind, config: Config): string {
  const { DATABASE_URL, MONGODB_URI } = config.env;
  if (kind === 'sqlite') return `SQLite in ${sqliteFile(config)}`;
  if (kind === 'mysql') return `MySQL at ${DATABASE_URL === undefined ? '?' : new URL(DATABASE_URL).host}`;
  return `MongoDB at ${MONGODB_URI === undefined ? '?' : hostsOf(MONGODB_URI)}`;
}

/** Why a store cannot be opened with these settings, or null. A source must be there; a target is made. */
export function problemWith(kind: StoreKind, config: Config, isSource: boolean): string | null {
  const { DATABASE_URL, MONGODB_URI } = config.env;
  if (kind === 'mysql' && DATABASE_URL === undefined) return 'DATABASE_URL: expected the URL of the MySQL database';
  if (kind === 'mongodb' && MONGODB_URI === undefined) return 'MONGODB_URI: expected the URI of the MongoDB database';
  if (kind === 'sqlite' && isSource && !existsSync(sqliteFile(config)))
    return `DATA_DIR: ${sqliteFile(config)} is not there`;
  return null;
}

/** Opens a store outside of the application. */
export const openStore = (kind: StoreKind, { env }: Config): Promise<OpenStore> =>
  kind === 'mongodb'
    ? openMongo(env.MONGODB_URI ?? '')
    : openSql(new Config(kind === 'sqlite' ? { ...env, DATABASE_URL: undefined } : env));

async function openMongo(uri: string): Promise<OpenStore> {
  const connection = await connect(uri);
  const { pairs, programs, numberLists, chunks } = await prepare(connection, uri);
  const documents = {
    pairs: new MongoPairRepository(pairs),
    programs: new MongoProgramRepository(programs),
    numberLists: new MongoNumberListRepository(numberLists, chunks),
  };
  const close = () => {
    letGo(connection);
    return connection.close();
  };
  return { documents, database: null, close };
}

async function openSql(config: Config): Promise<OpenStore> {
  const source = await openDatabase(config);
  const database = new Database(source, config);
  database.onModuleInit();
  const documents = {
    pairs: new SqlPairRepository(database),
    programs: new SqlProgramRepository(database),
    numberLists: new SqlNumberListRepository(database),
  };
  const close = async () => {
    await database.onApplicationShutdown();
    await source.destroy();
  };
  return { documents, database, close };
}
