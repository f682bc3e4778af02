import { realpathSync } from 'node:fs';
import { connect } from 'node:net';
import type { Duplex } from 'node:stream';
import { SerialPort } from 'serialport';

const CONNECT_MS = 10_000;
const KEEP_ALIVE_MS = 30_000;
const TCP = /^tcp:\/\/(\[[^\]]+\]|[^:/]+):(\d+)$/;

/** Opens a serial device or a serial server (`tcp://host:port`). Destroying the stream closes it. Rejects when it cannot. */
export type LineOpener = (path: string, baudRate: number) => Promise<Duplex>;

export const openLine: LineOpener = (path, baudRate) => {
  const [, host, port] = TCP.exec(path) ?? [];
  return host === undefined ? openSerial(path, baudRate) : openTcp(host.replace(/^\[|\]$/g, ''), Number(port));
};

/** What a path is in truth: two names of one device are one. */
export function devicePath(path: string): string {
  if (TCP.test(path)) return path;
  try {
    return realpathSync(path);
  } catch {
    return path;
  }
}

/** A serial port that closes when it is destroyed, which its stream alone does not. */
class SerialLine extends SerialPort {
  override _destroy(error: Error | null, done: (error: Error | null) => void): void {
    if (this.isOpen) this.close(() => done(error));
    else done(error);
  }
}

function openSerial(path: string, baudRate: number): Promise<Duplex> {
  return new Promise((resolve, reject) => {
    const line = new SerialLine({ path, baudRate, autoOpen: false });
    line.open((error) => (error ? reject(error) : resolve(line)));
  });
}

function openTcp(host: string, port: number): Promise<Duplex> {
  return new Promise((resolve, reject) => {
    const socket = connect({ host, port, noDelay: true, keepAlive: true, keepAliveInitialDelay: KEEP_ALIVE_MS });
    const late = setTimeout(() => socket.destroy(new Error('no connection')), CONNECT_MS);
    socket.once('error', reject);
    socket.once('connect', () => {
      clearTimeout(late);
      socket.off('error', reject);
      resolve(socket);
    });
    socket.once('close', () => clearTimeout(late));
  });
}
