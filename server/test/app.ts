import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Abstract, Type } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { CreatedApiKey, Role, Session, User } from '@signalbox/contracts/auth';
import type { MessageDetail } from '@signalbox/contracts/messages';
import type { Page } from '@signalbox/contracts/common';
import type { SimCard } from '@signalbox/contracts/sim-cards';
import { createApp, listen } from '../src/app.js';
import { FirstAdminService } from '../src/access/auth/first-admin.service.js';
import { type Config, readConfig } from '../src/platform/config/config.js';
import { EmbeddedWorkerService } from '../src/platform/modem-bus/embedded-worker.service.js';
import { Client } from './client.js';
import { LiveClient } from './live-client.js';
import { until } from './until.js';

const PASSWORD = 'a password for tests';
/** A number that the simulated network delivers to, as every valid one. */
export const RECIPIENT = '+254712345678';

export interface Account extends Client {
  user: User;
  token: string;
}

/** The whole server in this process, with a data folder of its own; the worker is the built one, as in production. */
export class TestApp {
  private readonly sockets: LiveClient[] = [];

  private constructor(
    private readonly app: NestFastifyApplication,
    private readonly folder: string,
    readonly url: string,
    readonly admin: Account,
  ) {}

  /** @param settings environment variables on top of embedded everything, quick reports and no limits */
  static async start(settings: Record<string, string> = {}): Promise<TestApp> {
    const folder = mkdtempSync(join(tmpdir(), 'signalbox-app-'));
    const config = readConfig({
      NODE_ENV: 'test',
      NODE_COMPILE_CACHE: process.env['NODE_COMPILE_CACHE'],
      PORT: '0',
      DATA_DIR: folder,
      ADMIN_PASSWORD: PASSWORD,
      SIGN_IN_RATE_PER_MINUTE: '1000',
      LOG_LEVEL: 'silent',
      SIMULATOR_REPORT_DELAY_MS: '20',
      ...settings,
    });
    const { app, url } = await open(config);
    const admin = await signIn(new Client(url), config.env.ADMIN_USERNAME);
    return new TestApp(app, folder, url, admin);
  }

  /** Starts the embedded worker, as main.ts does, and waits until its SIM cards are online. */
  async startWorker(sims = 4): Promise<void> {
    this.get(EmbeddedWorkerService).start();
    await until(async () => (await this.simCards()).filter((sim) => sim.online).length >= sims);
  }

  /** A provider of the application. */
  get<T>(token: Type<T> | Abstract<T>): T {
    return this.app.get<T>(token, { strict: false });
  }

  /** A caller who shows nothing. */
  get anonymous(): Client {
    return new Client(this.url);
  }

  /** A new account, signed in. */
  async account(username: string, role: Role): Promise<Account> {
    const email = `${username}@example.com`;
    const { status, text } = await this.admin.post('/api/v1/users', { username, email, password: PASSWORD, role });
    if (status !== 201) throw new Error(`no account: ${text}`);
    return signIn(this.anonymous, username);
  }

  /** A caller with a new API key of an account. */
  async withKey(account: Client): Promise<{ client: Client; key: string; id: number }> {
    const { body } = await account.post<CreatedApiKey>('/api/v1/api-keys', { name: 'test' });
    return { client: new Client(this.url, { 'x-api-key': body.key }), key: body.key, id: body.id };
  }

  async simCards(): Promise<SimCard[]> {
    return (await this.admin.get<Page<SimCard>>('/api/v1/sim-cards')).body.data;
  }

  /** Sends a message that must be accepted; answers its id. */
  async send(message: object, client: Client = this.admin): Promise<string> {
    const { status, body, text } = await client.post<{ id: string }>('/api/v1/messages', { to: RECIPIENT, ...message });
    if (status !== 202) throw new Error(`not accepted: ${text}`);
    return body.id;
  }

  async message(id: string): Promise<MessageDetail> {
    return (await this.admin.get<MessageDetail>(`/api/v1/messages/${id}`)).body;
  }

  /** Waits until a message has a status, and answers the message. */
  reached(id: string, status: MessageDetail['status'], within?: number): Promise<MessageDetail> {
    return until(async () => {
      const message = await this.message(id);
      return message.status === status && message;
    }, within);
  }

  /** A socket that is closed with the app. */
  async live(auth: Record<string, unknown>, headers?: Record<string, string>): Promise<LiveClient> {
    const client = await LiveClient.connect(this.url, auth, headers);
    this.sockets.push(client);
    return client;
  }

  async stop(): Promise<void> {
    for (const socket of this.sockets) socket.close();
    await this.app.close();
    rmSync(this.folder, { recursive: true, force: true });
  }
}

async function open(config: Config): Promise<{ app: NestFastifyApplication; url: string }> {
  const app = await createApp(config, false);
  try {
    await app.get(FirstAdminService, { strict: false }).ensure();
    return { app, url: `http://127.0.0.1:${await listen(app, config)}` };
  } catch (error) {
    await app.close();
    throw error;
  }
}

export async function signIn(client: Client, identifier: string): Promise<Account> {
  const { status, body, text } = await client.post<Session>('/api/v1/auth/login', { identifier, password: PASSWORD });
  if (status !== 200) throw new Error(`not signed in: ${text}`);
  const { token, user } = body;
  return Object.assign(client.with({ authorization: `Bearer ${token}` }), { token, user });
}
