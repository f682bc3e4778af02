import { setTimeout as wait } from 'node:timers/promises';
import { Logger } from '@nestjs/common';
import mongoose, { type Connection, type ConnectOptions } from 'mongoose';
import { explain, mayPass } from './errors.js';
import { checkLayout, NewerDocuments } from './layout.js';
import { adoptOldPairs } from './old-pairs.js';
import { type Models, modelsOn } from './schemas.js';
import { databaseOf, hostsOf } from './uri.js';

/** How long a start waits for a server that does not answer yet. */
const START_WITHIN_MS = 10_000;
const RETRY_MS = 500;

export const connectOptions = (uri: string): ConnectOptions => ({
  dbName: databaseOf(uri),
  // An error instead of a wait without end: nobody listens, nobody accepts, nobody answers.
  serverSelectionTimeoutMS: 2_500,
  connectTimeoutMS: 2_500,
  socketTimeoutMS: 10_000,
  waitQueueTimeoutMS: 5_000,
  heartbeatFrequencyMS: 2_000,
  bufferCommands: false,
  // As in JSON, which the SQL adapters keep.
  ignoreUndefined: true,
  // Indexes are made at the start, before anything is served.
  autoIndex: false,
  autoCreate: false,
  // What was answered is on disk, at a majority where there are several.
  writeConcern: { w: 'majority', journal: true },
});

/**
 * Waits for a connection that was begun, and begins another while the server is not up yet; later outages heal by
 * themselves.
 * @throws Error with one line for whoever starts the product, which never shows the password
 */
export async function connected(begun: Connection, uri: string, within = START_WITHIN_MS): Promise<Connection> {
  const logger = new Logger('MongoDB');
  const deadline = Date.now() + within;
  for (let connection = begun; ; connection = begin(uri)) {
    // Without a listener an error of a later outage would end the process.
    connection.on('error', () => logger.warn(`MongoDB at ${hostsOf(uri)} failed`));
    try {
      await connection.asPromise();
      connection.on('disconnected', () => logger.warn(`MongoDB at ${hostsOf(uri)} does not answer`));
      connection.on('reconnected', () => logger.log(`MongoDB at ${hostsOf(uri)} answers again`));
      return connection;
    } catch (error) {
      await connection.close(true).catch(() => undefined);
      if (!mayPass(error) || Date.now() + RETRY_MS > deadline) throw new Error(explain(error, uri));
    }
    await wait(RETRY_MS);
  }
}

const begin = (uri: string): Connection => mongoose.createConnection(uri, connectOptions(uri));

/** The same from the beginning, for what runs without Nest. */
export const connect = (uri: string, within?: number): Promise<Connection> => connected(begin(uri), uri, within);

/**
 * Has the documents in this version's layout, and their indexes made.
 * @throws Error in one line that names MONGODB_URI, without user and password; the connection is closed then
 */
export async function prepare(connection: Connection, uri: string): Promise<Models> {
  try {
    // First: indexes are a change too.
    await checkLayout(connection);
    await adoptOldPairs(connection);
    return await modelsOn(connection);
  } catch (error) {
    await connection.close(true);
    if (error instanceof NewerDocuments) throw error;
    throw new Error(explain(error, uri), { cause: error });
  }
}

/** To be called before it is closed: it is meant to go. */
export const letGo = (connection: Connection): void => void connection.removeAllListeners('disconnected');
