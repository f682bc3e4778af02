import { Injectable, Logger, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import Sqlite, { type Database as Connection, type Statement } from 'better-sqlite3';
import { DataSource, type EntityTarget, type ObjectLiteral, type Repository } from 'typeorm';
import { Config } from '../../config/config.js';
import { HealthProbe } from '../../health/health-probe.js';
import { sqliteFile } from './data-source.js';
import { MysqlTransactions } from './mysql.js';
import { SqliteTransactions } from './sqlite.js';
import type { Awaitable, SqlValue, Tx } from './tx.js';
import { type TransactionRunner, WriteLane } from './write-lane.js';

/** Look-ups by a list of ids come in many lengths, each a statement of its own. */
const STATEMENTS_KEPT = 200;

/**
 * The SQL database: reads any time, writes through one lane with group commit. On SQLite reads have a connection of
 * their own, so that they see committed rows only and never wait.
 */
@Injectable()
export class Database extends HealthProbe implements OnModuleInit, OnApplicationShutdown {
  readonly isSqlite: boolean;
  private readonly logger = new Logger(Database.name);
  private readonly runner: TransactionRunner<Tx>;
  private readonly lane: WriteLane<Tx>;
  private readonly statements = new Map<string, Statement<SqlValue[]>>();
  private reader: Connection | null = null;

  constructor(
    private readonly source: DataSource,
    private readonly config: Config,
  ) {
    super();
    this.isSqlite = source.options.type === 'better-sqlite3';
    this.runner = this.isSqlite
      ? new SqliteTransactions(sqliteConnection(source), source.manager, (error) => this.end(error))
      : new MysqlTransactions(source);
    this.lane = new WriteLane<Tx>(this.runner);
  }

  onModuleInit(): void {
    if (this.isSqlite) this.reader = new Sqlite(sqliteFile(this.config), { readonly: true });
  }

  /** Runs `work` in a transaction shared with what else is waiting; resolves after the commit. */
  write<T>(work: (tx: Tx) => Awaitable<T>): Promise<T> {
    return this.lane.write(work);
  }

  /** See WriteLane.grouped. */
  grouped<Item, Result>(work: (tx: Tx, items: Item[]) => Awaitable<Result[]>): (item: Item) => Promise<Result> {
    return this.lane.grouped(work);
  }

  /** Committed rows. */
  async read<Row>(sql: string, params: SqlValue[] = []): Promise<Row[]> {
    if (this.reader) return this.statement(this.reader, sql).all(...params) as Row[];
    const rows: Row[] = await this.source.query(sql, params);
    return rows;
  }

  /** TypeORM's repository of one entity, for reads; writes go through `write` and its `tx.orm`. */
  repository<Entity extends ObjectLiteral>(entity: EntityTarget<Entity>): Repository<Entity> {
    return this.source.getRepository(entity);
  }

  /** Bytes on disk, or in the tables and indexes of a MySQL schema. */
  override async size(): Promise<number> {
    const sql = this.isSqlite
      ? 'SELECT page_count * page_size AS bytes FROM pragma_page_count(), pragma_page_size()'
      : 'SELECT SUM(data_length + index_length) AS bytes FROM information_schema.tables WHERE table_schema = DATABASE()';
    const [row] = await this.read<{ bytes: number | string | null }>(sql);
    return Number(row?.bytes ?? 0);
  }

  /** Throws when the database does not answer. */
  override async ping(): Promise<void> {
    await this.read('SELECT 1 AS one');
  }

  /**
   * The disk refused a sync: what the log holds is unknown, and asking again may say that all is well when it is not.
   * A new start reads what is really there.
   */
  private end(error: unknown): void {
    this.logger.fatal({ error }, 'the disk does not take the log; the server ends');
    process.exit(1);
  }

  private statement(reader: Connection, sql: string): Statement<SqlValue[]> {
    let statement = this.statements.get(sql);
    if (!statement) {
      if (this.statements.size >= STATEMENTS_KEPT) this.statements.clear();
      this.statements.set(sql, (statement = reader.prepare<SqlValue[]>(sql)));
    }
    return statement;
  }

  async onApplicationShutdown(): Promise<void> {
    await this.lane.idle();
    this.runner.close();
    this.reader?.close();
    this.reader = null;
  }
}

/** TypeORM's own connection: a second writer would wait for its lock. */
function sqliteConnection(source: DataSource): Connection {
  const driver = source.driver as unknown as { databaseConnection: Connection };
  return driver.databaseConnection;
}
