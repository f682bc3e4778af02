import { isUtf8 } from 'node:buffer';
import { open } from 'node:fs/promises';
import { ImportFailure } from '../number-tables/import-failure.js';
import { ForeignLetters, encodingOf } from './encoding.js';
import { fileBytes } from './file-bytes.js';

/** What an uploaded file turned out to be. */
export type FileKind =
  | { kind: 'spreadsheet' }
  /** `encoding` as the Encoding Standard calls it; `bytes` is its length when inflated, byte order mark included. */
  | { kind: 'text'; gzip: boolean; encoding: string; bytes: number };

const HEAD = 64 * 1024;
/** Of the octets of a text, at most so many may be control characters. */
const CONTROL_SHARE = 0.005;
const TAB = 9;
const CARRIAGE_RETURN = 13;
const SPACE = 32;

const MAGIC: [signature: number[], reason: string][] = [
  [[0xd0, 0xcf, 0x11, 0xe0], 'this is an old (.xls) or a password-protected Excel file; save it as .xlsx or CSV'],
  [[0x25, 0x50, 0x44, 0x46], 'this is a PDF; expected CSV, TSV, TXT or XLSX'],
  [[0x42, 0x5a, 0x68], 'this is compressed with bzip2; expected gzip, or none'],
  [[0x28, 0xb5, 0x2f, 0xfd], 'this is compressed with zstd; expected gzip, or none'],
  [[0xfd, 0x37, 0x7a, 0x58, 0x5a], 'this is compressed with xz; expected gzip, or none'],
];
const GZIP = [0x1f, 0x8b];
const ZIP = [0x50, 0x4b];

const begins = (head: Uint8Array, signature: readonly number[]): boolean =>
  signature.every((octet, index) => head[index] === octet);

/**
 * Reads a file once, whole: by its content and not by its name, what it is and in which encoding.
 * @param told its encoding, by the caller's word; null is to be found out
 * @param most octets to look at, for a first look: what comes later may say otherwise
 * @throws ImportFailure when it holds no text and no spreadsheet
 */
export async function sniff(path: string, told: string | null = null, most = Infinity): Promise<FileKind> {
  const head = await headOf(path);
  if (head.length === 0) throw new ImportFailure('the file is empty');
  if (begins(head, ZIP)) return { kind: 'spreadsheet' };
  const gzip = begins(head, GZIP);
  if (!gzip) refuseKnown(head);
  const text = new TextSurvey(told);
  for await (const octets of fileBytes(path, gzip)) {
    if (text.bytes === 0 && gzip) refusePacked(octets);
    text.take(octets);
    if (text.bytes >= most) break;
  }
  return { kind: 'text', gzip, encoding: text.encoding(text.bytes >= most), bytes: text.bytes };
}

async function headOf(path: string): Promise<Buffer> {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(8), 0, 8, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}

function refuseKnown(head: Uint8Array): void {
  const known = MAGIC.find(([signature]) => begins(head, signature));
  if (known) throw new ImportFailure(known[1]);
}

function refusePacked(head: Uint8Array): void {
  if (begins(head, ZIP)) throw new ImportFailure('there is a zip or XLSX file inside the gzip; upload it as it is');
  if (begins(head, GZIP)) throw new ImportFailure('the file is compressed twice');
  refuseKnown(head);
}

/** Takes a file's octets in order and tells the encoding at the end. */
export class TextSurvey {
  bytes = 0;
  private given: string | null;
  private validUtf8 = true;
  private carry: Buffer = Buffer.alloc(0);
  private readonly foreign = new ForeignLetters();

  constructor(private readonly told: string | null = null) {
    this.given = told;
  }

  /** @throws ImportFailure on octets that no text has */
  take(octets: Buffer): void {
    if (octets.length === 0) return;
    if (this.bytes === 0) this.given = this.told ?? markOf(octets) ?? zerosOf(octets.subarray(0, HEAD));
    this.bytes += octets.length;
    if (this.given?.startsWith('utf-16')) return;
    if (octets.includes(0) || (this.bytes === octets.length && hasControls(octets.subarray(0, HEAD)))) {
      throw new ImportFailure('the file is binary; expected CSV, TSV, TXT or XLSX');
    }
    if (this.given !== null) return;
    if (this.validUtf8) this.check(octets);
    this.foreign.take(octets);
  }

  /** @param isCut whether there is more, so that a character may go on there */
  encoding(isCut = false): string {
    if (this.bytes === 0) throw new ImportFailure('the file is empty');
    if (this.given !== null) return this.given;
    return this.validUtf8 && (isCut || this.carry.length === 0) ? 'utf-8' : encodingOf(this.foreign.sample());
  }

  private check(octets: Buffer): void {
    const all = this.carry.length > 0 ? Buffer.concat([this.carry, octets]) : octets;
    const end = wholeCharacters(all);
    this.validUtf8 = isUtf8(all.subarray(0, end));
    this.carry = Buffer.from(all.subarray(end));
  }
}

/** Where the last character that may go on in the next octets begins (RFC 3629, clause 3). */
function wholeCharacters(octets: Buffer): number {
  for (let back = 1; back <= Math.min(3, octets.length); back++) {
    const octet = octets[octets.length - back] ?? 0;
    if (octet >= 0xc0)
      return octet >= (back === 3 ? 0xf0 : back === 2 ? 0xe0 : 0xc0) ? octets.length - back : octets.length;
    if (octet < 0x80) break;
  }
  return octets.length;
}

/** The encoding that a byte order mark names. */
function markOf(head: Buffer): string | null {
  if (begins(head, [0xef, 0xbb, 0xbf])) return 'utf-8';
  if (begins(head, [0xff, 0xfe])) return 'utf-16le';
  if (begins(head, [0xfe, 0xff])) return 'utf-16be';
  return null;
}

/** Of a text's characters in UTF-16 so many have a zero octet at least: digits, blanks and ends of lines. */
const LEAST_ZEROS = 0.03;
/** More of them than this has no other text, whatever the characters are. */
const SURELY_ZEROS = 0.4;
/** Letters of other scripts have a zero in their other octet now and then. */
const OTHER_ZEROS = 0.2;

/** UTF-16 without a mark: of digits and Latin letters one octet is zero, always the same of the two. */
function zerosOf(head: Buffer): string | null {
  let even = 0;
  let odd = 0;
  for (let index = 0; index + 1 < head.length; index += 2) {
    if (head[index] === 0) even++;
    if (head[index + 1] === 0) odd++;
  }
  const share = Math.max(even, odd) / Math.max(1, head.length >> 1);
  if (share < LEAST_ZEROS || Math.min(even, odd) > Math.max(even, odd) * OTHER_ZEROS) return null;
  const encoding = odd > even ? 'utf-16le' : 'utf-16be';
  return share > SURELY_ZEROS || isTextIn(head, encoding) ? encoding : null;
}

/** In no text: control characters, and what no letter has. */
const NO_TEXT = /[^\P{C}\p{Cf}\t\n\r]/u;

function isTextIn(head: Buffer, encoding: string): boolean {
  try {
    return !NO_TEXT.test(new TextDecoder(encoding, { fatal: true }).decode(head, { stream: true }));
  } catch {
    return false;
  }
}

function hasControls(head: Buffer): boolean {
  let controls = 0;
  for (const octet of head) if (octet < SPACE && (octet < TAB || octet > CARRIAGE_RETURN)) controls++;
  return controls > Math.max(1, head.length * CONTROL_SHARE);
}
