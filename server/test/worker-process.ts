import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { WorkerCredentials } from '@signalbox/contracts/workers';
import { PrivateProcess } from './services/private-process.js';

const MAIN = join(import.meta.dirname, '..', '..', 'worker', 'dist', 'main.js');

/** The built worker as somebody runs it on a machine of its own: a process that knows nothing but its settings. */
export class WorkerProcess {
  private readonly process = new PrivateProcess('apart');

  private constructor(private readonly settings: Record<string, string>) {}

  /** @param settings environment variables; it answers soon, and has two simulated SIM cards unless they say otherwise */
  static async start(settings: Record<string, string>): Promise<WorkerProcess> {
    if (!existsSync(MAIN)) throw new Error('The product is not built: npm run build');
    const worker = new WorkerProcess(settings);
    await worker.startAgain();
    return worker;
  }

  /** With what `POST /api/v1/workers` answered, and no more than that. */
  static with({ username, password, mqtt_url: url }: WorkerCredentials, more: Record<string, string> = {}) {
    return WorkerProcess.start({
      ...(url === null ? {} : { MQTT_URL: url }),
      MQTT_USERNAME: username,
      MQTT_PASSWORD: password,
      ...more,
    });
  }

  get log(): string {
    return this.process.log;
  }
  get running(): boolean {
    return this.process.running;
  }

  async startAgain(more: Record<string, string> = {}): Promise<void> {
    const { PATH, HOME, NODE_COMPILE_CACHE } = process.env;
    await this.process.start({
      command: process.execPath,
      args: [MAIN],
      env: {
        ...{ PATH, HOME, NODE_COMPILE_CACHE, DATA_DIR: this.process.folder },
        ...{ SIMULATOR_SIMS: '2', SIMULATOR_REPORT_DELAY_MS: '20' },
        ...this.settings,
        ...more,
      },
      ready: () => Promise.resolve(true),
    });
  }

  /** @returns its exit code */
  stop(): Promise<number | null> {
    return this.process.end('SIGTERM');
  }
  async kill9(): Promise<void> {
    await this.process.end('SIGKILL');
  }
  /** Holds it still, as a machine that is out of breath does. */
  pause(): Promise<void> {
    return this.process.pause();
  }
  resume(): void {
    this.process.signal('SIGCONT');
  }
  dispose(): Promise<void> {
    return this.process.dispose();
  }
}
