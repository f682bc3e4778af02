import { Injectable } from '@nestjs/common';
import type { Program, ProgramChange, ProgramDetails } from '../../../campaigns/programs/program.js';
import { ProgramRepository } from '../../../campaigns/programs/program.repository.js';
import { Database } from '../database.js';
import { unlessDuplicate } from '../duplicate.js';
import type { SqlValue } from '../tx.js';
import { assignments, given } from './columns.js';

interface ProgramRow {
  id: string;
  name: string;
  owner_id: number;
  pair_id: string | null;
  list_id: string | null;
  details: string;
  version: number;
  created_at: number | string;
  updated_at: number | string;
}

/** Sorts behind every id. */
const BEHIND_ALL = 'g';

@Injectable()
export class SqlProgramRepository extends ProgramRepository {
  constructor(private readonly db: Database) {
    super();
  }

  override create(program: Program): Promise<boolean> {
    const { id, ownerId, version, createdAt } = program;
    const row = { id, owner_id: ownerId, version, created_at: createdAt, ...toColumns(program) };
    return unlessDuplicate(false, async () => {
      await this.db.write((tx) => tx.insert('programs', Object.keys(row), [Object.values(row) as SqlValue[]]));
      return true;
    });
  }

  override update(id: string, change: ProgramChange, version?: number): Promise<Program | 'taken' | 'changed' | null> {
    const { sql, params } = assignments(toColumns(change));
    const set = ['version = version + 1', ...(sql ? [sql] : [])].join(', ');
    const [where, values] = version === undefined ? ['id = ?', [id]] : ['id = ? AND version = ?', [id, version]];
    return unlessDuplicate('taken', () =>
      this.db.write(async (tx) => {
        const changed = await tx.run(`UPDATE programs SET ${set} WHERE ${where}`, [...params, ...values]);
        const [row] = await tx.all<ProgramRow>('SELECT * FROM programs WHERE id = ?', [id]);
        if (!row) return null;
        return changed > 0 ? toProgram(row) : 'changed';
      }),
    );
  }

  override async remove(id: string): Promise<boolean> {
    return (await this.db.write((tx) => tx.run('DELETE FROM programs WHERE id = ?', [id]))) > 0;
  }

  override find(id: string): Promise<Program | null> {
    return this.one('id', id);
  }

  override findByName(name: string): Promise<Program | null> {
    return this.one('name', name);
  }

  override async list(limit: number, before = BEHIND_ALL): Promise<Program[]> {
    const sql = 'SELECT * FROM programs WHERE id < ? ORDER BY id DESC LIMIT ?';
    return (await this.db.read<ProgramRow>(sql, [before, limit + 1])).map(toProgram);
  }

  override async count(): Promise<number> {
    return countOf(await this.db.read<CountRow>('SELECT COUNT(*) AS count FROM programs'));
  }

  override countUsingList(listId: string): Promise<number> {
    return this.countWith('list_id', listId);
  }

  override countUsingPair(pairId: string): Promise<number> {
    return this.countWith('pair_id', pairId);
  }

  private async one(column: 'id' | 'name', value: string): Promise<Program | null> {
    const [row] = await this.db.read<ProgramRow>(`SELECT * FROM programs WHERE ${column} = ?`, [value]);
    return row ? toProgram(row) : null;
  }

  private async countWith(column: 'list_id' | 'pair_id', id: string): Promise<number> {
    const sql = `SELECT COUNT(*) AS count FROM programs WHERE ${column} = ?`;
    return countOf(await this.db.read<CountRow>(sql, [id]));
  }
}

interface CountRow {
  count: number | string;
}

const countOf = ([row]: readonly CountRow[]): number => Number(row?.count ?? 0);

const toColumns = (program: ProgramChange): Record<string, SqlValue | undefined> => ({
  name: program.name,
  pair_id: program.pairId,
  list_id: program.listId,
  details: given(program.details, JSON.stringify),
  updated_at: program.updatedAt,
});

const toProgram = (row: ProgramRow): Program => ({
  id: row.id,
  name: row.name,
  ownerId: row.owner_id,
  pairId: row.pair_id,
  listId: row.list_id,
  details: JSON.parse(row.details) as ProgramDetails,
  version: row.version,
  createdAt: Number(row.created_at),
  updatedAt: Number(row.updated_at),
});
