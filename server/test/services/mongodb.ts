import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import mongoose from 'mongoose';
import { findProgram, givenBy, missing } from './available.js';
import { serverCommand } from './mongo/server-command.js';
import { freePort, listensOn, PrivateProcess } from './private-process.js';
import { sharedUrl } from './shared.js';

/** An empty database that nobody else uses, and the end of it. */
export interface TestDocuments {
  /** `mongodb://host:port/name` */
  uri: string;
  /** Whether the server is this suite's own; only then can it be stopped, paused and started again. */
  isPrivate: boolean;
  /** Ends the server in order; what it said it has is on its disk. */
  stop: () => Promise<void>;
  /** On the same port and file, after `stop`. */
  start: () => Promise<void>;
  /** Resolves when the server answers nothing any more; it keeps its connections. */
  pause: () => Promise<void>;
  resume: () => void;
  /** Ends the server and removes its data. */
  dispose: () => Promise<void>;
}

/**
 * A fresh database: on a private mongo-java-server, which speaks MongoDB's protocol and is ready in about a second, or
 * with `MONGODB_TEST_URI` on that server, whose user must be allowed to use and drop any database.
 */
export async function startMongodb(): Promise<TestDocuments> {
  const name = newName();
  const given = givenBy('mongodb');
  return given === undefined ? startPrivate(name) : useGiven(given, name);
}

/** The same for a suite that leaves its server alone: all of a run share one, as they do a MariaDB. */
export async function borrowMongodb(): Promise<TestDocuments> {
  const server = givenBy('mongodb') ?? (await sharedUrl('mongodb'));
  return server === undefined ? startMongodb() : useGiven(server, newName());
}

const newName = (): string => `signalbox_test_${randomBytes(6).toString('hex')}`;

function useGiven(server: string, name: string): TestDocuments {
  const uri = withDatabase(server, name);
  const refuse = () => {
    throw new Error("the server is not this suite's own");
  };
  const refuseLater = () => Promise.reject(new Error("the server is not this suite's own"));
  return {
    uri,
    isPrivate: false,
    stop: refuseLater,
    start: refuseLater,
    pause: refuseLater,
    resume: refuse,
    dispose: () => dropDatabase(uri),
  };
}

/** The same server and user, another database. */
export function withDatabase(uri: string, name: string): string {
  const [, server = '', database, options = ''] =
    /^(mongodb(?:\+srv)?:\/\/[^/?]+)(?:\/([^?]*))?(\?.*)?$/.exec(uri) ?? [];
  // The user is looked up in the database that the URI names, unless it says otherwise.
  const needsSource = server.includes('@') && !options.includes('authSource=');
  const source = needsSource ? `${options ? '&' : '?'}authSource=${database || 'admin'}` : '';
  return `${server}/${name}${options}${source}`;
}

export async function dropDatabase(uri: string): Promise<void> {
  const connection = await mongoose.createConnection(uri).asPromise();
  await connection.dropDatabase();
  await connection.close();
}

async function answers(uri: string): Promise<boolean> {
  const connection = mongoose.createConnection();
  try {
    await connection.openUri(uri, { serverSelectionTimeoutMS: 5_000 });
    return true;
  } catch {
    return false;
  } finally {
    await connection.close();
  }
}

async function startPrivate(name: string): Promise<TestDocuments> {
  const java = findProgram('java');
  if (!java) throw new Error(missing('mongodb'));
  const server = new PrivateProcess('mongodb');
  const port = await freePort();
  const file = join(server.folder, 'data');
  const uri = `mongodb://127.0.0.1:${port}/${name}`;
  // It listens before it has loaded what it answers with.
  const ready = async () => (await listensOn(port)) && answers(uri);
  const start = async () => {
    const args = await serverCommand(findProgram('mvn'), port, file);
    await server.start({ command: java, args, ready });
  };
  try {
    await start();
  } catch (error) {
    await server.dispose();
    throw error;
  }
  return {
    uri,
    isPrivate: true,
    stop: async () => void (await server.end('SIGTERM')),
    start,
    pause: () => server.pause(),
    resume: () => server.signal('SIGCONT'),
    dispose: () => server.dispose(),
  };
}
