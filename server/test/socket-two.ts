import { createRequire } from 'node:module';

/** What is used here of socket.io-client 2, which speaks Engine.IO 3 and brings no types. */
export interface SocketTwo {
  on(event: string, listener: (payload: unknown) => void): unknown;
  disconnect(): unknown;
}
type Io = (url: string, options: Record<string, unknown>) => SocketTwo;

const io = createRequire(import.meta.url)('socket.io-client-2') as Io;

/** A client of the generation that the earlier gateway's front end was written with. */
export class OldSocket {
  readonly packets: { event: string; payload: unknown }[] = [];
  /** Null when it is connected; else the server's word. */
  readonly opened: Promise<string | null>;
  private readonly socket: SocketTwo;

  /** @param transports the one that is spoken from the start */
  constructor(url: string, options: { query?: Record<string, string>; extraHeaders?: object; transports?: string[] }) {
    this.socket = io(url, { forceNew: true, reconnection: false, transports: ['polling', 'websocket'], ...options });
    this.opened = new Promise((resolve) => {
      this.socket.on('connect', () => resolve(null));
      this.socket.on('error', (error) => resolve(String(error)));
      this.socket.on('connect_error', (error) => resolve(String(error)));
    });
    for (const event of ['sms_status_update', 'mqtt_status', 'worker_status', 'channel_status']) {
      this.socket.on(event, (payload) => this.packets.push({ event, payload }));
    }
  }

  of<T>(event: string): T[] {
    return this.packets.flatMap((packet) => (packet.event === event ? [packet.payload as T] : []));
  }

  close(): void {
    this.socket.disconnect();
  }
}
