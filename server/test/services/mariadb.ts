import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync, statfsSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { type Connection, createConnection } from 'mysql2/promise';
import { findProgram, givenBy, missing } from './available.js';
import { freePort, PrivateProcess } from './private-process.js';
import { sharedUrl } from './shared.js';

const run = promisify(execFile);

/** An empty database that nobody else uses, and the end of it. */
export interface TestDatabase {
  /** `mysql://user:password@host:port/name`; the user may do everything in this database. */
  url: string;
  /** Whether the server is this suite's own; only then can it be killed and started again. */
  isPrivate: boolean;
  kill9: () => Promise<void>;
  restart: () => Promise<void>;
  stop: () => Promise<void>;
}

const MEMORY = '/dev/shm';
/** Where syncs cost nothing, for suites that make hundreds of tables and kill no server. */
const inMemory = (): string | undefined => (existsSync(MEMORY) && hasRoom(MEMORY) ? MEMORY : undefined);
/** A container's may be small. */
const ROOM_BYTES = 2 ** 30;
const hasRoom = (folder: string): boolean => {
  const { bavail, bsize } = statfsSync(folder);
  return bavail * bsize > ROOM_BYTES;
};

/**
 * A fresh database: on a private MariaDB (ready in about a second, gone with `stop`), or with `MYSQL_TEST_URL` on
 * that server, whose user must be allowed to create databases.
 */
export async function startMariadb(options = { syncs: true }): Promise<TestDatabase> {
  const given = givenBy('mariadb');
  return given === undefined ? startPrivate(options.syncs ? undefined : inMemory()) : createOn(given);
}

/**
 * The same for a suite that neither kills nor changes its server, and asks nothing of it but of its own database: all of
 * a run share one server, which starts when the first of them asks for it.
 */
export async function borrowMariadb(): Promise<TestDatabase> {
  const server = givenBy('mariadb') ?? (await sharedUrl('mariadb'));
  return server === undefined ? startMariadb() : createOn(server);
}

async function createOn(server: string): Promise<TestDatabase> {
  const name = `signalbox_test_${randomBytes(6).toString('hex')}`;
  await withConnection({ uri: server }, (db) => db.query(`CREATE DATABASE ${name} CHARACTER SET utf8mb4`));
  const url = new URL(server);
  url.pathname = `/${name}`;
  const drop = () => withConnection({ uri: server }, (db) => db.query(`DROP DATABASE ${name}`));
  const refuse = () => Promise.reject(new Error("the server is not this suite's own"));
  return { url: url.href, isPrivate: false, kill9: refuse, restart: refuse, stop: async () => void (await drop()) };
}

async function startPrivate(within?: string): Promise<TestDatabase> {
  const server = findProgram('mariadbd', 'mysqld');
  const installer = findProgram('mariadb-install-db');
  if (!server || !installer) throw new Error(missing('mariadb'));

  const mariadb = new PrivateProcess('mariadb', within);
  const data = join(mariadb.folder, 'data');
  const socket = join(mariadb.folder, 'socket');
  const port = await freePort();
  // The server refuses to be root unless it is told to; for everybody else the option does nothing.
  const user = process.getuid?.() === 0 ? ['--user=root'] : [];
  // One that starts removes what others have in the folder for temporary files.
  const own = ['--no-defaults', ...user, `--datadir=${data}`, `--tmpdir=${mariadb.folder}`];
  const args = [
    ...own,
    `--socket=${socket}`,
    `--port=${port}`,
    '--bind-address=127.0.0.1',
    '--skip-name-resolve',
    '--innodb-buffer-pool-size=64M',
    '--character-set-server=utf8mb4',
  ];
  const admin = { socketPath: socket, user: 'root' };
  const ready = () => withConnection(admin, () => Promise.resolve(true)).catch(() => false);
  const start = () => mariadb.start({ command: server, args, ready });

  try {
    await run(installer, [...own, '--auth-root-authentication-method=normal', '--skip-test-db']);
    await start();
    const password = randomBytes(12).toString('hex');
    await withConnection(admin, async (db) => {
      await db.query('CREATE DATABASE signalbox');
      await db.query(`CREATE USER signalbox@'127.0.0.1' IDENTIFIED BY '${password}'`);
      await db.query(`GRANT ALL ON *.* TO signalbox@'127.0.0.1'`);
    });
    return {
      url: `mysql://signalbox:${password}@127.0.0.1:${port}/signalbox`,
      isPrivate: true,
      kill9: async () => void (await mariadb.end('SIGKILL')),
      restart: async () => {
        await mariadb.end();
        await start();
      },
      stop: () => mariadb.dispose(),
    };
  } catch (error) {
    await mariadb.dispose();
    throw error;
  }
}

async function withConnection<T>(
  options: Parameters<typeof createConnection>[0],
  work: (connection: Connection) => Promise<T>,
): Promise<T> {
  const connection = await createConnection(options);
  try {
    return await work(connection);
  } finally {
    await connection.end();
  }
}
