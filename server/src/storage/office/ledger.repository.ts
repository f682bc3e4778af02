import { Injectable } from '@nestjs/common';
import { PAYMENT_METHODS, PaymentMethod } from '@signalbox/contracts/office/payments';
import { type Days, LedgerRepository, type Standing } from '../../office/billing/ledger.repository.js';
import type { NamedEntry, StatementEntry } from '../../office/billing/ledger.js';
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
/** The keys of the joins are the documents' own, so that each adds one look-up. */
const NAMED =
  'SELECT e.*, p.amount, COALESCE(i.number, n.number, y.reference) AS document_name FROM ledger_entries e ' +
  "JOIN ledger_postings p ON p.entry_id = e.id AND p.account = 'receivable' " +
  "LEFT JOIN invoices i ON e.document = 'invoice' AND i.id = e.document_id " +
  "LEFT JOIN credit_notes n ON e.document = 'credit_note' AND n.id = e.document_id " +
  "LEFT JOIN payments y ON e.document = 'payment' AND y.id = e.document_id " +
  'WHERE e.customer_id = ? AND e.day >= ? AND e.day <= ? ORDER BY e.day, e.id LIMIT ?';
const BEFORE =
  'SELECT SUM(p.amount) AS amount FROM ledger_entries e ' +
  "JOIN ledger_postings p ON p.entry_id = e.id AND p.account = 'receivable' WHERE e.customer_id = ? AND e.day < ?";
const MONEY = `account IN (${PAYMENT_METHODS.map((method) => `'money.${method}'`).join(', ')})`;
const BALANCES =
  'SELECT SUM(CASE WHEN balance > 0 THEN balance ELSE 0 END) AS owed, ' +
  'SUM(CASE WHEN balance < 0 THEN -balance ELSE 0 END) AS credit FROM customers';
const OPEN =
  'SELECT SUM(CASE WHEN due_date < ? THEN open_amount ELSE 0 END) AS overdue, ' +
  'SUM(CASE WHEN due_date < ? THEN 1 ELSE 0 END) AS late, COUNT(*) AS many ' +
  "FROM invoices WHERE state = 'issued' AND open_amount > 0";

@Injectable()
export class SqlLedgerRepository extends LedgerRepository {
  constructor(private readonly db: Database) {
    super();
  }

  override async statement(customerId: number, { from, to }: Days, stretch: Stretch): Promise<StatementEntry[]> {
    const where = new Where().and('e.customer_id = ?', customerId).and('e.day >= ?', from).and('e.day <= ?', to);
    const { sql, params } = newest(where, stretch, 'e.id');
    return (await this.db.read<EntryRow>(`${STATEMENT}${sql}`, params)).map(toEntry);
  }

  override async balanceBefore(customerId: number, day: string): Promise<number> {
    const [row] = await this.db.read<{ amount: Numeric | null }>(BEFORE, [customerId, day]);
    return Number(row?.amount ?? 0);
  }

  override async entriesBetween(customerId: number, from: string, to: string, most: number): Promise<NamedEntry[]> {
    const rows = await this.db.read<EntryRow & { document_name: string | null }>(NAMED, [customerId, from, to, most]);
    return rows.map((row) => ({ ...toEntry(row), documentName: row.document_name }));
  }

  override async takings(from: string, to: string): Promise<{ day: string; amount: number }[]> {
    const sql =
      `SELECT day, SUM(amount) AS amount FROM ledger_days WHERE ${MONEY} AND day >= ? AND day <= ? ` +
      'GROUP BY day ORDER BY day';
    const rows = await this.db.read<{ day: string; amount: Numeric }>(sql, [from, to]);
    return rows.map(({ day, amount }) => ({ day, amount: Number(amount) }));
  }

  override async takingsByMethod(from: string, to: string) {
    const sql =
      `SELECT day, account, SUM(amount) AS amount FROM ledger_days WHERE ${MONEY} AND day >= ? AND day <= ? ` +
      'GROUP BY day, account ORDER BY day, account';
    const rows = await this.db.read<{ day: string; account: string; amount: Numeric }>(sql, [from, to]);
    return rows.map(({ day, account, amount }) => {
      return { day, method: PaymentMethod.parse(account.replace('money.', '')), amount: Number(amount) };
    });
  }

  override async standing(today: string): Promise<Standing> {
    const [balances] = await this.db.read<{ owed: Numeric | null; credit: Numeric | null }>(BALANCES);
    const [open] = await this.db.read<Record<'overdue' | 'late' | 'many', Numeric | null>>(OPEN, [today, today]);
    return {
      owed: Number(balances?.owed ?? 0),
      credit: Number(balances?.credit ?? 0),
      overdue: Number(open?.overdue ?? 0),
      overdueInvoices: Number(open?.late ?? 0),
      openInvoices: Number(open?.many ?? 0),
    };
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
