import { createWriteStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { diskTrouble } from '@signalbox/files/disk-trouble';
import { isoTimeOrNull } from '../../platform/common/clock.js';
import { syncPath } from '../backup/files.js';
import type { Database } from '../typeorm/database.js';
import { type MessageRow, numberOrNull } from '../typeorm/repositories/message-row.js';
import type { SqlValue } from '../typeorm/tx.js';

const PAGE = 1_000;

/** Which messages; all unless told. Times are epoch milliseconds, the first in, the last out. */
export interface ExportFilter {
  number?: string;
  since?: number;
  until?: number;
}

/**
 * Writes messages into a file: JSON, one a line, compressed. It has its name once it is whole.
 * @returns how many
 */
export async function exportMessages(db: Database, file: string, filter: ExportFilter): Promise<number> {
  const part = `${file}.part`;
  let count = 0;
  async function* lines(): AsyncGenerator<string> {
    for await (const rows of pages(db, filter)) {
      count += rows.length;
      yield rows.map((row) => `${JSON.stringify(viewOf(row))}\n`).join('');
    }
  }
  try {
    await pipeline(Readable.from(lines()), createGzip(), createWriteStream(part, { flags: 'w', mode: 0o600 }));
    await syncPath(part);
    await rename(part, file);
    return count;
  } catch (error) {
    await rm(part, { force: true });
    const trouble = diskTrouble(error);
    throw trouble === null ? error : new Error(`${file}: ${trouble}; nothing is left of it`, { cause: error });
  }
}

async function* pages(db: Database, { number, since, until }: ExportFilter): AsyncGenerator<MessageRow[]> {
  const conditions: [string, SqlValue | undefined][] = [
    ['peer = ?', number],
    ['created_at >= ?', since],
    ['created_at < ?', until],
  ];
  const given = conditions.filter(([, value]) => value !== undefined) as [string, SqlValue][];
  const where = ['seq > ?', ...given.map(([condition]) => condition)].join(' AND ');
  for (let after = 0; ;) {
    const sql = `SELECT * FROM messages WHERE ${where} ORDER BY seq LIMIT ?`;
    const rows = await db.readLong<MessageRow>(sql, [after, ...given.map(([, value]) => value), PAGE]);
    if (rows.length > 0) yield rows;
    if (rows.length < PAGE) return;
    after = Number(rows.at(-1)?.seq);
  }
}

const viewOf = (row: MessageRow) => ({
  id: row.id,
  direction: row.direction,
  status: row.status,
  number: row.peer,
  own_number: row.own_number,
  text: row.text,
  encoding: row.encoding,
  segments: row.segments,
  client_ref: row.client_ref,
  reason: row.reason,
  program_id: row.program_id,
  created_at: isoTimeOrNull(Number(row.created_at)),
  updated_at: isoTimeOrNull(Number(row.updated_at)),
  send_at: isoTimeOrNull(numberOrNull(row.send_at)),
});
