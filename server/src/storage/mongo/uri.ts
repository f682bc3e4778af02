/** Where documents are kept when the URI names no database. */
export const DEFAULT_DATABASE = 'sms_config';

const SHAPE = /^mongodb(?:\+srv)?:\/\/(?:[^@/?]*@)?([^/?]*)(?:\/([^?]*))?/;

/** The database that a MongoDB URI names, or the default one. */
export function databaseOf(uri: string): string {
  const named = SHAPE.exec(uri)?.[2] ?? '';
  try {
    return decodeURIComponent(named) || DEFAULT_DATABASE;
  } catch {
    // The driver will say so of the URI.
    return named;
  }
}

/** Whom a MongoDB URI leads to, without user and password: what may be shown and logged. */
export const hostsOf = (uri: string): string => SHAPE.exec(uri)?.[1] ?? '';
