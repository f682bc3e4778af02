/** More than the longest value that a router has cause to show. */
export const MAX_WORD = 65_536;
/** Words of a sentence. */
export const MAX_WORDS = 500;

/** What came is no sentence, or larger than any. */
export class Malformed extends Error {}

/** A word's length as the binary API of RouterOS writes it: one to five octets, of which the first tells how many. */
export function encodeLength(length: number): Buffer {
  if (length < 0x80) return Buffer.from([length]);
  if (length < 0x4000) return Buffer.from([(length >> 8) | 0x80, length & 0xff]);
  if (length < 0x20_0000) return Buffer.from([(length >> 16) | 0xc0, (length >> 8) & 0xff, length & 0xff]);
  const four = Buffer.alloc(5);
  four.writeUInt32BE(length, 1);
  if (length >= 0x1000_0000) {
    four[0] = 0xf0;
    return four;
  }
  four[1] = (four[1] ?? 0) | 0xe0;
  return four.subarray(1);
}

/** Words, and the empty one that ends a sentence. */
export function encodeSentence(words: readonly string[]): Buffer {
  const parts = words.flatMap((word) => {
    const bytes = Buffer.from(word);
    return [encodeLength(bytes.length), bytes];
  });
  return Buffer.concat([...parts, Buffer.from([0])]);
}

/** Reads sentences from a stream that is cut anywhere. */
export class SentenceReader {
  private readonly chunks: Buffer[] = [];
  private held = 0;
  /** With less than this there is no use in looking. */
  private wanted = 1;
  private words: string[] = [];

  push(chunk: Buffer): void {
    this.chunks.push(chunk);
    this.held += chunk.length;
  }

  /** The next whole sentence; null until more has come. @throws Malformed */
  next(): string[] | null {
    while (this.held >= this.wanted) {
      const bytes = this.chunks.length === 1 && this.chunks[0] ? this.chunks[0] : Buffer.concat(this.chunks);
      const head = decodeLength(bytes);
      const size = head ? head.octets + head.length : headOctets(bytes[0] ?? 0);
      if (!head || bytes.length < size) {
        this.keep(bytes, size);
        return null;
      }
      const word = bytes.toString('utf8', head.octets, size);
      this.keep(bytes.subarray(size), 1);
      if (word === '') return this.end();
      if (this.words.push(word) > MAX_WORDS) throw new Malformed(`a sentence has more than ${MAX_WORDS} words`);
    }
    return null;
  }

  private keep(bytes: Buffer, wanted: number): void {
    this.chunks.splice(0, this.chunks.length, bytes);
    this.held = bytes.length;
    this.wanted = wanted;
  }

  private end(): string[] {
    const { words } = this;
    this.words = [];
    return words;
  }
}

/** How many octets a length takes whose first one this is. @throws Malformed on a control octet, which nobody defined */
function headOctets(first: number): number {
  if (first < 0x80) return 1;
  if (first < 0xc0) return 2;
  if (first < 0xe0) return 3;
  if (first < 0xf0) return 4;
  if (first === 0xf0) return 5;
  throw new Malformed(`no word begins with 0x${first.toString(16)}`);
}

/** @returns null while octets are missing. @throws Malformed */
function decodeLength(bytes: Buffer): { length: number; octets: number } | null {
  const octets = headOctets(bytes[0] ?? 0);
  if (bytes.length < octets) return null;
  const marks = [0, 0, 0x80, 0xc0, 0xe0][octets] ?? 0;
  const length = octets === 5 ? bytes.readUInt32BE(1) : bytes.readUIntBE(0, octets) - marks * 2 ** (8 * (octets - 1));
  if (length > MAX_WORD) throw new Malformed(`a word has ${length} octets, more than ${MAX_WORD}`);
  return { length, octets };
}
