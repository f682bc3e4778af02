import type { Duplex } from 'node:stream';
import { AtError, atErrorOf, AtTimeout, LineClosed } from './at-errors.js';
import { AtParser } from './at-parser.js';
import { announcedLength, isOpenUssd, isPduOf, type Unsolicited, unsolicitedOf } from './unsolicited.js';

const CTRL_Z = '\x1a';
export const ESCAPE = '\x1b';
/** After its information line, a command's OK comes at once, or was lost on the line. */
const LOST_OK_MS = 2_000;
/** Lines that may stand between `+CMT:` and its PDU. */
const MAX_BETWEEN = 3;
const MAX_USSD_LINES = 30;

export interface AskOptions {
  /** The lines that belong to the answer; all others are unsolicited. Without it, none does. */
  answer?: RegExp;
  /** An OK without such a line is not this command's, but a late one of another that was given up. */
  required?: boolean;
  timeoutMs?: number;
}

interface Pending extends AskOptions {
  command: string;
  lines: string[];
  /** Called at the prompt: what is to be typed, or null to cancel. */
  typed?: () => string | null;
  wasTyped: boolean;
  timer: NodeJS.Timeout | undefined;
  resolve: (lines: string[]) => void;
  reject: (error: Error) => void;
}

export interface AtChannelOptions {
  commandMs: number;
  promptMs: number;
  unsolicited: (what: Unsolicited) => void;
  /** Once: the line is gone. */
  closed: () => void;
}

/** A modem's line: one command at a time, its answer told apart from what the modem says unasked (TS 27.007 4). */
export class AtChannel {
  private readonly parser = new AtParser({ line: (text) => this.line(text), prompt: () => this.prompt() });
  private pending: Pending | null = null;
  private readonly queue: Pending[] = [];
  private header: { length: number; between: number } | null = null;
  private ussd: string[] = [];
  private ended: LineClosed | null = null;

  constructor(
    private readonly stream: Duplex,
    private readonly options: AtChannelOptions,
  ) {
    stream.on('data', (chunk: Buffer) => this.parser.push(chunk.toString('latin1')));
    stream.on('error', (error: Error) => this.close(error.message));
    stream.on('end', () => this.close());
    stream.on('close', () => this.close());
  }

  get isClosed(): boolean {
    return this.ended !== null;
  }

  /**
   * Sends a command. @returns the lines of its answer, without OK.
   * @throws AtError, AtTimeout, LineClosed
   */
  ask(command: string, options: AskOptions = {}): Promise<string[]> {
    return this.enqueue(command, options);
  }

  /** The same for what not every modem knows: null when it says an error. @throws AtTimeout, LineClosed */
  async attempt(command: string, options: AskOptions = {}): Promise<string[] | null> {
    try {
      return await this.ask(command, options);
    } catch (error) {
      if (error instanceof AtError) return null;
      throw error;
    }
  }

  /**
   * Sends a command that prompts (TS 27.005 3.5.1, 4.3).
   * @param typed called once at the prompt: what to type, or null to cancel, which rejects with an AtError.
   */
  type(command: string, typed: () => string | null, options: AskOptions): Promise<string[]> {
    return this.enqueue(command, options, typed);
  }

  /** Types bytes outside of any command. */
  write(bytes: string): void {
    if (!this.ended && this.stream.writable) this.stream.write(bytes, 'latin1');
  }

  /** Forgets half a line; what was said before belongs to nobody. */
  clear(): void {
    this.parser.clear();
    this.header = null;
    this.ussd = [];
  }

  close(reason?: string): void {
    if (this.ended) return;
    this.ended = new LineClosed(reason);
    this.stream.destroy();
    const left = [this.pending, ...this.queue.splice(0)];
    this.pending = null;
    for (const pending of left) {
      clearTimeout(pending?.timer);
      if (pending?.required && pending.lines.length > 0) pending.resolve(pending.lines);
      else pending?.reject(this.ended);
    }
    this.options.closed();
  }

  private enqueue(command: string, options: AskOptions, typed?: () => string | null): Promise<string[]> {
    if (this.ended) return Promise.reject(this.ended);
    return new Promise((resolve, reject) => {
      const pending = { ...options, command, typed, lines: [], wasTyped: false, timer: undefined, resolve, reject };
      this.queue.push(pending);
      if (!this.pending) this.next();
    });
  }

  private next(): void {
    const pending = this.queue.shift();
    this.pending = pending ?? null;
    if (!pending) return;
    this.parser.expectPrompt(pending.typed !== undefined);
    this.wait(pending, pending.typed ? this.options.promptMs : (pending.timeoutMs ?? this.options.commandMs));
    this.write(`${pending.command}\r`);
  }

  private wait(pending: Pending, ms: number): void {
    clearTimeout(pending.timer);
    pending.timer = setTimeout(() => {
      // What the modem has answered counts, though its OK was lost.
      if (pending.lines.length > 0 && pending.required) this.settle(pending, null);
      else this.settle(pending, new AtTimeout(pending.command));
    }, ms);
  }

  private settle(pending: Pending, error: Error | null): void {
    if (this.pending !== pending) return;
    clearTimeout(pending.timer);
    this.parser.expectPrompt(false);
    this.pending = null;
    if (error) pending.reject(error);
    else pending.resolve(pending.lines);
    this.next();
  }

  private prompt(): void {
    const { pending } = this;
    if (!pending?.typed || pending.wasTyped) return;
    const text = pending.typed();
    if (text === null) {
      this.write(ESCAPE);
      // The modem may say OK, +CMS ERROR or nothing: whatever comes is nobody's.
      this.settle(pending, new AtError('plain', null));
      return;
    }
    pending.wasTyped = true;
    this.wait(pending, pending.timeoutMs ?? this.options.commandMs);
    this.write(text + CTRL_Z);
  }

  private line(raw: string): void {
    if (this.continuesUssd(raw)) return;
    // Noise between the characters of an answer; USSD texts may have letters beyond ASCII.
    const line = raw.startsWith('+CUSD:') ? raw : raw.replace(/[^\x20-\x7e]/g, '').trim();
    const { pending } = this;
    if (line === '' || (pending && line === pending.command)) return;
    if (this.header && this.takesAsPdu(line)) return;
    const length = announcedLength(line);
    if (length !== null) {
      this.header = { length, between: 0 };
      return;
    }
    if (pending && this.answers(pending, line)) return;
    this.tell(line);
  }

  private answers(pending: Pending, line: string): boolean {
    const isOver = !pending.typed || pending.wasTyped;
    if (line === 'OK') {
      if (!isOver || (pending.required && pending.lines.length === 0 && !pending.wasTyped)) return true;
      this.settle(pending, null);
      return true;
    }
    const error = atErrorOf(line);
    if (error) {
      this.settle(pending, error);
      return true;
    }
    if (!isOver || !pending.answer?.test(line)) return false;
    pending.lines.push(line);
    if (pending.required && pending.typed) this.wait(pending, LOST_OK_MS);
    return true;
  }

  /** The line after `+CMT:` or `+CDS:`, which also may be nonsense; an answer may be said in between. */
  private takesAsPdu(line: string): boolean {
    const { header, pending } = this;
    if (!header) return false;
    const isPdu = isPduOf(line, header.length);
    const isElse = /^([+^*]|OK$|RING$)/.test(line) || atErrorOf(line) !== null || pending?.answer?.test(line) === true;
    if (isElse && !isPdu) {
      header.between += 1;
      if (header.between <= MAX_BETWEEN) return false;
    }
    this.header = null;
    this.options.unsolicited({ type: 'direct', pdu: isElse && !isPdu ? '' : line });
    return !isElse || isPdu;
  }

  /** A text in quotes may have lines. */
  private continuesUssd(line: string): boolean {
    const isOpen = this.ussd.length > 0;
    if (!isOpen && !isOpenUssd(line)) return false;
    // Its end was lost: the answer to a command must not be swallowed with it.
    const isLost = isOpen && this.pending !== null && (line === 'OK' || atErrorOf(line) !== null);
    this.ussd.push(isLost ? '"' : line);
    if (isLost || (isOpen && line.includes('"')) || this.ussd.length > MAX_USSD_LINES) {
      const text = this.ussd.join('\n');
      this.ussd = [];
      this.tell(text);
    }
    return !isLost;
  }

  private tell(line: string): void {
    const what = unsolicitedOf(line);
    if (what) this.options.unsolicited(what);
  }
}
