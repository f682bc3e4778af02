import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { findProgram } from '../../server/test/services/available.ts';
import { serverCommand } from '../../server/test/services/mongo/server-command.ts';
import { removeFolder, temporaryFolder } from './folders.mjs';
import { adopt, end, freePort, isRunning, listensOn } from './processes.mjs';

const START_WITHIN_MS = 60_000;
const STOP_WITHIN_MS = 60_000;

/** A server of the bench's own that speaks MongoDB's protocol: mongo-java-server, as in the tests. */
export class Mongodb {
  static async create() {
    const folder = temporaryFolder('mongodb');
    const port = await freePort();
    return new Mongodb(folder, port, await serverCommand(findProgram('mvn'), port, join(folder, 'data')));
  }

  constructor(folder, port, args) {
    this.folder = folder;
    this.port = port;
    this.args = args;
    this.uri = `mongodb://127.0.0.1:${port}/sms_config`;
  }

  async start() {
    this.child = adopt(spawn(findProgram('java'), this.args, { stdio: 'ignore' }));
    const began = performance.now();
    while (!(await listensOn(this.port))) {
      if (!isRunning(this.child)) throw new Error('mongo-java-server ended at its start');
      if (performance.now() - began > START_WITHIN_MS) throw new Error('mongo-java-server does not listen');
      await wait(20);
    }
  }

  /** In order: killed, it would forget the last second of what it said it has, as a real one does not. */
  stop() {
    return end(this.child, 'SIGTERM', STOP_WITHIN_MS);
  }

  async dispose() {
    await end(this.child, 'SIGKILL');
    removeFolder(this.folder);
  }
}
