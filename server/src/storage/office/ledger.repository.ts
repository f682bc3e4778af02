import { Injectable } from '@nestjs/common';
import { PAYMENT_METHODS } from '@signalbox/contracts/office/payments';
import type { StatementEntry } from '../../office/billing/ledger.js';
import { LedgerRepository } from '../../office/billing/ledger.repository.js';
import type { Stretch } from '../../platform/common/stretch.js';
import { Database } from '../typeorm/database.js';
import { Where, newest } from './rows.js';

type Numeric = number | string;
interface EntryRow {
  id: number;
  day: string;
  kind: StatementEntry['kind'];
  document: StatementEntry['document'];
  document_id: number;
  amount: Numeric;
  reason: string | null;
  user_id: number | null;
  created_at: Numeric;
}

const STATEMENT =
  'SELECT e.*, p.amount FROM ledger_entries e ' +
  "JOIN ledger_postings p ON p.entry_id = e.id AND p.account = 'receivable'";
const MONEY = `account IN (${PAYMENT_METHODS.map((method) => `'money.${method}'`).join(', ')})`;

@Injectable()
export class SqlLedgerRepository extends LedgerRepository {
  constructor(private readonly db: Database) {
    super();
  }

  override async statement(customerId: number, stretch: Stretch): Promise<StatementEntry[]> {
    const { sql, params } = newest(new Where().and('e.customer_id = ?', customerId), stretch, 'e.id');
    return (await this.db.read<EntryRow>(`${STATEMENT}${sql}`, params)).map(toEntry);
  }

  override async takings(from: string, to: string): Promise<{ day: string; amount: number }[]> {
    const sql =
      `SELECT day, SUM(amount) AS amount FROM ledger_days WHERE ${MONEY} AND day >= ? AND day <= ? ` +
      'GROUP BY day ORDER BY day';
    const rows = await this.db.read<{ day: string; amount: Numeric }>(sql, [from, to]);
    return rows.map(({ day, amount }) => ({ day, amount: Number(amount) }));
  }

  override async takenInAll(): Promise<number> {
    const [row] = await this.db.read<{ amount: Numeric | null }>(
      `SELECT SUM(amount) AS amount FROM ledger_days WHERE ${MONEY}`,
    );
    return Number(row?.amount ?? 0);
  }
}

const toEntry = (row: EntryRow): StatementEntry => ({
  id: row.id,
  day: row.day,
  kind: row.kind,
  document: row.document,
  documentId: row.document_id,
  amount: Number(row.amount),
  reason: row.reason,
  userId: row.user_id,
  createdAt: Number(row.created_at),
});
