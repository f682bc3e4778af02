import { Conflict } from '../../platform/common/errors.js';

const MAX_LENGTH = 128;
const EXTENSIONS = /(?:\.(?:csv|tsv|tab|txt|text|xlsx|gz|gzip|list))+$/i;
const FALLBACK = 'Number list';

/** The name of a list after its file: without folder and extensions. */
export function nameFromFile(fileName: string): string {
  const base = fileName.slice(Math.max(fileName.lastIndexOf('/'), fileName.lastIndexOf('\\')) + 1);
  const name = base
    .replace(EXTENSIONS, '')
    .replace(/[\s\p{Cc}\p{Cf}]+/gu, ' ')
    .trim();
  return name.slice(0, MAX_LENGTH).toWellFormed().trim() || FALLBACK;
}

/** A name with a number behind it, within the length of names. */
export const numbered = (name: string, number: string): string =>
  `${name
    .slice(0, MAX_LENGTH - number.length - 1)
    .toWellFormed()
    .trimEnd()} ${number}`;

export const nameTaken = (): Conflict =>
  new Conflict('There is a number list with this name.', [{ field: 'name', message: 'expected a name that is free' }]);
