import type { DataSource, DataSourceOptions, Logger } from 'typeorm';
import { openWith } from '../../src/storage/typeorm/open-database.js';

const LOOKS = /^\s*(SELECT|PRAGMA|SHOW|SET|START TRANSACTION|BEGIN|COMMIT|ROLLBACK)\b/i;

/** Ends a start before one of its changes, as kill -9 would: no word reaches the database after it, no ROLLBACK either. */
export class Killer implements Logger {
  /** The statements that changed something, with their values, up to its end. */
  readonly changes: string[] = [];
  private dead = false;

  /** @param lives whether a change is made; the first that is not ends it */
  constructor(private readonly lives: (change: string) => boolean = () => true) {}

  logQuery(sql: string, values: unknown[] = []): void {
    if (!this.dead && !LOOKS.test(sql)) {
      const change = `${sql.replace(/`\w+`\.(?=`)/, '')} ${JSON.stringify(values)}`;
      this.dead = !this.lives(change);
      if (!this.dead) this.changes.push(change);
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

/**
 * Opens a database again and again, each start killed before the first change that none before it made.
 * @returns before which changes, in their order
 */
export async function openKilledAtEach(options: DataSourceOptions): Promise<string[]> {
  const seen = new Set<string>();
  const lives = (change: string) => seen.size === seen.add(change).size;
  while (!(await openUntil(options, new Killer(lives))));
  return [...seen];
}

/** The same with the first migrations only: an installation of an older version. */
export const older = (options: DataSourceOptions, migrations: number): DataSourceOptions => ({
  ...options,
  migrations: (options.migrations as []).slice(0, migrations),
});

/** The same by the name of the last of them. */
export const upTo = (options: DataSourceOptions, last: string): DataSourceOptions =>
  older(options, 1 + (options.migrations as { name: string }[]).findIndex(({ name }) => name === last));

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
