import type { EntityManager } from 'typeorm';

export type Awaitable<T> = T | Promise<T>;
export type SqlValue = string | number | Uint8Array | null;

/** A write transaction, the same on both dialects. Nothing but its own statements may be awaited inside it. */
export interface Tx {
  /** Runs one statement; answers the number of rows it changed. */
  run(sql: string, params: SqlValue[]): Awaitable<number>;
  /** Runs one statement once a row of parameters; answers the changes of each. */
  runEach(sql: string, rows: SqlValue[][]): Awaitable<number[]>;
  /** Inserts rows; with `ignore`, rows whose unique key exists are left out. Answers the number inserted. */
  insert(
    table: string,
    columns: readonly string[],
    rows: SqlValue[][],
    options?: { ignore: boolean },
  ): Awaitable<number>;
  /** Adds to counters, making rows that are missing. The first `keys` columns are the unique key. */
  increment(table: string, columns: readonly string[], keys: number, rows: SqlValue[][]): Awaitable<void>;
  all<Row>(sql: string, params: SqlValue[]): Awaitable<Row[]>;
  /** TypeORM inside this transaction, for what is not hot. */
  readonly orm: EntityManager;
}
