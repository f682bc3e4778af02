import { Injectable } from '@nestjs/common';
import { type Pair, type PairChange, operatorKey } from '../../../messaging/pairs/pair.js';
import { PairRepository } from '../../../messaging/pairs/pair.repository.js';
import { Database } from '../database.js';
import { unlessDuplicate } from '../duplicate.js';
import type { SqlValue } from '../tx.js';
import { assignments, given, toFlag } from './columns.js';

interface PairRow {
  id: string;
  country: string;
  country_label: string | null;
  operator: string;
  mcc: string | null;
  mnc: string | null;
  prefixes: string;
  is_high_priority: number;
  takes_rest: number;
  active: number;
  short_codes: number;
  created_at: number | string;
  updated_at: number | string;
}

@Injectable()
export class SqlPairRepository extends PairRepository {
  constructor(private readonly db: Database) {
    super();
  }

  override create(pair: Pair): Promise<boolean> {
    const row = { id: pair.id, created_at: pair.createdAt, ...toColumns(pair) };
    return unlessDuplicate(false, async () => {
      await this.db.write((tx) => tx.insert('pairs', Object.keys(row), [Object.values(row) as SqlValue[]]));
      return true;
    });
  }

  override update(id: string, change: PairChange): Promise<Pair | 'taken' | null> {
    const { sql, params } = assignments(toColumns(change));
    if (params.length === 0) return this.find(id);
    return unlessDuplicate('taken', () =>
      this.db.write(async (tx) => {
        await tx.run(`UPDATE pairs SET ${sql} WHERE id = ?`, [...params, id]);
        const [row] = await tx.all<PairRow>('SELECT * FROM pairs WHERE id = ?', [id]);
        return row ? toPair(row) : null;
      }),
    );
  }

  override async remove(id: string): Promise<boolean> {
    return (await this.db.write((tx) => tx.run('DELETE FROM pairs WHERE id = ?', [id]))) > 0;
  }

  override async find(id: string): Promise<Pair | null> {
    const [row] = await this.db.read<PairRow>('SELECT * FROM pairs WHERE id = ?', [id]);
    return row ? toPair(row) : null;
  }

  override async all(): Promise<Pair[]> {
    const rows = await this.db.read<PairRow>('SELECT * FROM pairs ORDER BY country, operator_key');
    return rows.map(toPair);
  }
}

const toColumns = (pair: PairChange): Record<string, SqlValue | undefined> => ({
  country: pair.country,
  country_label: pair.countryLabel,
  operator: pair.operator,
  operator_key: given(pair.operator, operatorKey),
  mcc: pair.mcc,
  mnc: pair.mnc,
  prefixes: given(pair.prefixes, JSON.stringify),
  is_high_priority: given(pair.isHighPriority, toFlag),
  takes_rest: given(pair.takesRest, toFlag),
  active: given(pair.active, toFlag),
  short_codes: given(pair.shortCodes, toFlag),
  updated_at: pair.updatedAt,
});

const toPair = (row: PairRow): Pair => ({
  id: row.id,
  country: row.country,
  countryLabel: row.country_label,
  operator: row.operator,
  mcc: row.mcc,
  mnc: row.mnc,
  prefixes: JSON.parse(row.prefixes) as string[],
  isHighPriority: row.is_high_priority === 1,
  takesRest: row.takes_rest === 1,
  active: row.active === 1,
  shortCodes: row.short_codes === 1,
  createdAt: Number(row.created_at),
  updatedAt: Number(row.updated_at),
});
