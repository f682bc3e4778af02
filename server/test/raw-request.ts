import { type Socket, connect } from 'node:net';
import { until } from './until.js';

/** A request that is written octet by octet, as clients that mean no good do. */
export class RawRequest {
  private received = '';
  private ended = false;

  private constructor(readonly socket: Socket) {
    socket.setEncoding('latin1');
    socket.on('data', (text: string) => (this.received += text));
    socket.on('close', () => (this.ended = true));
    // What was not read yet may be cut off.
    socket.on('error', () => (this.ended = true));
  }

  /** Sends the head of a request, and nothing of its body. */
  static async begin(url: string, method: string, path: string, headers: Record<string, string | number> = {}) {
    const { hostname, port } = new URL(url);
    const socket = connect(Number(port), hostname);
    const request = new RawRequest(socket);
    await new Promise((resolve) => socket.once('connect', resolve));
    const lines = Object.entries({ host: 'localhost', ...headers }).map(([name, value]) => `${name}: ${value}\r\n`);
    socket.write(`${method} ${path} HTTP/1.1\r\n${lines.join('')}\r\n`);
    return request;
  }

  /** What came back so far, the head included. */
  get text(): string {
    return this.received;
  }

  /** The status of the answer, once there is one; null when the connection ended without. */
  status(within?: number): Promise<number | null> {
    return until(() => {
      const [, status] = /^HTTP\/1\.1 (\d{3}) /.exec(this.received) ?? [];
      if (status === undefined) return this.ended && { status: null };
      return { status: Number(status) };
    }, within).then(({ status }) => status);
  }

  /** Resolves when the connection has ended. */
  async end(within?: number): Promise<void> {
    await until(() => this.ended, within);
  }
}
