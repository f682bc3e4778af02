import { once } from 'node:events';
import { type IncomingMessage, type Server, type ServerResponse, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface SentToChat {
  token: string;
  chat_id: string;
  text: string;
  parse_mode?: string;
}

/** How long a call for updates is held open, in ms. */
const HELD_MS = 300;

/** A server that speaks what is used of Telegram's Bot API. */
export class TelegramDouble {
  readonly sent: SentToChat[] = [];
  /** What is answered in place of taking a message; null is to take it. */
  no: { status: number; description: string; retryAfter?: number } | null = null;
  /** When a message was asked to be sent, taken or not, in ms of `performance.now()`. */
  readonly askedAt: number[] = [];
  /** Where updates are told to; null is to whoever asks. */
  hook: { url: string; secret_token: string } | null = null;
  private readonly updates: object[] = [];
  private next = 1;

  private constructor(private readonly server: Server) {}

  static async start(): Promise<TelegramDouble> {
    const server = createServer((request, response) => void double.answer(request, response));
    const double = new TelegramDouble(server);
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return double;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  /** Somebody writes into a chat. */
  says(chat: number, text: string, username = 'amina'): object {
    const message = {
      message_id: this.next,
      date: 0,
      text,
      chat: { id: chat, type: 'private' },
      from: { id: 5, username },
    };
    const update = { update_id: this.next++, message };
    this.updates.push(update);
    return update;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    this.server.close();
    await once(this.server, 'close');
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const [, token = '', method = ''] = /^\/bot([^/]+)\/(\w+)/.exec(request.url ?? '') ?? [];
    let text = '';
    for await (const chunk of request) text += String(chunk);
    const body = (text === '' ? {} : JSON.parse(text)) as { offset?: number } & Omit<SentToChat, 'token'>;
    if (method === 'getUpdates') {
      if (this.hook === null) return this.giveUpdates(body.offset ?? 0, response);
      return end(response, 409, { ok: false, error_code: 409, description: 'Conflict: a webhook is active' });
    }
    if (method === 'setWebhook' || method === 'deleteWebhook') {
      this.hook = method === 'deleteWebhook' ? null : (body as unknown as { url: string; secret_token: string });
      return end(response, 200, { ok: true, result: true });
    }
    if (method !== 'sendMessage') return end(response, 404, { ok: false, error_code: 404, description: 'Not Found' });
    this.askedAt.push(performance.now());
    if (this.no) {
      const { status, description, retryAfter } = this.no;
      const parameters = retryAfter === undefined ? {} : { parameters: { retry_after: retryAfter } };
      return end(response, status, { ok: false, error_code: status, description, ...parameters });
    }
    this.sent.push({ ...body, token });
    end(response, 200, { ok: true, result: { message_id: this.sent.length } });
  }

  private giveUpdates(offset: number, response: ServerResponse): void {
    const give = (): boolean => {
      const result = this.updates.filter((update) => (update as { update_id: number }).update_id >= offset);
      if (result.length > 0) end(response, 200, { ok: true, result });
      return result.length > 0;
    };
    if (give()) return;
    setTimeout(() => give() || end(response, 200, { ok: true, result: [] }), HELD_MS).unref();
  }
}

function end(response: ServerResponse, status: number, body: object): void {
  if (response.writableEnded) return;
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}
