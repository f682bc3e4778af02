import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import {
  LATER_DETAILS,
  type NumberList,
  type NumberListChange,
  type NumberListDetails,
} from '../../../campaigns/number-lists/number-list.js';
import { type ChunkKind, NumberListRepository } from '../../../campaigns/number-lists/number-list.repository.js';
import { Database } from '../database.js';
import { unlessDuplicate } from '../duplicate.js';
import type { SqlValue } from '../tx.js';
import { assignments, given } from './columns.js';

interface ListRow {
  id: string;
  name: string;
  owner_id: number;
  status: NumberList['status'];
  details: string;
  created_at: number | string;
  updated_at: number | string;
}

/** Sorts behind every id. */
const BEHIND_ALL = 'g';
/** Large rows: freeing the pages of many at once would stop the event loop. */
const REMOVED_AT_ONCE = 8;

/**
 * A list's row goes before its chunks, which are many: what a crash leaves of them belongs to no list any more, nobody
 * sees it, and the next start takes it away.
 */
@Injectable()
export class SqlNumberListRepository extends NumberListRepository implements OnApplicationBootstrap {
  constructor(private readonly db: Database) {
    super();
  }

  async onApplicationBootstrap(): Promise<void> {
    const orphans = await this.db.readLong<{ list_id: string }>(
      'SELECT DISTINCT list_id FROM number_list_chunks WHERE list_id NOT IN (SELECT id FROM number_lists)',
    );
    for (const { list_id: id } of orphans) await this.removeChunks(id);
  }

  override create(list: NumberList): Promise<boolean> {
    const row = { id: list.id, owner_id: list.ownerId, created_at: list.createdAt, ...toColumns(list) };
    return unlessDuplicate(false, async () => {
      await this.db.write((tx) => tx.insert('number_lists', Object.keys(row), [Object.values(row) as SqlValue[]]));
      return true;
    });
  }

  override update(id: string, change: NumberListChange): Promise<NumberList | 'taken' | null> {
    const { sql, params } = assignments(toColumns(change));
    if (params.length === 0) return this.find(id);
    return unlessDuplicate('taken', () =>
      this.db.write(async (tx) => {
        await tx.run(`UPDATE number_lists SET ${sql} WHERE id = ?`, [...params, id]);
        const [row] = await tx.all<ListRow>('SELECT * FROM number_lists WHERE id = ?', [id]);
        return row ? toList(row) : null;
      }),
    );
  }

  override async remove(id: string): Promise<boolean> {
    const removed = await this.db.write((tx) => tx.run('DELETE FROM number_lists WHERE id = ?', [id]));
    await this.removeChunks(id);
    return removed > 0;
  }

  override find(id: string): Promise<NumberList | null> {
    return this.one('id', id);
  }

  override findByName(name: string): Promise<NumberList | null> {
    return this.one('name', name);
  }

  override async list(limit: number, before = BEHIND_ALL): Promise<NumberList[]> {
    const sql = 'SELECT * FROM number_lists WHERE id < ? ORDER BY id DESC LIMIT ?';
    return (await this.db.read<ListRow>(sql, [before, limit + 1])).map(toList);
  }

  override async importing(): Promise<NumberList[]> {
    const sql = "SELECT * FROM number_lists WHERE status = 'importing' ORDER BY id";
    return (await this.db.read<ListRow>(sql)).map(toList);
  }

  /** A list that is gone takes no chunks. */
  override async putChunk(listId: string, kind: ChunkKind, number: number, data: Uint8Array): Promise<void> {
    // mysql2 takes octets as a Buffer only.
    const octets = Buffer.from(data.buffer, data.byteOffset, data.byteLength);
    await this.db.write((tx) =>
      tx.run(
        'REPLACE INTO number_list_chunks (list_id, kind, number, data) ' +
          'SELECT id, ?, ?, ? FROM number_lists WHERE id = ?',
        [kind, number, octets, listId],
      ),
    );
  }

  override async chunk(listId: string, kind: ChunkKind, number: number): Promise<Uint8Array | null> {
    const sql = 'SELECT data FROM number_list_chunks WHERE list_id = ? AND kind = ? AND number = ?';
    const [row] = await this.db.read<{ data: Uint8Array }>(sql, [listId, kind, number]);
    return row?.data ?? null;
  }

  override async removeChunks(listId: string): Promise<void> {
    for (;;) {
      const chunks = await this.db.read<{ kind: string; number: number }>(
        'SELECT kind, number FROM number_list_chunks WHERE list_id = ? LIMIT ?',
        [listId, REMOVED_AT_ONCE],
      );
      if (chunks.length === 0) return;
      await this.db.write((tx) =>
        tx.runEach(
          'DELETE FROM number_list_chunks WHERE list_id = ? AND kind = ? AND number = ?',
          chunks.map(({ kind, number }) => [listId, kind, number]),
        ),
      );
    }
  }

  private async one(column: 'id' | 'name', value: string): Promise<NumberList | null> {
    const [row] = await this.db.read<ListRow>(`SELECT * FROM number_lists WHERE ${column} = ?`, [value]);
    return row ? toList(row) : null;
  }
}

const toColumns = (list: NumberListChange): Record<string, SqlValue | undefined> => ({
  name: list.name,
  status: list.status,
  details: given(list.details, JSON.stringify),
  updated_at: list.updatedAt,
});

const toList = (row: ListRow): NumberList => ({
  id: row.id,
  name: row.name,
  ownerId: row.owner_id,
  status: row.status,
  details: { ...LATER_DETAILS, ...(JSON.parse(row.details) as NumberListDetails) },
  createdAt: Number(row.created_at),
  updatedAt: Number(row.updated_at),
});
