import { setTimeout as wait } from 'node:timers/promises';
import { Logger } from '@nestjs/common';
import mongoose, { type Connection, type ConnectOptions } from 'mongoose';
import { explain, mayPass } from './errors.js';
import { databaseOf, hostsOf } from './uri.js';

/** How long a start waits for a server that does not answer yet. */
const START_WITHIN_MS = 10_000;
const RETRY_MS = 500;

const options = (uri: string): ConnectOptions => ({
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
 * Connects, waiting for a server that is not up yet; later outages heal by themselves.
 * @throws Error with one line for whoever starts the product, which never shows the password
 */
export async function connect(uri: string, within = START_WITHIN_MS): Promise<Connection> {
  const logger = new Logger('MongoDB');
  const deadline = Date.now() + within;
  for (;;) {
    const connection = mongoose.createConnection();
    // Without a listener an error of a later outage would end the process.
    connection.on('error', () => logger.warn(`MongoDB at ${hostsOf(uri)} failed`));
    try {
      await connection.openUri(uri, options(uri));
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
