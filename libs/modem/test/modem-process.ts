import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { SerialPort } from 'serialport';
import { Terminal } from './terminal.js';

const MAIN = join(import.meta.dirname, '..', 'dist', 'main.js');

/** The built `signalbox-modem` (`npm run build` before), as a process of its own. */
export class ModemProcess {
  output = '';
  errors = '';
  readonly child: ChildProcess;

  constructor(...args: string[]) {
    if (!existsSync(MAIN)) throw new Error('The modem is not built: npm run build');
    this.child = spawn(process.execPath, [MAIN, ...args], { stdio: ['pipe', 'pipe', 'pipe'] });
    this.child.stdout?.on('data', (data) => (this.output += String(data)));
    this.child.stderr?.on('data', (data) => (this.errors += String(data)));
  }

  /** Where so many modems are, once they are there. */
  async addresses(count = 1): Promise<string[]> {
    await this.until('its addresses', () => this.lines.length >= count);
    return this.lines.slice(0, count).map((line) => line.split(' ')[0] ?? '');
  }

  get lines(): string[] {
    return this.output.split('\n').slice(0, -1);
  }

  /** Types a control line. @returns the lines that came for it, as many as told. */
  async control(line: string, count = 1): Promise<string[]> {
    const before = this.lines.length;
    this.child.stdin?.write(`${line}\n`);
    await this.until(`an answer to ${line}`, () => this.lines.length >= before + count);
    return this.lines.slice(before);
  }

  async until(what: string, condition: () => boolean, ms = 20_000): Promise<void> {
    for (const end = Date.now() + ms; !condition();) {
      const gone = this.child.exitCode !== null;
      if (gone || Date.now() > end) throw new Error(`never: ${what}; it said ${this.output}${this.errors}`);
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
  }

  /** @returns the exit code. */
  async end(signal: NodeJS.Signals = 'SIGTERM'): Promise<number | null> {
    const { child } = this;
    if (child.exitCode === null && child.signalCode === null) {
      const closed = once(child, 'close');
      child.kill(signal);
      await closed;
    }
    return child.exitCode;
  }
}

/** A terminal on a modem's TCP port or device. */
export async function dial(address: string): Promise<Terminal> {
  if (address.startsWith('tcp://')) {
    const { hostname, port } = new URL(address);
    const socket = connect({ host: hostname, port: Number(port), noDelay: true });
    await once(socket, 'connect');
    return new Terminal(socket);
  }
  const serial = new SerialPort({ path: address, baudRate: 115_200, autoOpen: false });
  await new Promise<void>((resolve, reject) => serial.open((error) => (error ? reject(error) : resolve())));
  // Destroying the stream would leave the device open.
  return new Terminal(serial, () => serial.close());
}
