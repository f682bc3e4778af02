import type { DataSource, DataSourceOptions, Logger } from 'typeorm';
import { openWith } from '../../src/storage/typeorm/open-database.js';

const LOOKS = /^\s*(SELECT|PRAGMA|SHOW|SET|START TRANSACTION|BEGIN|COMMIT|ROLLBACK)\b/i;

/** Ends a start before one of its changes, as kill -9 would: no word reaches the database after it, no ROLLBACK either. */
export class Killer implements Logger {
  /** The statements that changed something, up to its end. */
  readonly changes: string[] = [];
  private dead = false;

  /** @param after how many changes are made; all of them when it is absent */
  constructor(private readonly after = Infinity) {}

  logQuery(sql: string): void {
    if (!this.dead && !LOOKS.test(sql)) {
      this.dead = this.changes.length >= this.after;
      if (!this.dead) this.changes.push(sql);
    }
    if (this.dead) throw new Killed();
  }
  logQueryError(): void {}
  logQuerySlow(): void {}
  logSchemaBuild(): void {}
  logMigration(): void {}
  log(): void {}
}

class Killed extends Error {}

/** Opens a database, or dies in the middle of its migrations. @returns whether it lived */
export async function openUntil(options: DataSourceOptions, killer: Killer): Promise<boolean> {
  try {
    const source = await openWith({ ...options, logger: killer });
    await source.destroy();
    return true;
  } catch (error) {
    if (error instanceof Killed) return false;
    throw error;
  }
}

/** The same with the first migrations only: an installation of an older version. */
export const older = (options: DataSourceOptions, migrations: number): DataSourceOptions => ({
  ...options,
  migrations: (options.migrations as []).slice(0, migrations),
});

export async function use<T>(options: DataSourceOptions, work: (source: DataSource) => Promise<T>): Promise<T> {
  const source = await openWith(options);
  try {
    return await work(source);
  } finally {
    await source.destroy();
  }
}

/** Everything that the database says of its tables, and which migrations it has seen, each once. */
export async function schemaOf(source: DataSource): Promise<unknown> {
  const seen: unknown = await source.query('SELECT name FROM migrations ORDER BY name');
  if (source.options.type !== 'mysql') {
    return { seen, all: await source.query('SELECT type, name, tbl_name, sql FROM sqlite_master ORDER BY type, name') };
  }
  const of = (columns: string, view: string): Promise<unknown> =>
    source.query(
      `SELECT ${columns} FROM information_schema.${view} WHERE table_schema = DATABASE() ORDER BY ${columns}`,
    );
  return {
    seen,
    tables: await of('table_name, engine, table_collation', 'tables'),
    columns: await of(
      'table_name, ordinal_position, column_name, column_type, is_nullable, column_default, extra, collation_name',
      'columns',
    ),
    indexes: await of('table_name, index_name, seq_in_index, column_name, non_unique', 'statistics'),
    keys: await of(
      'table_name, constraint_name, column_name, referenced_table_name, referenced_column_name',
      'key_column_usage',
    ),
  };
}
