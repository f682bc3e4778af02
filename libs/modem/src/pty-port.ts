import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, openSync, closeSync, constants, rmSync, mkdtempSync, realpathSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { Duplex } from 'node:stream';
import type { ModemEmulator } from './modem-emulator.js';
import type { ModemPort } from './tcp-port.js';

/** Programs that can open a pseudo terminal, which Node cannot. */
export type PtyTool = 'socat' | 'script';

const READY_MS = 10_000;
const POLL_MS = 5;
/** A modem that went away comes back after this long. */
const AGAIN_MS = 200;

export class NoPtyError extends Error {
  override readonly name = 'NoPtyError';
}

const runs = (name: string): boolean => spawnSync(name, ['--version'], { stdio: 'ignore' }).error === undefined;

/**
 * What this machine has for opening a pseudo terminal.
 * @param has whether there is a program of a name.
 * @throws NoPtyError that says what to install.
 */
export function findPtyTool(has: (name: string) => boolean = runs): PtyTool {
  if (has('socat')) return 'socat';
  if (has('script') && has('stty')) return 'script';
  throw new NoPtyError('A pty needs socat (apt-get install socat), or script of util-linux. --tcp PORT needs neither.');
}

const ARGUMENTS: Record<PtyTool, (link: string) => string[]> = {
  // By ptmx it does not itself hold open the end that is for the terminal's user.
  socat: (link) => ['-b', '65536', `pty,ptmx,raw,echo=0,link=${link}`, 'stdio'],
  // Its shell sets the terminal, names it, and holds it open as long as this process lives.
  script: (link) => [
    '-qfec',
    `stty raw -echo; ln -sfn "$(tty)" '${link}'; while kill -0 ${process.pid} 2>/dev/null; do sleep 1; done`,
    '/dev/null',
  ],
};

/** The two pipes of a program as one stream; destroying it ends the program. */
function streamOf(child: ChildProcess): Duplex {
  const { stdin, stdout } = child;
  if (!stdin || !stdout) throw new NoPtyError('the program has no pipes');
  const stream = new Duplex({
    read: () => stdout.resume(),
    write: (chunk: Buffer, _encoding, done) => void stdin.write(chunk, () => done()),
    destroy: (error, done) => {
      // Asked to end, socat sometimes waits for what the terminal's user has yet to read, and the line stays open.
      child.kill('SIGKILL');
      // Nor does a program come to its end whose output nobody takes.
      stdout.resume();
      done(error);
    },
  });
  stdout.on('data', (chunk: Buffer) => {
    if (!stream.destroyed && !stream.push(chunk)) stdout.pause();
  });
  stdin.on('error', () => stream.destroy());
  child.on('close', () => stream.destroy());
  return stream;
}

/** A modem on a pseudo terminal. The path is a link that stays when the terminal behind it is another one. */
class PtyPort implements ModemPort {
  private child: ChildProcess | undefined;
  private held: number | undefined;
  private closed = false;
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly modem: ModemEmulator,
    readonly address: string,
    private readonly tool: PtyTool,
    private readonly folder: string | undefined,
  ) {}

  /** @throws NoPtyError when the program ends, or no terminal appears. */
  async open(): Promise<void> {
    rmSync(this.address, { force: true });
    const child = spawn(this.tool, ARGUMENTS[this.tool](this.address), {
      stdio: ['pipe', 'pipe', 'pipe'],
      detached: true,
    });
    this.child = child;
    let complaint = '';
    child.stderr.on('data', (data) => (complaint += String(data)));
    child.on('error', (error) => (complaint = error.message));
    for (const end = Date.now() + READY_MS; !existsSync(this.address);) {
      const ended = child.exitCode !== null || child.pid === undefined;
      if (ended || Date.now() > end) throw new NoPtyError(`${this.tool} opened no terminal: ${complaint.trim()}`);
      await new Promise((resolve) => setTimeout(resolve, POLL_MS));
    }
    this.modem.attach(streamOf(child));
    this.hold();
    child.on('close', () => this.comeBack());
  }

  /**
   * Holding the terminal keeps socat from ending when the terminal's user closes it. While the modem waits for a reopen
   * nobody holds it, so that the end of socat shows the close.
   */
  hold(): void {
    const waitsForReopen = this.modem.faults.value('silence') === 'reopen';
    if (waitsForReopen && this.held !== undefined) this.release();
    else if (!waitsForReopen && this.held === undefined && existsSync(this.address)) {
      this.held = openSync(this.address, constants.O_RDWR | constants.O_NOCTTY | constants.O_NONBLOCK);
    }
  }

  async close(): Promise<void> {
    this.closed = true;
    clearTimeout(this.timer);
    const { child } = this;
    this.modem.detach();
    this.release();
    if (child && child.exitCode === null && child.signalCode === null && child.pid !== undefined) {
      child.kill('SIGTERM');
      await once(child, 'close');
    }
    rmSync(this.address, { force: true });
    if (this.folder !== undefined) rmSync(this.folder, { recursive: true, force: true });
  }

  private release(): void {
    if (this.held !== undefined) closeSync(this.held);
    this.held = undefined;
  }

  private comeBack(): void {
    this.release();
    if (this.closed) return;
    this.timer = setTimeout(() => {
      this.open().catch((error: unknown) =>
        this.modem.emit('lost', error instanceof Error ? error : new Error(String(error))),
      );
    }, AGAIN_MS);
  }
}

/**
 * Offers a modem on a pseudo terminal.
 * @param link the path to give it; one in a folder of its own below the temporary folder unless told.
 * @throws NoPtyError when it cannot be opened.
 */
export async function openPtyPort(modem: ModemEmulator, tool: PtyTool, link?: string): Promise<ModemPort> {
  const folder = link === undefined ? mkdtempSync(join(realpathSync(tmpdir()), 'signalbox-modem-')) : undefined;
  const port = new PtyPort(modem, link ?? join(folder ?? '', 'tty'), tool, folder);
  if (!existsSync(dirname(port.address))) throw new NoPtyError(`There is no folder ${dirname(port.address)}.`);
  modem.on('fault', () => port.hold());
  await port.open();
  return port;
}
