import type { Readable } from 'node:stream';
import { type Entry, type ZipFile, openPromise } from 'yauzl';
import { refuseBomb } from '../file-bytes.js';
import { ImportFailure } from '../../number-tables/import-failure.js';

/** A spreadsheet of a list has a dozen. */
const MAX_PARTS = 5_000;
/** Of a part that is read into memory as a whole. */
const MAX_SMALL_PART = 4 * 1024 * 1024;

/** The parts of an Office Open XML package (ECMA-376, part 2), by their names without the slash at the beginning. */
export class Package {
  private constructor(
    private readonly zip: ZipFile,
    private readonly parts: Map<string, Entry>,
  ) {}

  /** @throws ImportFailure when it is no zip file, or one that is made to do harm */
  static async open(path: string): Promise<Package> {
    const zip = await openPromise(path, { autoClose: false }).catch(damaged);
    try {
      const parts = new Map<string, Entry>();
      if (zip.entryCount > MAX_PARTS) throw new ImportFailure('the spreadsheet has too many parts');
      for await (const entry of zip.eachEntry()) {
        refuseBomb(entry.uncompressedSize, entry.compressedSize);
        parts.set(entry.fileName.toLowerCase(), entry);
      }
      return new Package(zip, parts);
    } catch (error) {
      zip.close();
      return damaged(error);
    }
  }

  close(): void {
    this.zip.close();
  }

  has(name: string): boolean {
    return this.parts.has(name.toLowerCase());
  }

  /** Octets of a part when it is inflated. */
  sizeOf(name: string): number {
    return this.parts.get(name.toLowerCase())?.uncompressedSize ?? 0;
  }

  /** The text of a part in pieces. @throws ImportFailure, also when it inflates to more than it said */
  async *text(name: string, onOctets: (count: number) => void = () => undefined): AsyncGenerator<string> {
    const entry = this.parts.get(name.toLowerCase());
    if (!entry) throw new ImportFailure('this zip file is no spreadsheet; expected .xlsx');
    if (entry.isEncrypted()) throw new ImportFailure('the spreadsheet is encrypted; save it without a password');
    try {
      const decoder = new TextDecoder('utf-8');
      const stream: Readable = await this.zip.openReadStreamPromise(entry);
      for await (const octets of stream as AsyncIterable<Buffer>) {
        onOctets(octets.length);
        yield decoder.decode(octets, { stream: true });
      }
      yield decoder.decode();
    } catch (error) {
      damaged(error);
    }
  }

  async whole(name: string): Promise<string> {
    if (this.sizeOf(name) > MAX_SMALL_PART) throw new ImportFailure('the spreadsheet has too large a part');
    let all = '';
    for await (const text of this.text(name)) all += text;
    return all;
  }
}

function damaged(error: unknown): never {
  if (error instanceof ImportFailure) throw error;
  throw new ImportFailure('the spreadsheet is damaged or cut off');
}
