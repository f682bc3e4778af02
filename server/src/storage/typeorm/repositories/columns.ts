import type { SqlValue } from '../tx.js';

/** A WHERE or SET made of what is given: texts with marks, and the values for them. */
export interface Assignments {
  sql: string;
  params: SqlValue[];
}

/** `a = ?, b = ?` for the columns that have a value; what is undefined stays as it is. */
export function assignments(values: Record<string, SqlValue | undefined>): Assignments {
  const given = Object.entries(values).filter((entry): entry is [string, SqlValue] => entry[1] !== undefined);
  return { sql: given.map(([column]) => `${column} = ?`).join(', '), params: given.map(([, value]) => value) };
}

/** What a field becomes in its column, unless it is not given. */
export const given = <T>(value: T | undefined, write: (value: T) => SqlValue): SqlValue | undefined =>
  value === undefined ? undefined : write(value);

export const toFlag = (value: boolean): number => (value ? 1 : 0);
