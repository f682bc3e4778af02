import { randomFillSync } from 'node:crypto';

const pool = Buffer.alloc(16 * 256);
let used = pool.length;
let lastMillis = 0;
let counter = 0;

/**
 * A UUIDv7 (RFC 9562, 5.7): milliseconds, then a 12-bit counter so that ids of one millisecond sort as they were made
 * (method 1 of 6.2), then random bits, drawn from the system's generator in bulk.
 */
export function uuidv7(now = Date.now()): string {
  if (now > lastMillis) {
    lastMillis = now;
    counter = 0;
  } else if (++counter > 0xfff) {
    lastMillis++;
    counter = 0;
  }
  if (used + 8 > pool.length) {
    randomFillSync(pool);
    used = 0;
  }
  const time = lastMillis.toString(16).padStart(12, '0');
  const high = ((pool.readUInt16BE(used) & 0x3fff) | 0x8000).toString(16);
  const low = pool.toString('hex', used + 2, used + 8);
  used += 8;
  return `${time.slice(0, 8)}-${time.slice(8)}-7${counter.toString(16).padStart(3, '0')}-${high}-${low}`;
}
