import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';

/** What shrinks; fonts are compressed in themselves. */
const SHRINKS = /\.(js|css|html|svg|json|txt)$/;
/** Smaller ones are one packet anyway. */
const LEAST = 1024;

const BROTLI = { params: { [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY } };
const GZIP = { level: constants.Z_BEST_COMPRESSION };

/** Puts a brotli and a gzip form beside each file of a folder that is served, so that the server has nothing to compress. */
export async function compressFiles(folder) {
  const files = readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && SHRINKS.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name));
  await Promise.all(files.map(compressFile));
}

async function compressFile(file) {
  const content = readFileSync(file);
  if (content.length < LEAST) return;
  const forms = await Promise.all([promisify(brotliCompress)(content, BROTLI), promisify(gzip)(content, GZIP)]);
  for (const [index, form] of forms.entries()) {
    if (form.length < content.length) writeFileSync(`${file}${['.br', '.gz'][index]}`, form);
  }
}
