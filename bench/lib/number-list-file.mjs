import { createReadStream, createWriteStream } from 'node:fs';
import { once } from 'node:events';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';

const serverPackages = createRequire(join(import.meta.dirname, '..', '..', 'server', 'package.json'));
const ROWS_AT_ONCE = 10_000;

/** Kenyan mobile numbers in an order that no set likes, as people write them: half national, half international. */
function rowOf(number) {
  const subscriber = `${10 + (Math.floor(number / 1e6) % 12)}${String((number * 700_001) % 1e6).padStart(6, '0')}`;
  const phone = number % 2 === 0 ? `07${subscriber}` : `+2547${subscriber}`;
  const name = number % 5 === 0 ? `"Otieno, ""Ondiek"" ${number}"` : `Wanjiru Kamau ${number}`;
  return `${phone},${name},Nairobi West,${number % 10_000}.50\n`;
}

/** Writes a list of so many rows, all of different numbers. @returns {Promise<void>} */
export async function writeListFile(path, rows) {
  const file = createWriteStream(path);
  file.write('phone,name,city,balance\n');
  for (let first = 0; first < rows; first += ROWS_AT_ONCE) {
    const count = Math.min(ROWS_AT_ONCE, rows - first);
    const text = Array.from({ length: count }, (_, index) => rowOf(first + index)).join('');
    if (!file.write(text)) await once(file, 'drain');
  }
  file.end();
  await once(file, 'close');
}

/** The floor: the parser of the product alone reads the rows, which go nowhere. @returns {Promise<number>} seconds */
export async function parseAlone(path) {
  const { parse } = serverPackages('csv-parse');
  const began = performance.now();
  const parser = parse({ on_record: () => null });
  parser.resume();
  await pipeline(createReadStream(path, { highWaterMark: 256 * 1024 }), parser);
  return (performance.now() - began) / 1000;
}
