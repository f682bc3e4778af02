import { spawn } from 'node:child_process';
import { existsSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { removeFolder, temporaryFolder } from './folders.mjs';
import { adopt, end, freePort, isRunning, listensOn } from './processes.mjs';

const START_WITHIN_MS = 60_000;

/** Debian keeps it where a user's PATH does not look. */
function findMosquitto() {
  const folders = [...(process.env.PATH ?? '').split(delimiter), '/usr/sbin', '/usr/local/sbin'];
  return folders.map((folder) => join(folder, 'mosquitto')).find((path) => existsSync(path));
}

/** A Mosquitto of the bench's own on a private port, its persistence as it comes: it forgets all when it is killed. */
export class Broker {
  static isInstalled = () => findMosquitto() !== undefined;

  static async create() {
    const broker = new Broker(temporaryFolder('broker'), await freePort());
    const config = [`listener ${broker.port} 127.0.0.1`, 'allow_anonymous true', 'set_tcp_nodelay true'];
    // Started as root it would become a user who cannot read the folder.
    if (process.getuid?.() === 0) config.push('user root');
    writeFileSync(join(broker.folder, 'mosquitto.conf'), `${config.join('\n')}\n`);
    return broker;
  }

  constructor(folder, port) {
    this.folder = folder;
    this.port = port;
    this.url = `mqtt://127.0.0.1:${port}`;
  }

  async start() {
    this.child = adopt(spawn(findMosquitto(), ['-c', join(this.folder, 'mosquitto.conf')], { stdio: 'ignore' }));
    const began = performance.now();
    while (!(await listensOn(this.port))) {
      if (!isRunning(this.child)) throw new Error('Mosquitto ended at its start');
      if (performance.now() - began > START_WITHIN_MS) throw new Error('Mosquitto does not listen');
      await wait(20);
    }
  }

  kill9() {
    return end(this.child, 'SIGKILL');
  }

  async dispose() {
    await end(this.child);
    removeFolder(this.folder);
  }
}
