/** What Node and mysql2 say when there is no connection, or not any more. */
const LINK_CODES = new Set([
  'PROTOCOL_CONNECTION_LOST',
  'PROTOCOL_SEQUENCE_TIMEOUT',
  'ECONNABORTED',
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'EHOSTDOWN',
  'EHOSTUNREACH',
  'ENETDOWN',
  'ENETUNREACH',
  'ENOTFOUND',
  'EAI_AGAIN',
]);

/** The server's word that this connection is of no use any more, or that this is no server to write to. */
const LINK_ERRORS = new Set([
  1040, // too many connections
  1042, // bad host
  1047, // a Galera node that is not part of its cluster
  1053, // shutdown
  1152, // aborted
  ...[1158, 1159, 1160, 1161], // the network, as the server sees it
  1184, // aborted
  1203, // too many connections of this user
  1290, // read only
  1792, // read only
  1836, // read only
  1927, // killed
  3169, // killed
  4031, // closed for idleness
]);

/** The transaction, or a statement of it, failed for a reason that lies in others. */
const TRANSIENT_ERRORS = new Set([
  1020, // a row has changed since it was read
  1180, // at COMMIT
  1205, // waited too long for a lock
  1206, // no room for more locks
  1213, // deadlock; Galera's certification
  1317, // the query was killed
  1614, // deadlock, in a transaction that was prepared
  1637, // too many transactions
  1969, // the statement took too long for the server
  3024, // the same, MySQL's
  3100, // group replication
  3101, // group replication
]);

const fieldOf = (error: unknown, field: 'code' | 'errno' | 'fatal'): unknown =>
  typeof error === 'object' && error !== null && field in error ? (error as Record<string, unknown>)[field] : undefined;

/** Whether the connection is gone or of no use, or none could be made. */
export function isLinkLost(error: unknown): boolean {
  if (fieldOf(error, 'fatal') === true) return true;
  const [code, errno] = [fieldOf(error, 'code'), fieldOf(error, 'errno')];
  return (typeof code === 'string' && LINK_CODES.has(code)) || (typeof errno === 'number' && LINK_ERRORS.has(errno));
}

/** Whether the same work may well succeed when it is done again from its beginning. */
export function isTransient(error: unknown): boolean {
  const errno = fieldOf(error, 'errno');
  return isLinkLost(error) || (typeof errno === 'number' && TRANSIENT_ERRORS.has(errno));
}

/** Whether a server answered, be it with an error. */
export const isAnswer = (error: unknown): boolean => {
  const errno = fieldOf(error, 'errno');
  return typeof errno === 'number' && errno >= 1000;
};
