import { execFile, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { promisify } from 'node:util';
import { createConnection } from 'mysql2/promise';
import { findProgram } from '../../server/test/services/available.ts';
import { removeFolder, temporaryFolder } from './folders.mjs';
import { adopt, end, freePort, isRunning } from './processes.mjs';

const run = promisify(execFile);
const START_WITHIN_MS = 60_000;
const NAME = 'signalbox';

/** A MariaDB of the bench's own on a private port: it can be killed, frozen and started again. */
export class Mariadb {
  /** @param {string[]} [settings] of the server, beside its own */
  static async create(settings = []) {
    const mariadb = new Mariadb(temporaryFolder('mariadb'), await freePort(), settings);
    const options = ['--auth-root-authentication-method=normal', '--skip-test-db'];
    await run(findProgram('mariadb-install-db'), ['--no-defaults', ...mariadb.own, ...options]);
    await mariadb.start();
    const admin = await createConnection({ socketPath: mariadb.socket, user: 'root' });
    await admin.query(`CREATE DATABASE ${NAME} CHARACTER SET utf8mb4`);
    await admin.query(`CREATE USER ${NAME}@'127.0.0.1' IDENTIFIED BY '${mariadb.password}'`);
    await admin.query(`GRANT ALL ON *.* TO ${NAME}@'127.0.0.1'`);
    await admin.end();
    return mariadb;
  }

  constructor(folder, port, settings) {
    Object.assign(this, { folder, port, settings });
    this.socket = join(folder, 'socket');
    this.password = randomBytes(12).toString('hex');
    // It refuses to be root unless it is told to; for everybody else the option does nothing.
    // And one that starts removes what others have in the folder for temporary files.
    const folders = [`--datadir=${join(folder, 'data')}`, `--tmpdir=${folder}`];
    this.own = [...(process.getuid?.() === 0 ? ['--user=root'] : []), ...folders];
  }

  /** The product's address of it, at another port where something lies between. */
  url(port = this.port) {
    return `mysql://${NAME}:${this.password}@127.0.0.1:${port}/${NAME}`;
  }

  /** A connection of somebody who may do everything, past whatever lies between the product and the database. */
  connect() {
    return createConnection({ socketPath: this.socket, user: 'root', database: NAME });
  }

  async start() {
    const options = [
      `--socket=${this.socket}`,
      `--port=${this.port}`,
      `--log-error=${join(this.folder, 'log')}`,
      '--bind-address=127.0.0.1',
      '--skip-name-resolve',
      '--innodb-buffer-pool-size=64M',
      '--character-set-server=utf8mb4',
      ...this.settings,
    ];
    const args = ['--no-defaults', ...this.own, ...options];
    this.child = adopt(spawn(findProgram('mariadbd', 'mysqld'), args, { stdio: 'ignore' }));
    const began = performance.now();
    while (!(await this.answers())) {
      if (!isRunning(this.child)) throw new Error(`MariaDB ended at its start:\n${this.logTail()}`);
      if (performance.now() - began > START_WITHIN_MS) throw new Error('MariaDB does not answer');
      await wait(20);
    }
  }

  async answers() {
    try {
      const connection = await createConnection({ socketPath: this.socket, user: 'root' });
      await connection.end();
      return true;
    } catch {
      return false;
    }
  }

  logTail() {
    return readFileSync(join(this.folder, 'log'), 'utf8').split('\n').slice(-20).join('\n');
  }

  /** Holds it still: its connections stay, and nothing answers on them. */
  freeze() {
    this.child.kill('SIGSTOP');
  }

  thaw() {
    this.child.kill('SIGCONT');
  }

  kill9() {
    return end(this.child, 'SIGKILL');
  }

  async dispose() {
    await this.kill9();
    removeFolder(this.folder);
  }
}
