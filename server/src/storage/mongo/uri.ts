/** Where documents are kept when the URI names no database. */
export const DEFAULT_DATABASE = 'sms_config';

const SHAPE = /^mongodb(?:\+srv)?:\/\/(?:[^@/?]*@)?([^/?]*)(?:\/([^?]*))?/;

/** The database that a MongoDB URI names, or the default one. */
export const databaseOf = (uri: string): string => decodeURIComponent(SHAPE.exec(uri)?.[2] ?? '') || DEFAULT_DATABASE;

/** Whom a MongoDB URI leads to, without user and password: what may be shown and logged. */
export const hostsOf = (uri: string): string => SHAPE.exec(uri)?.[1] ?? '';
