import { plainName } from './column-names.js';
import { ImportFailure } from './import-failure.js';

export const listed = (names: readonly string[]): string => names.map((name) => `"${name}"`).join(', ');

/** The place of a column by its name, or by its place from 1. @throws ImportFailure when there is none such */
export function findNamed(names: readonly string[], wanted: string): number {
  const exact = names.indexOf(wanted);
  const at = exact >= 0 ? exact : names.findIndex((name) => plainName(name) === plainName(wanted));
  if (at >= 0) return at;
  if (/^\d{1,4}$/.test(wanted) && Number(wanted) >= 1 && Number(wanted) <= names.length) return Number(wanted) - 1;
  throw new ImportFailure(`there is no column "${wanted}"; there are ${listed(names)}`);
}
