import { createHash, randomBytes } from 'node:crypto';
import { type IncomingMessage, type ServerResponse, createServer as createHttp } from 'node:http';
import { createServer as createHttps } from 'node:https';
import { type AddressInfo, type Server, type Socket, createServer } from 'node:net';
import { createServer as createTls } from 'node:tls';
import { SentenceReader, encodeSentence } from '../src/office/routers/client/words.js';
import type { TestCertificate } from './certificate.js';

/**
 * How a router answers: as it should; never; what nobody understands; by hanging up; that it will not; that the session is
 * over; that there is nothing; with words of 40,000 octets; for ever.
 */
export type Mood = 'fine' | 'slow' | 'garbage' | 'gone' | 'trap' | 'fatal' | 'empty' | 'long' | 'endless';

export interface DoubleOptions {
  kind: 'api' | 'rest';
  certificate?: TestCertificate;
  /** As before 6.43: the password is never sent, a challenge is answered. */
  oldSignIn?: boolean;
  /** `PASSWORD` unless another one is given. */
  password?: string;
}

export const USERNAME = 'reader';
export const PASSWORD = 'p=ss:word 1';

/** A MikroTik router as others see it: interfaces and what it is, over the binary API or REST. */
export class RouterDouble {
  mood: Mood = 'fine';
  /** What every reading of an interface adds to its counters. */
  readonly step = 125_000;
  interfaces: Record<string, string>[] = [
    {
      '.id': '*1',
      name: 'ether1',
      type: 'ether',
      running: 'true',
      disabled: 'false',
      'rx-byte': '1024000',
      'tx-byte': '512000',
    },
    {
      '.id': '*2',
      name: 'wlan1',
      type: 'wlan',
      running: 'false',
      disabled: 'true',
      'rx-byte': '18446744073709551000',
      'tx-byte': '0',
    },
  ];
  /** Commands, or paths, in their order. */
  readonly asked: string[] = [];
  private readonly sockets = new Set<Socket>();
  private server!: Server;

  private constructor(private readonly options: DoubleOptions) {}

  static async start(options: DoubleOptions): Promise<RouterDouble> {
    const double = new RouterDouble(options);
    const { kind, certificate } = options;
    const api = (socket: Socket) => double.listen(socket);
    const rest = (asked: IncomingMessage, answer: ServerResponse) => double.rest(asked, answer);
    const server =
      kind === 'api'
        ? certificate
          ? createTls(certificate, api)
          : createServer(api)
        : certificate
          ? createHttps(certificate, rest)
          : createHttp(rest);
    double.server = server;
    server.on('tlsClientError', () => undefined);
    server.on('connection', (socket: Socket) => {
      double.sockets.add(socket);
      socket.on('error', () => undefined).on('close', () => double.sockets.delete(socket));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return double;
  }

  get port(): number {
    return (this.server.address() as AddressInfo).port;
  }

  private get password(): string {
    return this.options.password ?? PASSWORD;
  }

  /** Connections that are open. */
  get links(): number {
    return this.sockets.size;
  }

  async stop(): Promise<void> {
    for (const socket of this.sockets) socket.destroy();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private listen(socket: Socket): void {
    socket.on('error', () => undefined);
    const reader = new SentenceReader();
    const challenge = randomBytes(16).toString('hex');
    const state = { signedIn: false };
    socket.on('data', (chunk: Buffer) => {
      reader.push(chunk);
      try {
        for (let words = reader.next(); words !== null; words = reader.next())
          this.hear(socket, words, challenge, state);
      } catch {
        socket.destroy();
      }
    });
  }

  private hear(
    socket: Socket,
    [command = '', ...words]: string[],
    challenge: string,
    state: { signedIn: boolean },
  ): void {
    this.asked.push(command);
    const say = (...sentence: string[]) => socket.write(encodeSentence(sentence));
    if (this.mood === 'slow') return;
    if (this.mood === 'gone') return void socket.destroy();
    if (this.mood === 'garbage') return void socket.end('\xff\xfe\xfd not what you think', 'latin1');
    if (command === '/login') return this.signIn(words, challenge, state, say);
    if (!state.signedIn || this.mood === 'fatal') {
      say('!fatal', 'not logged in\r\nat all');
      return void socket.end();
    }
    const rows = this.rowsOf(command.replace(/\/print$/, '').slice(1));
    if (!rows || this.mood === 'trap') say('!trap', '=category=0', '=message=no such command');
    else if (this.mood === 'empty') say('!empty');
    else for (const row of rows) say('!re', ...pick(row, words).map(([name, value]) => `=${name}=${value}`));
    if (this.mood !== 'endless') say('!done');
    else for (let nth = 0; nth < 6000; nth++) say('!re', `=name=ether${nth}`);
  }

  private signIn(
    words: string[],
    challenge: string,
    state: { signedIn: boolean },
    say: (...words: string[]) => void,
  ): void {
    const given = new Map(
      words.map((word) => [word.slice(1, word.indexOf('=', 1)), word.slice(word.indexOf('=', 1) + 1)]),
    );
    const isAnswer = given.has('response');
    if (this.options.oldSignIn && !isAnswer) return say('!done', `=ret=${challenge}`);
    const secret = Buffer.concat([Buffer.from([0]), Buffer.from(this.password), Buffer.from(challenge, 'hex')]);
    const expected = this.options.oldSignIn ? `00${createHash('md5').update(secret).digest('hex')}` : this.password;
    state.signedIn = given.get('name') === USERNAME && given.get(isAnswer ? 'response' : 'password') === expected;
    if (!state.signedIn) say('!trap', '=message=invalid user name or password (6)');
    say('!done');
  }

  private rest({ url = '', headers }: IncomingMessage, answer: ServerResponse): void {
    const { pathname, searchParams } = new URL(url, 'http://router');
    this.asked.push(pathname);
    const say = (status: number, body: unknown) =>
      void answer.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
    if (this.mood === 'slow') return;
    if (this.mood === 'gone') return void answer.socket?.destroy();
    if (this.mood === 'garbage') return void answer.end('<html>Welcome</html>');
    if (this.mood === 'endless') return void answer.end(`[${'{"name":"ether"},'.repeat(6000)}{}]`);
    const expected = `Basic ${Buffer.from(`${USERNAME}:${this.password}`).toString('base64')}`;
    if (headers.authorization !== expected) return say(401, { error: 401, message: 'Unauthorized' });
    if (this.mood === 'trap') return say(400, { detail: 'no such command', error: 400, message: 'Bad Request' });
    if (this.mood === 'fatal') return say(500, { error: 500, message: 'not logged in\r\nat all' });
    const menu = pathname.replace(/^\/rest\//, '');
    const rows = this.rowsOf(menu);
    if (!rows) return say(404, { error: 404, message: 'Not Found' });
    const shown = rows.map((row) =>
      Object.fromEntries(pick(row, [`=.proplist=${searchParams.get('.proplist') ?? ''}`])),
    );
    if (this.mood === 'empty') return say(200, []);
    say(200, menu === 'system/resource' ? shown[0] : shown);
  }

  private rowsOf(menu: string): Record<string, string>[] | null {
    if (menu === 'system/resource')
      return [{ version: '7.15.3 (stable)', 'board-name': 'RB5009', uptime: '1w2d3h4m5s', 'cpu-load': '3' }];
    if (menu !== 'interface') return null;
    const shown = this.interfaces.map((each) => ({
      ...each,
      ...(this.mood === 'long' && { comment: 'z'.repeat(40_000) }),
    }));
    for (const each of this.interfaces) each['rx-byte'] = String(BigInt(each['rx-byte'] ?? '0') + BigInt(this.step));
    return shown;
  }
}

/** What `.proplist` names of a row; all of it without one. */
function pick(row: Record<string, string>, words: string[]): [string, string][] {
  const list = words.find((word) => word.startsWith('=.proplist='))?.slice('=.proplist='.length);
  const names = list ? list.split(',') : null;
  return Object.entries(row).filter(([name]) => names?.includes(name) ?? true);
}
