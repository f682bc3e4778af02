import mongoose from 'mongoose';
import { Unavailable } from '../../platform/common/errors.js';
import { hostsOf } from './uri.js';

const {
  MongoClientClosedError,
  MongoError,
  MongoExpiredSessionError,
  MongoNetworkError,
  MongoNotConnectedError,
  MongoOperationTimeoutError,
  MongoServerClosedError,
  MongoServerError,
  MongoServerSelectionError,
  MongoStalePrimaryError,
  MongoTopologyClosedError,
} = mongoose.mongo;

/** Nobody to talk to, or the talk broke off: what was asked may or may not have been done. */
const CONNECTION_ERRORS = [
  MongoClientClosedError,
  MongoExpiredSessionError,
  // Broken connections, time-outs of sockets, pools that were emptied.
  MongoNetworkError,
  MongoNotConnectedError,
  MongoOperationTimeoutError,
  MongoServerClosedError,
  MongoServerSelectionError,
  MongoStalePrimaryError,
  MongoTopologyClosedError,
  mongoose.Error.MongooseServerSelectionError,
];

/** A server that shuts down, is not primary any more, or got no majority: it, or another one, answers later. */
const PASSING_CODES = new Set([64, 89, 91, 189, 262, 10_107, 11_600, 11_602, 13_435, 13_436]);
const DUPLICATE_KEY = 11_000;
const UNAUTHORIZED = 13;
const AUTHENTICATION_FAILED = 18;

const codeOf = (error: unknown): unknown => (error instanceof MongoServerError ? error.code : undefined);

/** Whether a write failed on a unique index. */
export const isDuplicate = (error: unknown): boolean => codeOf(error) === DUPLICATE_KEY;

const isConnectionError = (error: unknown): boolean =>
  CONNECTION_ERRORS.some((kind) => error instanceof kind) ||
  // The driver does not export it: all connections are in use by what does not end.
  (error instanceof MongoError && error.name === 'MongoWaitQueueTimeoutError') ||
  PASSING_CODES.has(codeOf(error) as number);

/**
 * The one place where the driver's errors become the product's.
 * @throws Unavailable while MongoDB does not answer
 */
export async function answered<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (isConnectionError(error)) throw new Unavailable('MongoDB does not answer. Try again in a moment.');
    throw error;
  }
}

/** The same, with what to answer when a unique index refuses the write. */
export async function unlessDuplicate<T, Taken>(taken: Taken, work: () => Promise<T>): Promise<T | Taken> {
  try {
    return await answered(work);
  } catch (error) {
    if (isDuplicate(error)) return taken;
    throw error;
  }
}

/** A name server that does not know the hosts of a `mongodb+srv` URI, or does not answer. */
const isLookUpError = (error: unknown): boolean =>
  error instanceof Error && 'syscall' in error && String(error.syscall).startsWith('query');

/** Why there is no connection, in one line without user and password. */
export function explain(error: unknown, uri: string): string {
  const code = codeOf(error);
  if (code === AUTHENTICATION_FAILED) return 'MONGODB_URI: MongoDB refused the user or the password';
  if (code === UNAUTHORIZED) return 'MONGODB_URI: the user may not make indexes in the database';
  if (isDuplicate(error)) return 'MONGODB_URI: the database has documents that contradict each other (a name twice)';
  if (mayPass(error)) return `MONGODB_URI: MongoDB at ${hostsOf(uri)} does not answer`;
  if (code !== undefined) return `MONGODB_URI: MongoDB at ${hostsOf(uri)} refused: ${(error as Error).message}`;
  // The driver's words about a wrong URI may repeat it.
  return "MONGODB_URI: expected a connection string that MongoDB's driver understands (see .env.example)";
}

/** Whether another attempt could end otherwise. */
export const mayPass = (error: unknown): boolean => isConnectionError(error) || isLookUpError(error);
