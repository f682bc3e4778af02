import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { freePort, PrivateProcess } from './services/private-process.js';

const ROOT = join(import.meta.dirname, '..', '..');
const MAIN = join(ROOT, 'server', 'dist', 'main.js');

/** The admin of every product that a test starts. */
export const ADMIN = { username: 'admin', password: 'a password for tests' };

/** The built server, run as a user runs it, with a data folder of its own. */
export class Product {
  private constructor(
    private readonly process: PrivateProcess,
    private readonly port: number,
    private readonly settings: Record<string, string>,
  ) {}

  /**
   * Starts `server/dist/main.js` (built before by `npm run build`) on a free port and waits until it is ready.
   * @param settings environment variables on top of the defaults, which are embedded everything
   */
  static async start(settings: Record<string, string> = {}): Promise<Product> {
    if (!existsSync(MAIN)) throw new Error('The product is not built: npm run build');
    const product = new Product(new PrivateProcess('product'), await freePort(), settings);
    try {
      await product.startAgain();
    } catch (error) {
      await product.dispose();
      throw error;
    }
    return product;
  }

  /** Where it listens, without a slash at the end. */
  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  get dataFolder(): string {
    return join(this.process.folder, 'data');
  }

  /** All that it printed. */
  get log(): string {
    return this.process.log;
  }

  /** Of the server itself. */
  get pid(): number {
    return this.process.pid;
  }

  get running(): boolean {
    return this.process.running;
  }

  /** On the same data and port, after `stop` or `kill9`. */
  async startAgain(): Promise<void> {
    // Nothing of this machine's own settings but what finds programs and folders.
    const { PATH, HOME, TMPDIR, NODE_COMPILE_CACHE } = process.env;
    const env = {
      PATH,
      HOME,
      NODE_COMPILE_CACHE,
      ...(TMPDIR ? { TMPDIR } : {}),
      NODE_ENV: 'test',
      HOST: '127.0.0.1',
      PORT: String(this.port),
      DATA_DIR: this.dataFolder,
      ADMIN_USERNAME: ADMIN.username,
      ADMIN_PASSWORD: ADMIN.password,
      ...this.settings,
    };
    await this.process.start({
      command: process.execPath,
      args: [MAIN],
      env,
      ready: () => this.isReady(),
    });
  }

  /** Ends it in order. @returns its exit code */
  stop(): Promise<number | null> {
    return this.process.end('SIGTERM');
  }

  async kill9(): Promise<void> {
    await this.process.end('SIGKILL');
  }

  /** Ends it at once and removes its data. */
  dispose(): Promise<void> {
    return this.process.dispose();
  }

  private async isReady(): Promise<boolean> {
    try {
      return (await fetch(`${this.url}/health/ready`)).ok;
    } catch {
      return false;
    }
  }
}
