import { type ChildProcess, fork } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Injectable, Logger, type OnApplicationShutdown } from '@nestjs/common';
import { LOCAL_WORKER } from '@signalbox/contracts/worker-access';
import { WRONG_SETTINGS } from '@signalbox/contracts/workers';
import { Config } from '../config/config.js';
import { PACKAGE_FOLDER } from '../package-folder.js';
import { watchChild, WATCH_TIMES } from './child-watch.js';
import { EmbeddedBrokerService } from './embedded-broker.service.js';

const PROGRAM = join(PACKAGE_FOLDER, '..', 'worker', 'dist', 'main.js');
const RESTART_MS = 500;
const LONGEST_RESTART_MS = 10_000;
/** A worker that ran for so long is not in a loop of crashes. */
const STEADY_MS = 30_000;
const STOP_WITHIN_MS = 4_000;

/**
 * The worker of an installation that runs none of its own: a child process with the simulator, started again when it
 * dies, and ended when it does not answer any more. It ends by itself when the channel to this process closes, so a killed server leaves none behind.
 */
@Injectable()
export class EmbeddedWorkerService implements OnApplicationShutdown {
  private readonly logger = new Logger(EmbeddedWorkerService.name);
  private child: ChildProcess | null = null;
  private timer: NodeJS.Timeout | null = null;
  private restartMs = RESTART_MS;
  private stopping = false;

  constructor(
    private readonly config: Config,
    private readonly broker: EmbeddedBrokerService,
  ) {}

  get pid(): number | undefined {
    return this.child?.pid;
  }

  /** @param onRefused called when the worker refuses its settings, which it has explained on standard error. */
  start(onRefused: () => void = () => undefined, times = WATCH_TIMES): void {
    if (this.stopping) return;
    if (!existsSync(PROGRAM)) throw new Error('the worker is not built; npm run build makes it');
    const startedAt = Date.now();
    const child = fork(PROGRAM, { env: this.environment(), stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
    this.child = child;
    const silent = () => {
      this.logger.error(`the embedded worker did not answer for ${times.silentMs / 1000} s; it is ended`);
      child.kill('SIGKILL');
    };
    watchChild(child, silent, times);
    child.once('error', (error) => this.logger.error({ error }, 'the embedded worker could not be started'));
    child.once('exit', (code, signal) => {
      this.child = null;
      if (this.stopping) return;
      if (code === WRONG_SETTINGS) return onRefused();
      this.restartMs = Date.now() - startedAt > STEADY_MS ? RESTART_MS : this.restartMs * 2;
      this.restartMs = Math.min(this.restartMs, LONGEST_RESTART_MS);
      this.logger.warn(`the embedded worker ended (${signal ?? `code ${code}`}); it is started again`);
      this.timer = setTimeout(() => this.start(onRefused, times), this.restartMs);
    });
  }

  /** Asks it to finish what it began; it keeps in its journal what is left. */
  async onApplicationShutdown(): Promise<void> {
    this.stopping = true;
    if (this.timer) clearTimeout(this.timer);
    const { child } = this;
    if (!child) return;
    await new Promise<void>((resolve) => {
      const timer = setTimeout(() => child.kill('SIGKILL'), STOP_WITHIN_MS);
      child.once('exit', () => {
        clearTimeout(timer);
        resolve();
      });
      child.kill('SIGTERM');
    });
  }

  private environment(): Record<string, string | undefined> {
    const { MQTT_URL, MQTT_USERNAME, MQTT_PASSWORD, MQTT_CA_FILE, DATA_DIR, LOG_LEVEL, LOG_FORMAT } = this.config.env;
    const given = MQTT_URL ? { url: MQTT_URL, username: MQTT_USERNAME, password: MQTT_PASSWORD } : null;
    const { url, username, password } = given ?? this.broker.workerCredentials(LOCAL_WORKER);
    return {
      ...this.config.workerEnvironment,
      WORKER_ID: LOCAL_WORKER,
      MQTT_URL: url,
      MQTT_USERNAME: username,
      MQTT_PASSWORD: password,
      MQTT_CA_FILE,
      DATA_DIR,
      LOG_LEVEL,
      LOG_FORMAT,
    };
  }
}
