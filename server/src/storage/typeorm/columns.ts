import { Table, type TableColumnOptions, type TableOptions } from 'typeorm';

/** Column shapes shared by the migrations: each type means the same on SQLite and MySQL. */
export const id: TableColumnOptions = {
  name: 'id',
  type: 'integer',
  isPrimary: true,
  isGenerated: true,
  generationStrategy: 'increment',
};
export const integer = (name: string, options: Partial<TableColumnOptions> = {}): TableColumnOptions => ({
  name,
  type: 'integer',
  ...options,
});
/** Epoch milliseconds, UTC. */
export const millis = (name: string, options: Partial<TableColumnOptions> = {}): TableColumnOptions => ({
  name,
  type: 'bigint',
  ...options,
});
export const varchar = (
  name: string,
  length: number,
  options: Partial<TableColumnOptions> = {},
): TableColumnOptions => ({ name, type: 'varchar', length: String(length), ...options });
export const text = (name: string, options: Partial<TableColumnOptions> = {}): TableColumnOptions => ({
  name,
  type: 'text',
  ...options,
});
export const flag = (name: string, options: Partial<TableColumnOptions> = {}): TableColumnOptions => ({
  name,
  type: 'smallint',
  default: 0,
  ...options,
});
export const nullable = { isNullable: true };

/** MySQL compares texts byte by byte then, as SQLite does; SQLite knows no engines and takes no notice. */
const ENGINE = 'InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin';

export const table = (options: TableOptions): Table => new Table({ engine: ENGINE, ...options });
