import type { QueryRunner, Table } from 'typeorm';

/** An index as a migration wants it; `where` is for SQLite, MySQL knows no partial ones. */
export interface IndexStep {
  name: string;
  table: string;
  columns: readonly string[];
  where?: string;
}

/**
 * What migrations are made of. MySQL and MariaDB commit each change of a table by itself, so a migration that is killed
 * stays half done and is begun again at the next start, from its first line. So each step looks before it acts, and
 * finds what it has done already. Names of tables and columns are the migration's own, never a caller's.
 */
export class Steps {
  readonly isSqlite: boolean;

  constructor(private readonly runner: QueryRunner) {
    this.isSqlite = runner.dataSource.options.type === 'better-sqlite3';
  }

  /** Makes a table with its indexes, unless it is there: one statement on MySQL, so it is never there in part. */
  async createTable(table: Table): Promise<void> {
    await this.runner.createTable(table, true);
  }

  hasTable(name: string): Promise<boolean> {
    return this.runner.hasTable(name);
  }

  hasColumn(table: string, column: string): Promise<boolean> {
    return this.runner.hasColumn(table, column);
  }

  async dropTable(name: string): Promise<void> {
    await this.runner.query(`DROP TABLE IF EXISTS ${name}`);
  }

  /** @param type in SQL that SQLite and MySQL both read; with a default unless it may be null */
  async addColumn(table: string, column: string, type: string): Promise<void> {
    if (await this.hasColumn(table, column)) return;
    await this.runner.query(`ALTER TABLE ${table} ADD COLUMN ${column} ${type}`);
  }

  async dropColumn(table: string, column: string): Promise<void> {
    if (await this.hasColumn(table, column)) await this.runner.query(`ALTER TABLE ${table} DROP COLUMN ${column}`);
  }

  /** Makes an index, in place of one of the same name that has other columns. */
  async index({ name, table, columns, where }: IndexStep): Promise<void> {
    const there = await this.indexed(table, name);
    if (there.join() === columns.join()) return;
    if (there.length > 0) await this.dropIndex(table, name);
    const some = this.isSqlite && where !== undefined ? ` WHERE ${where}` : '';
    await this.runner.query(`CREATE INDEX ${name} ON ${table} (${columns.join(', ')})${some}`);
  }

  async dropIndex(table: string, name: string): Promise<void> {
    if ((await this.indexed(table, name)).length === 0) return;
    await this.runner.query(`DROP INDEX ${name}${this.isSqlite ? '' : ` ON ${table}`}`);
  }

  /**
   * Gives a table another shape, with its rows: they wait in `<name>_before`, and come back by `copy`, which selects from
   * there. Nobody but the migration knows the new table before that one is gone, so it may be filled again from nothing.
   * @param isOld whether the table under the name has the old shape
   * @param copy as in `INSERT INTO name (…) SELECT … FROM name_before`
   */
  async reshape(table: Table, isOld: () => Promise<boolean>, copy: string): Promise<void> {
    const { name } = table;
    const before = `${name}_before`;
    if (!(await this.hasTable(before))) {
      if (!(await isOld())) return;
      await this.runner.query(`ALTER TABLE ${name} RENAME TO ${before}`);
    }
    await this.createTable(table);
    await this.runner.query(`DELETE FROM ${name}`);
    await this.runner.query(copy);
    await this.dropTable(before);
  }

  /** A change of rows that gives the same when it is made twice: an UPDATE to a fixed value, an INSERT where there is none. */
  async rows(sql: string, params: unknown[] = []): Promise<void> {
    await this.runner.query(sql, params);
  }

  /** The columns of an index, in their order; none where there is no such index. */
  private async indexed(table: string, name: string): Promise<string[]> {
    const rows: { name: string }[] = this.isSqlite
      ? await this.runner.query(`SELECT name FROM pragma_index_info(?) ORDER BY seqno`, [name])
      : await this.runner.query(
          'SELECT column_name AS name FROM information_schema.statistics ' +
            'WHERE table_schema = DATABASE() AND table_name = ? AND index_name = ? ORDER BY seq_in_index',
          [table, name],
        );
    return rows.map((row) => row.name);
  }
}
