import type { DataSource, EntityManager, QueryRunner } from 'typeorm';
import type { SqlValue, Tx } from './tx.js';
import type { Durable, TransactionRunner } from './write-lane.js';

/** MySQL's and MariaDB's transactions, each on a connection of the pool. */
export class MysqlTransactions implements TransactionRunner<MysqlTx> {
  constructor(private readonly source: DataSource) {}

  async begin(): Promise<MysqlTx> {
    const runner = this.source.createQueryRunner();
    await runner.startTransaction();
    return new MysqlTx(runner);
  }

  async guarded(tx: MysqlTx, work: (tx: MysqlTx) => Promise<unknown> | unknown): Promise<unknown> {
    await tx.run('SAVEPOINT unit', []);
    try {
      const value = await work(tx);
      await tx.run('RELEASE SAVEPOINT unit', []);
      return value;
    } catch (error) {
      // After a deadlock the server has rolled the whole transaction back: then this fails too, and so does the commit.
      await tx.run('ROLLBACK TO SAVEPOINT unit', []);
      throw error;
    }
  }

  /** The server answers a commit when it is on its disk. */
  async commit(tx: MysqlTx): Promise<Durable> {
    await tx.runner.commitTransaction();
    await tx.runner.release();
    return { synced: Promise.resolve() };
  }

  async rollback(tx: MysqlTx): Promise<void> {
    try {
      await tx.runner.rollbackTransaction();
    } finally {
      await tx.runner.release();
    }
  }

  /** The pool is TypeORM's to close. */
  close(): void {}
}

interface Header {
  affectedRows?: number;
}

export class MysqlTx implements Tx {
  constructor(readonly runner: QueryRunner) {}

  get orm(): EntityManager {
    return this.runner.manager;
  }

  async run(sql: string, params: SqlValue[]): Promise<number> {
    const header: Header = await this.runner.query(sql, params);
    return header.affectedRows ?? 0;
  }

  async runEach(sql: string, rows: SqlValue[][]): Promise<number[]> {
    const changes: number[] = [];
    for (const row of rows) changes.push(await this.run(sql, row));
    return changes;
  }

  async insert(
    table: string,
    columns: readonly string[],
    rows: SqlValue[][],
    options = { ignore: false },
  ): Promise<number> {
    if (rows.length === 0) return 0;
    const verb = options.ignore ? 'INSERT IGNORE' : 'INSERT';
    return this.run(`${verb} INTO ${table} (${columns.join(', ')}) VALUES ${marks(columns, rows)}`, rows.flat());
  }

  async increment(table: string, columns: readonly string[], keys: number, rows: SqlValue[][]): Promise<void> {
    if (rows.length === 0) return;
    const sums = columns.slice(keys).map((column) => `${column} = ${column} + VALUES(${column})`);
    await this.run(
      `INSERT INTO ${table} (${columns.join(', ')}) VALUES ${marks(columns, rows)} ` +
        `ON DUPLICATE KEY UPDATE ${sums.join(', ')}`,
      rows.flat(),
    );
  }

  async all<Row>(sql: string, params: SqlValue[]): Promise<Row[]> {
    const rows: Row[] = await this.runner.query(sql, params);
    return rows;
  }
}

const marks = (columns: readonly string[], rows: SqlValue[][]): string => {
  const row = `(${columns.map(() => '?').join(', ')})`;
  return rows.map(() => row).join(', ');
};
