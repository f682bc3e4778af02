import { Injectable } from '@nestjs/common';
import type { CannedReply, CannedReplyPatch, NewCannedReplyRecord } from '../../office/canned-replies/canned-reply.js';
import { CannedReplyRepository } from '../../office/canned-replies/canned-reply.repository.js';
import { Conflict } from '../../platform/common/errors.js';
import type { Stretch } from '../../platform/common/stretch.js';
import { Database } from '../typeorm/database.js';
import { unlessDuplicate } from '../typeorm/duplicate.js';
import { Where, assignments, insertedId, newest } from './rows.js';

interface CannedRow {
  id: number;
  name: string;
  text: string;
  created_at: number | string;
  updated_at: number | string;
}

const COLUMNS = ['name', 'text', 'created_at', 'updated_at'];
const SELECT = 'SELECT * FROM canned_replies';

@Injectable()
export class SqlCannedReplyRepository extends CannedReplyRepository {
  constructor(private readonly db: Database) {
    super();
  }

  override create({ name, text, createdAt }: NewCannedReplyRecord): Promise<CannedReply> {
    return unlessTaken(() =>
      this.db.write(async (tx) => {
        await tx.insert('canned_replies', COLUMNS, [[name, text, createdAt, createdAt]]);
        return { id: await insertedId(tx, this.db.isSqlite), name, text, createdAt, updatedAt: createdAt };
      }),
    );
  }

  override async find(id: number): Promise<CannedReply | null> {
    const [row] = await this.db.read<CannedRow>(`${SELECT} WHERE id = ?`, [id]);
    return row ? toCanned(row) : null;
  }

  override async list(stretch: Stretch): Promise<CannedReply[]> {
    const { sql, params } = newest(new Where(), stretch);
    return (await this.db.read<CannedRow>(`${SELECT}${sql}`, params)).map(toCanned);
  }

  override change(id: number, patch: CannedReplyPatch, at: number): Promise<CannedReply | null> {
    const { sql, params } = assignments({ ...patch, updated_at: at });
    return unlessTaken(() =>
      this.db.write(async (tx) => {
        await tx.run(`UPDATE canned_replies SET ${sql} WHERE id = ?`, [...params, id]);
        const [row] = await tx.all<CannedRow>(`${SELECT} WHERE id = ?`, [id]);
        return row ? toCanned(row) : null;
      }),
    );
  }

  override async remove(id: number): Promise<boolean> {
    return (await this.db.write((tx) => tx.run('DELETE FROM canned_replies WHERE id = ?', [id]))) === 1;
  }
}

async function unlessTaken<T>(write: () => Promise<T>): Promise<T> {
  const taken = Symbol('taken');
  const done = await unlessDuplicate(taken, write);
  if (done !== taken) return done;
  throw new Conflict('Another reply has this name.', [
    { field: 'name', message: 'expected a name that no other reply has' },
  ]);
}

const toCanned = (row: CannedRow): CannedReply => ({
  id: row.id,
  name: row.name,
  text: row.text,
  createdAt: Number(row.created_at),
  updatedAt: Number(row.updated_at),
});
