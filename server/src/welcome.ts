import { resolve } from 'node:path';
import type { LogFormat } from '@signalbox/logging/log-format';
import type { Config } from './platform/config/config.js';
import { VERSION } from './platform/version.js';

const INFO = 30;

/** What a start says to whoever started it, whatever LOG_LEVEL is: for people some lines to read, else lines of the log. */
export class Welcome {
  constructor(
    private readonly format: LogFormat,
    private readonly config: Config,
    private readonly write: (text: string) => void = (text) => void process.stdout.write(text),
  ) {}

  /** That the first admin was made, with a password that was made up, or null for one that was given. */
  begin(password: string | null): void {
    const { ADMIN_USERNAME: admin } = this.config.env;
    // At once: what comes next may fail, and this is the only time that it is shown.
    if (password !== null) this.say('Admin', `${admin}, password ${password} (shown only now)`);
  }

  /**
   * That it can be used now.
   * @param url where it listens
   * @param password what `begin` had
   */
  ready(url: string, password: string | null): void {
    if (this.format === 'json') {
      this.say('Console', `${url}/console/`);
      this.say('API docs', `${url}/api/docs`);
      return;
    }
    const { env, embeddedWorker } = this.config;
    this.write(`\n  Signalbox ${VERSION} is running.\n\n`);
    this.say('Console', `${url}/console/`);
    this.say('API docs', `${url}/api/docs`);
    if (password === null) {
      this.say('Sign in', `as ${env.ADMIN_USERNAME}, with the password of the first start`);
      this.say('', `(lost: npm run admin -- reset-password ${env.ADMIN_USERNAME})`);
    } else this.say('Sign in', `as ${env.ADMIN_USERNAME}, with the password above`);
    this.say('Data', resolve(env.DATA_DIR));
    const next = embeddedWorker
      ? 'Open the console, sign in, and send a first message.'
      : 'Open the console, sign in, and enrol a worker: docs/WORKERS.md.';
    this.write(`\n  ${next}\n  Ctrl+C stops it; .env.example has its settings.\n\n`);
  }

  private say(name: string, text: string): void {
    if (this.format === 'text') return this.write(`  ${name.padEnd(10)} ${text}\n`);
    const entry = { level: INFO, time: new Date().toISOString(), process: 'server', context: 'Start' };
    this.write(`${JSON.stringify({ ...entry, msg: `${name}: ${text}` })}\n`);
  }
}
