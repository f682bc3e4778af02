import type { EntityManager, QueryRunner } from 'typeorm';
import type { SqlValue, Tx } from './tx.js';

interface Header {
  affectedRows?: number;
}

/** A transaction on MySQL or MariaDB. */
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
