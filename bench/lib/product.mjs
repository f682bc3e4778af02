import { spawn } from 'node:child_process';
import { closeSync, existsSync, mkdirSync, openSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { removeFolder, temporaryFolder } from './folders.mjs';
import { adopt, childrenOf, commandLineOf, end, freePort, isRunning } from './processes.mjs';

const ROOT = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
const START_WITHIN_MS = 60_000;

/** The admin that every product of a bench has. */
export const ADMIN = { identifier: 'admin', password: 'a password for benches' };

/** What `npm start` runs, less the script that looks whether all is built: Node's arguments, and what is in its environment. */
function commandOf(root) {
  const { start } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')).scripts;
  const [, settings = '', options = ''] =
    /^exec (?:env ([A-Z].*? ))?node (-.*? )?scripts\/start\.mjs/.exec(start) ?? [];
  const words = (text) => text.split(' ').filter(Boolean);
  return {
    args: [...words(options), join(root, 'server', 'dist', 'main.js')],
    env: Object.fromEntries(words(settings).map((setting) => setting.split('='))),
  };
}

/** The built product in a temporary folder, on defaults but for its port: it can be killed and started again. */
export class Product {
  /**
   * @param {Record<string, string>} [env] settings that differ from the defaults
   * @param {string} [root] a built checkout of the product; this one, unless told
   */
  static async create(env = {}, root = ROOT) {
    const command = commandOf(root);
    if (!existsSync(command.args.at(-1)))
      throw new Error(`no server is built in ${root}: run "npm run build" there first`);
    const folder = temporaryFolder('bench');
    return new Product(folder, await freePort(), { ...command.env, ...env }, command.args);
  }

  constructor(folder, port, env, args) {
    this.folder = folder;
    this.args = args;
    this.dataDir = join(folder, 'data');
    this.port = port;
    this.url = `http://127.0.0.1:${port}`;
    this.env = env;
  }

  get pid() {
    return this.child.pid;
  }

  get running() {
    return this.child !== undefined && isRunning(this.child);
  }

  /** Starts it and waits until it is ready. @returns {Promise<number>} milliseconds from the start until then */
  async start() {
    const began = performance.now();
    const child = this.launch();
    while (!(await this.isReady())) {
      if (!isRunning(child)) throw new Error(`the server ended at its start:\n${this.logTail()}`);
      if (performance.now() - began > START_WITHIN_MS) throw new Error(`the server is not ready:\n${this.logTail()}`);
      await wait(10);
    }
    return performance.now() - began;
  }

  /** Starts it; it is not ready yet. */
  launch() {
    mkdirSync(this.dataDir, { recursive: true });
    const log = openSync(join(this.folder, 'log'), 'a');
    const child = spawn(process.execPath, this.args, {
      cwd: this.folder,
      stdio: ['ignore', log, log],
      env: {
        PATH: process.env.PATH,
        HOST: '127.0.0.1',
        PORT: String(this.port),
        DATA_DIR: this.dataDir,
        ADMIN_USERNAME: ADMIN.identifier,
        ADMIN_PASSWORD: ADMIN.password,
        // All that a run sends is counted afterwards.
        SIMULATOR_LEDGER_MB: '4096',
        ...this.env,
      },
    });
    closeSync(log);
    return (this.child = adopt(child));
  }

  async isReady() {
    try {
      const answer = await fetch(`${this.url}/health/ready`);
      await answer.arrayBuffer();
      return answer.status === 200;
    } catch {
      return false;
    }
  }

  /** The embedded worker's process id; undefined while there is none. */
  workerPid() {
    return childrenOf(this.pid).find((pid) => commandLineOf(pid).includes('worker'));
  }

  logTail() {
    return readFileSync(join(this.folder, 'log'), 'utf8').split('\n').slice(-20).join('\n');
  }

  async stop() {
    if (this.running) await end(this.child);
  }

  async kill9() {
    await end(this.child, 'SIGKILL');
  }

  /** Stops it and removes what it stored. */
  async dispose() {
    await this.stop();
    removeFolder(this.folder);
  }
}
