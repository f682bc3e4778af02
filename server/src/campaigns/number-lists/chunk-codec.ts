import { deflateRawSync, inflateRaw } from 'node:zlib';
import { promisify } from 'node:util';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { ListRow, RejectedRow } from './number-list.js';

const inflate = promisify(inflateRaw);
/** What a chunk may take inflated: far above what the import makes, see MAX_ROW_LENGTH. */
const MAX_INFLATED = 256 * 1024 * 1024;
/** How much JSON is parsed in one turn of the event loop, in octets: a few milliseconds. */
const TURN = 256 * 1024;
const NEWLINE = 10;
const FIRST_ROOM = 512 * 1024;

type StoredRow = [digits: number, suppressed: 0 | 1, ...values: string[]];
type StoredReject = [line: number, value: string, reason: string];

export const encodeRow = (digits: number, suppressed: boolean, values: readonly string[]): string =>
  JSON.stringify([digits, suppressed ? 1 : 0, ...values]);

export const encodeReject = ({ line, value, reason }: RejectedRow): string => JSON.stringify([line, value, reason]);

/**
 * Gathers encoded rows into a chunk as it is stored: JSON, one row a line, deflated (RFC 1951). The rows wait as octets,
 * in memory that is used again for the next chunk.
 */
export class ChunkPacker {
  private octets = Buffer.alloc(FIRST_ROOM);
  private used = 0;
  private count = 0;

  /** Rows gathered. */
  get length(): number {
    return this.count;
  }

  add(row: string): void {
    // UTF-8 takes at most three octets for a UTF-16 code unit.
    const room = this.used + row.length * 3 + 2;
    if (room > this.octets.length) this.octets = Buffer.concat([this.octets], Math.max(room, this.octets.length * 2));
    this.used += this.octets.write(this.count++ === 0 ? row : `,\n${row}`, this.used);
  }

  /** The chunk; what comes next begins another. */
  pack(): Uint8Array {
    const packed = deflateRawSync(this.octets.subarray(0, this.used), { level: 1 });
    this.used = 0;
    this.count = 0;
    return packed;
  }
}

/** A chunk of these rows. */
export function packChunk(rows: readonly string[]): Uint8Array {
  const packer = new ChunkPacker();
  for (const row of rows) packer.add(row);
  return packer.pack();
}

/** An opened chunk, whose rows are parsed when they are asked for. */
export class OpenChunk {
  private constructor(
    private readonly text: Buffer,
    /** Where each row begins. */
    private readonly starts: number[],
  ) {}

  /** Inflates off the main thread. @throws Error when it is not what `packChunk` made */
  static async open(data: Uint8Array): Promise<OpenChunk> {
    const text = await inflate(data, { maxOutputLength: MAX_INFLATED });
    const starts = text.length > 0 ? [0] : [];
    // JSON escapes the newlines of its strings: each one here ends a row.
    for (let at = text.indexOf(NEWLINE); at >= 0; at = text.indexOf(NEWLINE, at + 1)) starts.push(at + 1);
    return new OpenChunk(text, starts);
  }

  get length(): number {
    return this.starts.length;
  }

  /** Rows from the n-th on, at most `count`. */
  async rows(from: number, count: number): Promise<ListRow[]> {
    const stored = await this.slice<StoredRow>(from, count);
    return stored.map(([digits, suppressed, ...values]) => ({
      number: `+${digits}`,
      values,
      suppressed: suppressed === 1,
    }));
  }

  async rejects(from: number, count: number): Promise<RejectedRow[]> {
    const stored = await this.slice<StoredReject>(from, count);
    return stored.map(([line, value, reason]) => ({ line, value, reason }));
  }

  private async slice<Row>(from: number, count: number): Promise<Row[]> {
    const end = Math.min(from + count, this.length);
    const all: Row[] = [];
    for (let first = from; first < end;) {
      let next = first + 1;
      while (next < end && this.startOf(next + 1) - this.startOf(first) <= TURN) next++;
      if (first > from) await nextTurn();
      all.push(...this.parse<Row>(first, next));
      first = next;
    }
    return all;
  }

  private parse<Row>(from: number, to: number): Row[] {
    const text = this.text.toString('utf8', this.startOf(from), this.startOf(to));
    return JSON.parse(`[${to < this.length ? text.slice(0, text.lastIndexOf(',')) : text}]`) as Row[];
  }

  private startOf(row: number): number {
    return this.starts[row] ?? this.text.length;
  }
}
