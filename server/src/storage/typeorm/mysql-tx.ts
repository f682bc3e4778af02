import type { PoolConnection } from 'mysql2';
import type { EntityManager, QueryRunner } from 'typeorm';
import { isTransient } from './mysql-errors.js';
import type { SqlValue, Tx } from './tx.js';
import { marks } from './marks.js';

interface Header {
  affectedRows?: number;
}

/**
 * A transaction on MySQL or MariaDB. Its own statements go to the driver straight, at half of what they cost through
 * TypeORM, whose runner has the same connection.
 */
export class MysqlTx implements Tx {
  /** What ended the transaction, be it that the work took no notice. */
  lost: unknown = null;

  constructor(
    readonly runner: QueryRunner,
    private readonly connection: PoolConnection,
  ) {}

  get orm(): EntityManager {
    return this.runner.manager;
  }

  async run(sql: string, params: SqlValue[]): Promise<number> {
    const header = await this.query<Header>(sql, params);
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
    return this.run(`${verb} INTO ${table} (${columns.join(', ')}) VALUES ${markedRows(columns, rows)}`, rows.flat());
  }

  async increment(table: string, columns: readonly string[], keys: number, rows: SqlValue[][]): Promise<void> {
    if (rows.length === 0) return;
    const sums = columns.slice(keys).map((column) => `${column} = ${column} + VALUES(${column})`);
    await this.run(
      `INSERT INTO ${table} (${columns.join(', ')}) VALUES ${markedRows(columns, rows)} ` +
        `ON DUPLICATE KEY UPDATE ${sums.join(', ')}`,
      rows.flat(),
    );
  }

  all<Row>(sql: string, params: SqlValue[]): Promise<Row[]> {
    return this.query<Row[]>(sql, params);
  }

  private query<Result>(sql: string, params: SqlValue[]): Promise<Result> {
    return new Promise((resolve, reject) => {
      this.connection.query(sql, params, (error, result) => {
        if (error === null) return resolve(result as Result);
        if (isTransient(error)) this.lost ??= error;
        // The statement with all its values: numbers and texts, which belong into no log.
        Reflect.deleteProperty(error, 'sql');
        reject(error);
      });
    });
  }
}

const markedRows = (columns: readonly string[], rows: SqlValue[][]): string => {
  const row = `(${marks(columns)})`;
  return rows.map(() => row).join(', ');
};
