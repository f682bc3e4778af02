import { createReadStream } from 'node:fs';
import { open, stat } from 'node:fs/promises';
import { pipeline } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { ImportFailure } from '../number-tables/import-failure.js';

const READ = 64 * 1024;
/** No list is longer than this when it is inflated. */
export const MAX_INFLATED = 2 * 1024 * 1024 * 1024;
/** Lists shrink by 3 to 30; what shrinks by more was made to grow. */
const MAX_RATIO = 200;
/** Small files may shrink by any factor. */
const RATIO_FROM = 16 * 1024 * 1024;

/** @throws ImportFailure when something inflates to more than a list can be */
export function refuseBomb(inflated: number, packed: number): void {
  if (inflated > MAX_INFLATED) throw new ImportFailure('the file is over 2 GiB when it is unpacked');
  if (inflated > RATIO_FROM && inflated > packed * MAX_RATIO) {
    throw new ImportFailure(`the file unpacks to over ${MAX_RATIO} times its size, which no list does`);
  }
}

/**
 * The octets of a file in order, unpacked where it is gzip (RFC 1952). Those of one turn are overwritten by the next.
 * @throws ImportFailure
 */
export function fileBytes(path: string, gzip: boolean): AsyncIterable<Buffer> {
  return gzip ? unpacked(path) : plainBytes(path);
}

/** Into the same memory again and again: a stream's new one for each piece is much garbage for a large file. */
async function* plainBytes(path: string): AsyncGenerator<Buffer> {
  const file = await open(path);
  try {
    const room = Buffer.alloc(READ);
    for (;;) {
      const { bytesRead } = await file.read(room, 0, READ);
      if (bytesRead === 0) return;
      yield room.subarray(0, bytesRead);
    }
  } finally {
    await file.close();
  }
}

async function* unpacked(path: string): AsyncGenerator<Buffer> {
  const { size } = await stat(path);
  let inflated = 0;
  try {
    // An error of either stream ends the other, and reaches whoever reads.
    const stream = pipeline(createReadStream(path), createGunzip({ chunkSize: READ }), () => undefined);
    for await (const octets of stream as AsyncIterable<Buffer>) {
      inflated += octets.length;
      refuseBomb(inflated, size);
      yield octets;
    }
  } catch (error) {
    if (typeof error === 'object' && error !== null && 'code' in error && String(error.code).startsWith('Z_')) {
      throw new ImportFailure('the gzip file is damaged or cut off');
    }
    throw error;
  }
}
