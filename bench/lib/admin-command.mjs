import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { adopt, end, isRunning } from './processes.mjs';

const MAIN = join(import.meta.dirname, '..', '..', 'server', 'dist', 'storage', 'admin', 'main.js');

/** `npm run admin` beside a product, which can be killed. */
export class AdminCommand {
  constructor(product, ...args) {
    const env = { PATH: process.env.PATH, ...product.env, DATA_DIR: product.dataDir };
    this.child = adopt(spawn(process.execPath, [MAIN, ...args], { env, stdio: ['ignore', 'pipe', 'pipe'] }));
    this.said = Promise.all([text(this.child.stdout), text(this.child.stderr)]).then((both) => both.join(''));
    this.ended = once(this.child, 'exit');
  }

  get running() {
    return isRunning(this.child);
  }

  /** @returns {Promise<boolean>} whether it was in time: one that has ended cannot be killed */
  async kill9() {
    if (this.running) await end(this.child, 'SIGKILL');
    return this.child.signalCode === 'SIGKILL';
  }

  /** Waits for its end. @returns {Promise<{ code: number, said: string }>} */
  async result() {
    const [[code], said] = await Promise.all([this.ended, this.said]);
    return { code, said };
  }

  /** Runs one to its end. @throws Error with what it said when it fails */
  static async done(product, ...args) {
    const { code, said } = await new AdminCommand(product, ...args).result();
    if (code !== 0) throw new Error(`${args.join(' ')} ended with ${code}: ${said}`);
    return said;
  }
}
