import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Abstract, INestApplicationContext, Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { DataSource } from 'typeorm';
import { type Config, readConfig } from '../../src/platform/config/config.js';
import { ConfigModule } from '../../src/platform/config/config.module.js';
import { StorageModule } from '../../src/storage/storage.module.js';
import { Database } from '../../src/storage/typeorm/database.js';
import { borrowMariadb, type TestDatabase } from '../services/mariadb.js';
import { borrowMongodb } from '../services/mongodb.js';

/** The repositories of one installation, without anything above them. */
export class Storage {
  private constructor(
    private readonly context: INestApplicationContext,
    private readonly clean: () => Promise<void>,
    readonly config: Config,
  ) {}

  static async open(settings: Record<string, string>, clean: () => Promise<void>): Promise<Storage> {
    const config = readConfig(settings);
    class Root {}
    const module = { module: Root, imports: [ConfigModule.forRoot(config), StorageModule.forRoot(config)] };
    const context = await NestFactory.createApplicationContext(module, { logger: false, abortOnError: false });
    return new Storage(context, clean, config);
  }

  get<T>(port: Type<T> | Abstract<T>): T {
    return this.context.get<T>(port, { strict: false });
  }

  /** Rows as they are, for what no port shows. */
  rows<Row>(sql: string, params: (string | number | null)[] = []): Promise<Row[]> {
    return this.get(Database).read<Row>(sql, params);
  }

  get source(): DataSource {
    return this.context.get(DataSource, { strict: false });
  }

  async close(): Promise<void> {
    await this.context.close();
    await this.clean();
  }
}

export type OpenStorage = () => Promise<Storage>;

/** On SQLite, in a folder that is gone afterwards. */
export const openSqlite: OpenStorage = () => {
  const folder = mkdtempSync(join(tmpdir(), 'signalbox-storage-'));
  const clean = () => Promise.resolve(rmSync(folder, { recursive: true, force: true }));
  return Storage.open({ DATA_DIR: folder }, clean);
};

/** On MariaDB, or whatever `MYSQL_TEST_URL` names. */
export const openMariadb: OpenStorage = async () => {
  const database: TestDatabase = await borrowMariadb();
  const folder = mkdtempSync(join(tmpdir(), 'signalbox-storage-'));
  const clean = async () => {
    await database.stop();
    rmSync(folder, { recursive: true, force: true });
  };
  return Storage.open({ DATA_DIR: folder, DATABASE_URL: database.url }, clean);
};

/** With pairs, programs and number lists in mongo-java-server, or whatever `MONGODB_TEST_URI` names. */
export const openMongodb: OpenStorage = async () => {
  const documents = await borrowMongodb();
  const folder = mkdtempSync(join(tmpdir(), 'signalbox-storage-'));
  const clean = async () => {
    await documents.dispose();
    rmSync(folder, { recursive: true, force: true });
  };
  return Storage.open({ DATA_DIR: folder, MONGODB_URI: documents.uri }, clean);
};
