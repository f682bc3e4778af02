import type { Duplex } from 'node:stream';
import type { Faults } from './faults.js';

/** What a terminal that reads nothing may have waiting; what comes then is lost, as on a serial line. */
const MAX_WAITING = 1 << 20;
/**
 * Bytes that end a line or prompt for a message would not be garbage between the lines, but within them; and without a K
 * no line of it says OK by chance.
 */
const HARMLESS = [...Array(256).keys()].filter((byte) => ![0x0a, 0x0d, 0x1a, 0x1b, 0x3e, 0x4b].includes(byte));

const below = (limit: number): number => Math.floor(Math.random() * limit);
const garbage = (): string =>
  Array.from({ length: 1 + below(12) }, () => String.fromCharCode(HARMLESS[below(HARMLESS.length)] ?? 0)).join('');

/** Writes to the line, in the shape that the faults give it. Text is latin1: a character is a byte. */
export class AtOutput {
  private stream: Duplex | null = null;
  private gathered = '';
  private readonly pieces: string[] = [];
  private sending: NodeJS.Immediate | undefined;

  constructor(private readonly faults: Faults) {}

  attach(stream: Duplex | null): void {
    this.stream = stream;
    this.gathered = '';
    this.pieces.length = 0;
  }

  /** Everything of one tick goes out together. */
  write(text: string): void {
    if (this.gathered === '') queueMicrotask(this.flush);
    this.gathered += text;
  }

  /** A line between empty ones, as all answers are; before it what the faults put there. */
  line(text: string): void {
    if (this.faults.strike('garbage') !== undefined) this.write(`\r\n${garbage()}\r\n`);
    this.write(`\r\n${text}\r\n`);
  }

  readonly flush = (): void => {
    const text = this.gathered;
    this.gathered = '';
    const { stream } = this;
    if (text === '' || !stream?.writable || stream.writableLength > MAX_WAITING) return;
    if (this.pieces.length === 0 && this.faults.strike('split-lines') === undefined) {
      stream.write(text, 'latin1');
      return;
    }
    for (let at = 0; at < text.length;) {
      const length = 1 + below(3);
      this.pieces.push(text.slice(at, at + length));
      at += length;
    }
    this.sending ??= setImmediate(this.sendPiece);
  };

  private readonly sendPiece = (): void => {
    this.sending = undefined;
    const piece = this.pieces.shift();
    if (piece === undefined) return;
    if (this.stream?.writable) this.stream.write(piece, 'latin1');
    if (this.pieces.length > 0) this.sending = setImmediate(this.sendPiece);
  };
}
