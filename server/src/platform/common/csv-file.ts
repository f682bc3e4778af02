import { Readable } from 'node:stream';
import { StreamableFile } from '@nestjs/common';
import { csvLine } from './csv-text.js';
import { dispositionOf } from './disposition.js';

/** A download of comma-separated values (RFC 4180) that is made as fast as the client takes it, a page of rows at a time. */
export const csvFile = (name: string, header: readonly string[], pages: AsyncIterable<string[][]>): StreamableFile =>
  new StreamableFile(Readable.from(csvText(header, pages), { highWaterMark: 1 }), {
    type: 'text/csv; charset=utf-8',
    disposition: dispositionOf(name),
  });

async function* csvText(header: readonly string[], pages: AsyncIterable<string[][]>): AsyncGenerator<Buffer> {
  yield Buffer.from(csvLine(header));
  for await (const rows of pages) yield Buffer.from(rows.map(csvLine).join(''));
}
