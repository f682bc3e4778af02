import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { Role } from '@signalbox/contracts/auth';
import { type Socket, io } from 'socket.io-client';
import { createApp, listen } from '../../src/app.js';
import { FirstAdminService } from '../../src/access/auth/first-admin.service.js';
import { readConfig } from '../../src/platform/config/config.js';
import { EmbeddedWorkerService } from '../../src/platform/modem-bus/embedded-worker.service.js';

export const PASSWORD = 'a password for tests';

export interface Answer<Body> {
  status: number;
  headers: Headers;
  body: Body;
}
export type Send = <Body>(method: string, path: string, body?: unknown) => Promise<Answer<Body>>;

/** The whole server in this process, with a data folder of its own; the worker is the built one, as in production. */
export class GatewayApp {
  private readonly sockets: Socket[] = [];

  private constructor(
    private readonly app: NestFastifyApplication,
    private readonly folder: string,
    readonly url: string,
  ) {}

  static async start(): Promise<GatewayApp> {
    const folder = mkdtempSync(join(tmpdir(), 'signalbox-gateway-'));
    const config = readConfig({
      NODE_ENV: 'test',
      NODE_COMPILE_CACHE: process.env['NODE_COMPILE_CACHE'],
      PORT: '0',
      DATA_DIR: folder,
      LOG_LEVEL: 'silent',
      ADMIN_PASSWORD: PASSWORD,
      SIGN_IN_RATE_PER_MINUTE: '1000',
      SIMULATOR_ECHO: 'true',
      SIMULATOR_REPORT_DELAY_MS: '50',
    });
    const app = await createApp(config, false);
    await app.get(FirstAdminService, { strict: false }).ensure();
    return new GatewayApp(app, folder, `http://127.0.0.1:${await listen(app, config)}`);
  }

  startWorker(): void {
    this.app.get(EmbeddedWorkerService, { strict: false }).start();
  }

  /** A client that shows these headers with everything. */
  client(headers: Record<string, string> = {}): Send {
    return async <Body>(method: string, path: string, body?: unknown): Promise<Answer<Body>> => {
      const text = typeof body === 'string' ? body : JSON.stringify(body);
      // Old clients say that they send JSON even when they send nothing.
      const all = { 'content-type': 'application/json', ...headers };
      const answer = await fetch(`${this.url}${path}`, { method, headers: all, body: text });
      return { status: answer.status, headers: answer.headers, body: (await answer.json()) as Body };
    };
  }

  /** An account of a role, with a client that shows its API key. */
  async account(username: string, role: Role): Promise<{ token: string; apiKey: string; send: Send }> {
    if (role !== 'admin') {
      const admin = await this.signIn('admin');
      await this.client({ authorization: `Bearer ${admin.token}` })('POST', '/api/v1/users', {
        username,
        email: `${username}@example.com`,
        password: PASSWORD,
        role,
      });
    }
    const { token, apiKey } = await this.signIn(username);
    return { token, apiKey, send: this.client({ 'x-api-key': apiKey }) };
  }

  async signIn(username: string): Promise<{ token: string; apiKey: string }> {
    const { body } = await this.client()<{ token: string; api_key: string }>('POST', '/api/auth', {
      username,
      password: PASSWORD,
    });
    return { token: body.token, apiKey: body.api_key };
  }

  /** A socket that collects the packets of one event. */
  listenTo<Packet>(
    event: string,
    options: Parameters<typeof io>[1],
  ): { packets: Packet[]; connected: Promise<Error | null> } {
    const socket = io(this.url, { ...options, reconnection: false, forceNew: true });
    this.sockets.push(socket);
    const packets: Packet[] = [];
    socket.on(event, (packet: Packet) => packets.push(packet));
    const connected = new Promise<Error | null>((resolve) => {
      socket.on('connect', () => resolve(null));
      socket.on('connect_error', resolve);
    });
    return { packets, connected };
  }

  async stop(): Promise<void> {
    for (const socket of this.sockets) socket.disconnect();
    await this.app.close();
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** Asks until there is an answer. @throws when there is none within a minute */
export async function eventually<T>(ask: () => Promise<T | undefined> | T | undefined): Promise<T> {
  const until = Date.now() + 60_000;
  for (;;) {
    const answer = await ask();
    if (answer !== undefined) return answer;
    if (Date.now() > until) throw new Error('It did not happen within a minute.');
    await wait(25);
  }
}
