import { join } from 'node:path';
import { makeFolder } from '@signalbox/files/make-folder';
import { narrow } from '@signalbox/files/private-files';
import type BetterSqlite3 from 'better-sqlite3';
import type { DataSourceOptions } from 'typeorm';
import { type Config, SQLITE_FILE } from '../../platform/config/config.js';
import { ApiKeyEntity } from './entities/api-key.entity.js';
import { ChannelEntity } from './entities/channel.entity.js';
import { UserEntity } from './entities/user.entity.js';
import { migrations } from './migrations.js';
import { MysqlLinks } from './mysql-links.js';

/** Where SQLite keeps everything. */
export const sqliteFile = ({ env }: Config): string => join(env.DATA_DIR, SQLITE_FILE);

/** The files of it that must stay where they are while it is open. */
export const sqliteFiles = (config: Config): string[] => {
  const file = sqliteFile(config);
  return [file, `${file}-wal`, `${file}-shm`];
};

/** What TypeORM maps; messages are written with statements of their own, for speed. */
const entities = [UserEntity, ApiKeyEntity, ChannelEntity];

/** The one place that knows how each SQL database is opened. */
export function dataSourceOptions(config: Config): DataSourceOptions {
  // They are run by openDatabase.
  const common = { entities, migrations, migrationsTransactionMode: 'each' as const };
  if (config.env.DATABASE_URL) {
    return {
      ...common,
      type: 'mysql',
      url: config.env.DATABASE_URL,
      charset: 'utf8mb4_bin',
      timezone: 'Z',
      poolSize: 10,
      driver: new MysqlLinks(config.env.DATABASE_TIMEOUT_SECONDS * 1000),
      supportBigNumbers: true,
      bigNumberStrings: false,
    };
  }
  makeFolder(config.env.DATA_DIR);
  return {
    ...common,
    type: 'better-sqlite3',
    database: sqliteFile(config),
    prepareDatabase: (connection: BetterSqlite3.Database) => {
      // The files beside it get the mode of this one.
      narrow([sqliteFile(config)]);
      connection.pragma('journal_mode = WAL');
      // With the sync of each commit done by SqliteTransactions, this is FULL without standing still.
      connection.pragma('synchronous = NORMAL');
      // The pages at the ends of the indexes change in every commit: the longer the log, the fewer times they are copied.
      connection.pragma('wal_autocheckpoint = 8000');
      connection.pragma('busy_timeout = 5000');
      // What changes lies at the ends of tables and indexes: more would only be memory that is not given back.
      connection.pragma('cache_size = -8192');
      connection.pragma('temp_store = MEMORY');
    },
  };
}
