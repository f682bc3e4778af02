import { duplexPair } from 'node:stream';
import type { Duplex } from 'node:stream';
import { type OutgoingMessage, encodeSubmits } from '@signalbox/codec/pdu-submit';

const FINAL = /^(OK|ERROR|\+CM[ES] ERROR: .*|COMMAND NOT SUPPORT)$/;
const PATIENCE_MS = 240_000;

/** The terminal's end of a modem's line, for tests. */
export class Terminal {
  /** Everything that came, a character a byte. */
  heard = '';
  isClosed = false;
  /** Where each write of the modem's ended, to see pieces. */
  readonly pieces: string[] = [];
  private at = 0;
  private wake: () => void = () => undefined;

  constructor(
    private readonly stream: Duplex,
    private readonly closing: () => void = () => stream.destroy(),
  ) {
    stream.on('data', (chunk: Buffer) => {
      this.heard += chunk.toString('latin1');
      this.pieces.push(chunk.toString('latin1'));
      this.wake();
    });
    const closed = (): void => {
      this.isClosed = true;
      this.wake();
    };
    stream.on('close', closed);
    stream.on('end', closed);
    stream.on('error', closed);
  }

  /** A terminal on a line of its own with the modem. */
  static on(modem: { attach(stream: Duplex): void }): Terminal {
    const [ours, theirs] = duplexPair();
    modem.attach(theirs);
    return new Terminal(ours);
  }

  type(text: string): void {
    this.stream.write(text, 'latin1');
  }
  close(): void {
    this.closing();
  }

  /** Waits until something is so; `what` says what was waited for. */
  async until(what: string, condition: () => boolean, ms = PATIENCE_MS): Promise<void> {
    for (const end = Date.now() + ms; !condition();) {
      if (Date.now() > end) throw new Error(`never: ${what}; heard ${JSON.stringify(this.heard.slice(-500))}`);
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, 20);
        this.wake = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    }
  }

  /** Lines that came since the last call of this or of `command`, without empty ones. */
  lines(): string[] {
    const last = this.heard.lastIndexOf('\r\n');
    const end = Math.max(this.at, last < 0 ? 0 : last + 2);
    const found = this.heard.slice(this.at, end);
    this.at = end;
    return found.split(/[\r\n]+/).filter((line) => line !== '');
  }

  /** Begins anew with what comes next. */
  rewind(): void {
    this.heard = '';
    this.at = 0;
  }

  /** Types a command. @returns the lines up to the final one, or to the prompt. */
  async command(text: string): Promise<string[]> {
    this.type(`${text}\r`);
    return this.answer(text);
  }

  /** Sends each part in PDU mode. @returns the lines of the last answer. */
  async submit(message: Partial<OutgoingMessage>): Promise<string[]> {
    let answer: string[] = [];
    for (const { pdu, tpduLength } of encodeSubmits({ to: '+254712345678', text: 'Hello', reference: 1, ...message })) {
      await this.command(`AT+CMGS=${tpduLength}`);
      this.type(`${pdu}\x1a`);
      answer = await this.answer(pdu);
    }
    return answer;
  }

  /** The lines up to the next final one, or to the prompt; what follows is left for the next call. */
  async answer(of: string): Promise<string[]> {
    const found: string[] = [];
    const isOver = (): boolean => {
      for (const [whole] of this.heard.slice(this.at).matchAll(/[^\n]*\n/g)) {
        this.at += whole.length;
        found.push(...whole.split(/[\r\n]+/).filter((line) => line !== ''));
        if (FINAL.test(found.at(-1) ?? '')) return true;
      }
      if (this.heard.slice(this.at) !== '> ') return this.isClosed;
      this.at = this.heard.length;
      found.push('>');
      return true;
    };
    await this.until(`an answer to ${of}`, isOver);
    return found;
  }
}
