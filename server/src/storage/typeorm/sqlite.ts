import type BetterSqlite3 from 'better-sqlite3';
import type { EntityManager } from 'typeorm';
import { LogSync } from './log-sync.js';
import type { SqlValue, Tx } from './tx.js';
import { type Begun, type Durable, TransactionLost, type TransactionRunner } from './transaction-runner.js';
import { marks } from './marks.js';

/**
 * SQLite's transactions on prepared statements, half the cost of the query builder. The one writing connection is
 * synchronous, so a transaction's statements run in the turn of the event loop in which it began.
 *
 * A commit is on disk before its callers are answered, which is what `synchronous = FULL` is for: that setting syncs
 * the write-ahead log at the end of each COMMIT (https://sqlite.org/pragma.html#pragma_synchronous), and the event loop
 * would stand still meanwhile. So the connection runs on NORMAL, whose only difference in WAL mode is that it leaves
 * this sync out, and the same sync of the same file is done here, in the thread pool.
 */
export class SqliteTransactions implements TransactionRunner<Tx> {
  private readonly tx: SqliteTx;
  private readonly log: LogSync;

  constructor(
    private readonly connection: BetterSqlite3.Database,
    orm: EntityManager,
    /** What was committed may not be on disk: nothing the process knows is certain any more. */
    private readonly onLost: (error: unknown) => void,
  ) {
    this.tx = new SqliteTx(connection, orm);
    // It exists from the first write on, and stays the same file while a connection is open.
    this.log = new LogSync(`${connection.name}-wal`);
  }

  begin(): Begun<Tx> {
    this.orLost(() => this.tx.run('BEGIN IMMEDIATE', []));
    return { tx: this.tx };
  }

  async alone(tx: Tx, work: (tx: Tx) => Promise<unknown> | unknown): Promise<unknown> {
    try {
      return await work(tx);
    } catch (error) {
      throw this.connection.inTransaction ? error : new TransactionLost(error);
    }
  }

  async guarded(tx: Tx, work: (tx: Tx) => Promise<unknown> | unknown): Promise<unknown> {
    this.tx.run('SAVEPOINT unit', []);
    try {
      const value = await work(tx);
      this.tx.run('RELEASE unit', []);
      return value;
    } catch (error) {
      // A full disk and the like end the whole transaction: what came after would be stored by itself.
      if (!this.connection.inTransaction) throw new TransactionLost(error);
      this.tx.run('ROLLBACK TO unit', []);
      this.tx.run('RELEASE unit', []);
      throw error;
    }
  }

  commit(): Durable {
    this.orLost(() => this.tx.run('COMMIT', []));
    const synced = this.log.request();
    synced.catch(this.onLost);
    return { synced };
  }

  rollback(): void {
    if (this.connection.inTransaction) this.tx.run('ROLLBACK', []);
  }

  close(): void {
    this.log.close();
  }

  /** Another process, such as a backup, may hold the lock. */
  private orLost(work: () => unknown): void {
    try {
      work();
    } catch (error) {
      const code = error instanceof Error && 'code' in error ? error.code : undefined;
      throw typeof code === 'string' && code.startsWith('SQLITE_BUSY') ? new TransactionLost(error) : error;
    }
  }
}

class SqliteTx implements Tx {
  private readonly statements = new Map<string, BetterSqlite3.Statement<SqlValue[]>>();

  constructor(
    private readonly connection: BetterSqlite3.Database,
    readonly orm: EntityManager,
  ) {}

  run(sql: string, params: SqlValue[]): number {
    return this.prepare(sql).run(...params).changes;
  }

  runEach(sql: string, rows: SqlValue[][]): number[] {
    const statement = this.prepare(sql);
    return rows.map((row) => statement.run(...row).changes);
  }

  insert(table: string, columns: readonly string[], rows: SqlValue[][], options = { ignore: false }): number {
    const verb = options.ignore ? 'INSERT OR IGNORE' : 'INSERT';
    const statement = this.prepare(`${verb} INTO ${table} (${columns.join(', ')}) VALUES (${marks(columns)})`);
    let inserted = 0;
    for (const row of rows) inserted += statement.run(...row).changes;
    return inserted;
  }

  increment(table: string, columns: readonly string[], keys: number, rows: SqlValue[][]): void {
    const sums = columns.slice(keys).map((column) => `${column} = ${column} + excluded.${column}`);
    const statement = this.prepare(
      `INSERT INTO ${table} (${columns.join(', ')}) VALUES (${marks(columns)}) ` +
        `ON CONFLICT (${columns.slice(0, keys).join(', ')}) DO UPDATE SET ${sums.join(', ')}`,
    );
    for (const row of rows) statement.run(...row);
  }

  all<Row>(sql: string, params: SqlValue[]): Row[] {
    return this.prepare(sql).all(...params) as Row[];
  }

  private prepare(sql: string): BetterSqlite3.Statement<SqlValue[]> {
    let statement = this.statements.get(sql);
    if (!statement) {
      statement = this.connection.prepare<SqlValue[]>(sql);
      this.statements.set(sql, statement);
    }
    return statement;
  }
}
