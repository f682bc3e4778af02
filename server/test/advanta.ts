import { once } from 'node:events';
import { type IncomingMessage, type Server, type ServerResponse, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface AdvantaCall {
  path: string;
  body: Record<string, unknown>;
}

/** A local server that answers as Advanta does: `sendsms` also under other names, `sendbulk`, `getbalance`. */
export class Advanta {
  readonly calls: AdvantaCall[] = [];
  private readonly ids = new Map<unknown, number>();

  private constructor(private readonly server: Server) {}

  static async start(): Promise<Advanta> {
    const server = createServer();
    const advanta = new Advanta(server);
    server.on('request', (request, response) => void advanta.serve(request, response));
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return advanta;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  /** The call that sent a text. */
  callOf(text: string): AdvantaCall | undefined {
    return this.calls.find(({ body }) => body.message === text);
  }

  /** The id that it gave a text. */
  idOf(text: string): number | undefined {
    return this.ids.get(text);
  }

  async stop(): Promise<void> {
    this.server.close();
    this.server.closeAllConnections();
    await once(this.server, 'close');
  }

  private async serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const body = JSON.parse(Buffer.concat(chunks).toString() || '{}') as Record<string, unknown>;
    const path = request.url ?? '';
    this.calls.push({ path, body });
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify(this.answerTo(path, body)));
  }

  private answerTo(path: string, body: Record<string, unknown>): object {
    if (path.endsWith('/getbalance')) return { 'response-code': 200, credit: '1234.50', 'partner-id': body.partnerID };
    if (path.endsWith('/getdlr')) return { 'response-code': 1008, 'response-description': 'no report yet' };
    const { smslist } = body as { smslist?: Record<string, unknown>[] };
    return { responses: (smslist ?? [body]).map((item) => this.taken(item)) };
  }

  private taken({ mobile, clientsmsid, message }: Record<string, unknown>): object {
    const messageid = 8_290_843 + this.ids.size;
    this.ids.set(message, messageid);
    return {
      'respose-code': 200,
      'response-description': 'Success',
      mobile,
      messageid,
      networkid: '1',
      ...(clientsmsid === undefined ? {} : { clientsmsid }),
    };
  }
}
