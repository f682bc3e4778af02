import {
  type IncomingHttpHeaders,
  type IncomingMessage,
  type Server,
  type ServerResponse,
  createServer,
} from 'node:http';
import type { AddressInfo } from 'node:net';
import { Webhook } from 'standardwebhooks';
import { until } from './until.js';

/** A delivery as it came. */
export interface Hooked {
  path: string;
  headers: IncomingHttpHeaders;
  body: string;
  event: { type: string; timestamp: string; data: Record<string, unknown> };
}

type Answer = (response: ServerResponse, request: IncomingMessage) => void;

/** Takes webhooks on this machine, and answers each path as a test wants it: with 204, unless it said otherwise. */
export class HookReceiver {
  readonly all: Hooked[] = [];
  private readonly answers = new Map<string, Answer>();
  private readonly server: Server;

  private constructor(server: Server) {
    this.server = server;
  }

  static async start(): Promise<HookReceiver> {
    const server = createServer();
    const receiver = new HookReceiver(server);
    server.on('request', (request: IncomingMessage, response: ServerResponse) => receiver.take(request, response));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return receiver;
  }

  url(path: string): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}${path}`;
  }

  on(path: string, answer: Answer): void {
    this.answers.set(path, answer);
  }

  at(path: string): Hooked[] {
    return this.all.filter((each) => each.path === path);
  }

  /** The deliveries to a path, once there are so many. */
  many(path: string, count: number): Promise<Hooked[]> {
    return until(() => {
      const some = this.at(path);
      return some.length >= count && some;
    });
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private take(request: IncomingMessage, response: ServerResponse): void {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const body = Buffer.concat(chunks).toString();
      const path = request.url ?? '';
      this.all.push({ path, headers: request.headers, body, event: JSON.parse(body) as Hooked['event'] });
      const answer = this.answers.get(path) ?? ((plain: ServerResponse) => plain.writeHead(204).end());
      answer(response, request);
    });
    response.on('error', () => undefined);
  }
}

/** Whether a receiver that uses the convention's library would take it. */
export function isSigned({ headers, body }: Hooked, secret: string): boolean {
  try {
    new Webhook(secret).verify(body, headers as Record<string, string>);
    return true;
  } catch {
    return false;
  }
}
