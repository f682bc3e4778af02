import { Injectable } from '@nestjs/common';
import type { PairImport, PairImportResult, PairImportRow } from '@signalbox/contracts/pairs';
import { Invalid } from '../../platform/common/errors.js';
import { readPairs } from './pair-csv.js';
import { planImport } from './pair-import.js';
import { PairsService } from './pairs.service.js';
import { starterPairs } from './starter-pairs.js';

const MAX_ROWS = 500;

/** Many pairs from one table. */
@Injectable()
export class PairImportsService {
  constructor(private readonly pairs: PairsService) {}

  /** Each row is taken or refused alone. @throws Invalid when the text is no table of pairs. */
  async run({ csv }: PairImport, userId: number): Promise<PairImportResult> {
    const table = csv === undefined ? await starterPairs() : readPairs(csv);
    if (table.rows.length > MAX_ROWS) throw Invalid.field('csv', `expected at most ${MAX_ROWS} rows`);
    let data: PairImportRow[] = [];
    let planned: PairImportRow[] = [];
    const stored = await this.pairs.storeAll((book) => {
      const plan = planImport(table, book);
      data = plan.rows;
      planned = plan.changes.map(({ row }) => row);
      return plan.changes.map(({ pair }) => pair);
    }, userId);
    planned.forEach((row, index) => {
      if (stored[index]) return;
      row.result = 'error';
      row.id = null;
      row.errors = [{ field: 'operator', message: 'expected an operator that is not taken in this country' }];
    });
    const count = (result: PairImportRow['result']) => data.filter((row) => row.result === result).length;
    return {
      created: count('created'),
      updated: count('updated'),
      unchanged: count('unchanged'),
      failed: count('error'),
      data,
    };
  }
}
