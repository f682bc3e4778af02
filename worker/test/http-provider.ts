import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A request as a provider got it. */
export interface Got {
  method: string;
  url: string;
  headers: IncomingMessage['headers'];
  body: string;
}

export type Answerer = (got: Got, response: ServerResponse) => void;

export const json =
  (value: unknown, status = 200, headers: Record<string, string> = {}): Answerer =>
  (_, response) => {
    response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(value));
  };

export const text =
  (body: string, status = 200, headers: Record<string, string> = {}): Answerer =>
  (_, response) => {
    response.writeHead(status, { 'content-type': 'text/html', ...headers }).end(body);
  };

/** Answers as a provider on a port of its own; what comes next is said by the test, or else the usual answer. */
export class HttpProvider {
  readonly got: Got[] = [];
  /** Answers to the next requests, before the usual one. */
  readonly next: Answerer[] = [];
  connections = 0;
  port = 0;
  private server: Server | undefined;

  constructor(public usual: Answerer) {}

  async start(port = 0): Promise<this> {
    this.server = createServer({ keepAliveTimeout: 60_000 }, (request, response) => void this.take(request, response));
    this.server.on('connection', () => (this.connections += 1));
    this.server.listen(port, '127.0.0.1');
    await once(this.server, 'listening');
    this.port = (this.server.address() as AddressInfo).port;
    return this;
  }

  async stop(): Promise<void> {
    const { server } = this;
    if (!server) return;
    this.server = undefined;
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  private async take(request: IncomingMessage, response: ServerResponse): Promise<void> {
    let body = '';
    for await (const chunk of request) body += String(chunk);
    const got = { method: request.method ?? '', url: request.url ?? '', headers: request.headers, body };
    this.got.push(got);
    (this.next.shift() ?? this.usual)(got, response);
  }
}

type Sms = Record<string, string>;

/** Speaks Advanta's shapes: sendsms, sendbulk, getdlr, getbalance. */
export class AdvantaServer extends HttpProvider {
  /** What it took, in order. */
  readonly taken: Sms[] = [];
  /** What getdlr says, by message id. */
  readonly reports = new Map<string, string>();
  apiKey = 'key-of-the-account';
  credit = '545.00';

  constructor() {
    super((got, response) => this.answer(got, response));
  }

  private answer({ url, body }: Got, response: ServerResponse): void {
    const call = JSON.parse(body) as Sms & { smslist?: Sms[] };
    const say = (value: unknown) => json(value)({ method: '', url, headers: {}, body }, response);
    if ((call.smslist?.[0] ?? call).apikey !== this.apiKey) {
      return say({ 'response-code': 1006, 'response-description': `Invalid credentials ${call.apikey ?? ''}` });
    }
    if (url.endsWith('/getbalance')) return say({ 'response-code': 200, credit: this.credit, 'partner-id': '7' });
    if (url.endsWith('/getdlr')) {
      const description = this.reports.get(call.messageID ?? '');
      if (description === undefined) return say({ 'response-code': 1009, 'response-description': 'No dlr' });
      return say({ 'response-code': 200, 'message-id': call.messageID, 'delivery-description': description });
    }
    say({ responses: (call.smslist ?? [call]).map((sms) => this.takeSms(sms)) });
  }

  private takeSms(sms: Sms): Record<string, unknown> {
    this.taken.push(sms);
    const { mobile, clientsmsid } = sms;
    const messageid = String(8_000_000 + this.taken.length);
    return { 'respose-code': '200', 'response-description': 'Success', mobile, messageid, clientsmsid, networkid: '1' };
  }
}
