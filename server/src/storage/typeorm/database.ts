import { setTimeout as sleep } from 'node:timers/promises';
import { Injectable, Logger, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import Sqlite, { type Database as Connection, type Statement } from 'better-sqlite3';
import { DataSource, type EntityManager } from 'typeorm';
import { type AuditScope, auditScope } from '../../platform/common/audit/audit-scope.js';
import { Unavailable } from '../../platform/common/errors.js';
import { hasRoom } from '@signalbox/files/has-room';
import { Config } from '../../platform/config/config.js';
import { DatabaseLoad } from '../../platform/health/database-load.js';
import { HealthProbe, Unready } from '../../platform/health/health-probe.js';
import { audited } from '../access/audited-write.js';
import { sqliteFile } from './data-source.js';
import { Availability } from './availability.js';
import { isLinkLost } from './mysql-errors.js';
import { MysqlLinks } from './mysql-links.js';
import { HeldDataSource } from './held-data-source.js';
import { MysqlTransactions } from './mysql.js';
import { Backoff } from './backoff.js';
import { SqliteTransactions } from './sqlite.js';
import type { Awaitable, SqlValue, Tx } from './tx.js';
import { WriteLane } from './write-lane.js';
import { WriteWatch } from './write-watch.js';

/** Look-ups by a list of ids come in many lengths, each a statement of its own. */
const STATEMENTS_KEPT = 200;
/** For a reading of very many rows. */
const LONG_MS = 120_000;
/** What was stored so short a time ago shows that the next can be. */
const PROOF_MS = 5_000;
const TRIAL_MS = 1_000;
const LATE = 'The database did not answer in time.';

/**
 * The SQL database: reads any time, writes through one lane with group commit. On SQLite reads have a connection of
 * their own, so that they see committed rows only and never wait.
 */
@Injectable()
export class Database extends HealthProbe implements OnModuleInit, OnApplicationShutdown {
  readonly isSqlite: boolean;
  readonly load = new DatabaseLoad();
  private readonly logger = new Logger(Database.name);
  private readonly lane: WriteLane<Tx>;
  private readonly statements = new Map<string, Statement<SqlValue[]>>();
  private readonly writes: WriteWatch;
  private trial: Promise<void> | null = null;
  private reader: Connection | null = null;
  private readonly links: MysqlLinks | null;
  private readonly availability: Availability | null;
  private closing: Promise<void> | null = null;

  constructor(
    private readonly source: DataSource,
    private readonly config: Config,
  ) {
    super();
    this.isSqlite = source.options.type === 'better-sqlite3';
    this.writes = new WriteWatch(this.isSqlite ? () => hasRoom(config.env.DATA_DIR) : undefined, this.load);
    if (source instanceof HeldDataSource) source.beforeDestroy = () => this.onApplicationShutdown();
    const { driver } = source.options as { driver?: unknown };
    const links = (this.links = driver instanceof MysqlLinks ? driver : null);
    if (links === null) {
      const runner = new SqliteTransactions(sqliteConnection(source), source.manager, (error) => this.end(error));
      this.lane = new WriteLane<Tx>(runner, undefined, undefined, this.writes);
      this.availability = null;
      return;
    }
    const availability = (this.availability = new Availability(
      () => links.probe(),
      (error) => {
        this.lane.refuseWaiting(error);
        links.endAll(error);
      },
    ));
    links.onSuspicion = () => availability.suspect();
    const patience = () => new Backoff(this.limitMs);
    this.lane = new WriteLane<Tx>(new MysqlTransactions(source, links), availability, patience, this.writes);
  }

  onModuleInit(): void {
    // What took its time is over: the migrations.
    this.links?.limit();
    if (!this.isSqlite) return;
    this.reader = new Sqlite(sqliteFile(this.config), { readonly: true });
    this.reader.pragma('cache_size = -2048');
  }

  /**
   * Runs `work` in a transaction shared with what else is waiting; resolves after the commit. The first one that a request
   * brings about carries what is written down of the request.
   */
  write<T>(work: (tx: Tx) => Awaitable<T>): Promise<T> {
    const scope = auditScope();
    return scope?.take() ? this.writeDown(work, scope) : this.lane.write(work);
  }

  private async writeDown<T>(work: (tx: Tx) => Awaitable<T>, scope: AuditScope): Promise<T> {
    try {
      const { result, rowId } = await this.lane.write(audited(work, scope, this.isSqlite));
      scope.rowId = rowId;
      return result;
    } catch (error) {
      scope.giveBack();
      throw error;
    }
  }

  /** See WriteLane.grouped. */
  grouped<Item, Result>(
    work: (tx: Tx, items: Item[]) => Awaitable<Result[]>,
    options?: { first: boolean },
  ): (item: Item) => Promise<Result> {
    return this.lane.grouped(work, options);
  }

  /** Committed rows. */
  async read<Row>(sql: string, params: SqlValue[] = []): Promise<Row[]> {
    if (this.closing) throw new Unavailable('The server is stopping.');
    const began = performance.now();
    try {
      if (this.reader) return this.statement(this.reader, sql).all(...params) as Row[];
      return await this.answered(() => this.source.query<Row[]>(sql, params));
    } finally {
      this.load.reads.next((performance.now() - began) / 1000);
    }
  }

  /** Committed rows of what looks at very many, such as statistics: it may take a while. */
  readLong<Row>(sql: string, params: SqlValue[] = []): Promise<Row[]> {
    const read = () => this.read<Row>(sql, params);
    return this.links ? this.links.patiently(LONG_MS, read) : read();
  }

  /** Committed rows through TypeORM, for what is not hot; writes go through `write` and its `tx.orm`. */
  find<T>(work: (orm: EntityManager) => Promise<T>): Promise<T> {
    return this.answered(() => work(this.source.manager));
  }

  /** Bytes on disk, or in the tables and indexes of a MySQL schema. */
  override async size(): Promise<number> {
    const sql = this.isSqlite
      ? 'SELECT page_count * page_size AS bytes FROM pragma_page_count(), pragma_page_size()'
      : 'SELECT SUM(data_length + index_length) AS bytes FROM information_schema.tables WHERE table_schema = DATABASE()';
    const [row] = await this.readLong<{ bytes: number | string | null }>(sql);
    return Number(row?.bytes ?? 0);
  }

  /** Throws when the database does not answer; Unready when it takes nothing, which is tried when nobody else did. */
  override async ping(): Promise<void> {
    await this.read('SELECT 1 AS one');
    if (!this.writes.provedWithin(PROOF_MS)) await (this.trial ??= this.tryToWrite());
    this.writes.look();
    const { reason } = this.writes;
    if (reason !== null) throw new Unready(`nothing can be stored: ${reason}`);
  }

  /** A lane that has much to do is not waited for: what it knows from before counts then. */
  private async tryToWrite(): Promise<void> {
    const at = String(Date.now());
    const trial = this.write(async (tx) => {
      await tx.insert('installation', ['name', 'value'], [['written_at', at]], { ignore: true });
      await tx.run("UPDATE installation SET value = ? WHERE name = 'written_at'", [at]);
    });
    await Promise.race([trial.catch(() => undefined), sleep(TRIAL_MS, undefined, { ref: false })]);
    this.trial = null;
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

  private get limitMs(): number {
    return this.config.env.DATABASE_TIMEOUT_SECONDS * 1000;
  }

  /**
   * A reading, refused at once while the database is away. One that lost its connection is done again, once.
   * @throws Unavailable when there is no answer
   */
  private async answered<T>(work: () => Promise<T>): Promise<T> {
    for (let isFirst = true; ; isFirst = false) {
      const refusal = this.availability?.refusal;
      if (refusal) throw refusal;
      const began = performance.now();
      try {
        return await (this.links ? inTime(work(), this.links.allowedMs) : work());
      } catch (error) {
        if (!this.links || !isLinkLost(error)) throw error;
        this.availability?.suspect();
        const isLate = performance.now() - began > this.limitMs / 2;
        if (!isFirst || isLate) throw new Unavailable(LATE);
      }
    }
  }

  /** Asked by whoever comes first: Nest, or the data source, which Nest may close before. */
  onApplicationShutdown(): Promise<void> {
    return (this.closing ??= this.close());
  }

  private async close(): Promise<void> {
    this.availability?.close();
    await this.lane.close();
    this.reader?.close();
    this.reader = null;
  }
}

/** Waiting for a connection of the pool counts too. */
async function inTime<T>(work: Promise<T>, ms: number): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => (timer = setTimeout(() => reject(new Unavailable(LATE)), ms)));
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}

/** TypeORM's own connection: a second writer would wait for its lock. */
function sqliteConnection(source: DataSource): Connection {
  const driver = source.driver as unknown as { databaseConnection: Connection };
  return driver.databaseConnection;
}
