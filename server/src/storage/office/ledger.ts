import { type Act, type BookedEvent, type LedgerDocument, postingsOf } from '../../office/billing/ledger.js';
import { Conflict } from '../../platform/common/errors.js';
import { KEPT_CURRENCY } from '../../platform/money/currency.js';
import type { SqlValue, Tx } from '../typeorm/tx.js';
import { insertedId } from './rows.js';

/** What an event is about. */
export interface Subject {
  document: LedgerDocument;
  documentId: number;
  customerId: number;
}

const ENTRY = [
  'cause',
  'day',
  'kind',
  'document',
  'document_id',
  'customer_id',
  'reason',
  'user_id',
  'created_at',
] as const;

/**
 * Books an event within the transaction that brings it about: entry, postings, and the projections of them. That the same
 * is never booked twice is the unique `cause`.
 */
export async function book(tx: Tx, event: BookedEvent, subject: Subject, act: Act, isSqlite: boolean): Promise<void> {
  await keepCurrency(tx, act.currency);
  const { document, documentId, customerId } = subject;
  const cause = `${event.kind}:${document}:${documentId}`;
  const row: SqlValue[] = [
    cause,
    act.day,
    event.kind,
    document,
    documentId,
    customerId,
    act.reason,
    act.userId,
    act.at,
  ];
  await tx.insert('ledger_entries', ENTRY, [row]);
  const entryId = await insertedId(tx, isSqlite);
  const postings = postingsOf(event);
  const rows = postings.map(({ account, amount }) => [entryId, account, customerId, amount]);
  await tx.insert('ledger_postings', ['entry_id', 'account', 'customer_id', 'amount'], rows);
  const days = postings.map(({ account, amount }) => [account, act.day, amount]);
  await tx.increment('ledger_days', ['account', 'day', 'amount'], 2, days);
  const owed = postings.find(({ account }) => account === 'receivable')?.amount ?? 0;
  await tx.run('UPDATE customers SET balance = balance + ? WHERE id = ?', [owed, customerId]);
}

/** The first posting fixes the currency. @throws Conflict when the books are in another one */
async function keepCurrency(tx: Tx, currency: string): Promise<void> {
  await tx.insert('installation', ['name', 'value'], [[KEPT_CURRENCY, currency]], { ignore: true });
  const [row] = await tx.all<{ value: string }>('SELECT value FROM installation WHERE name = ?', [KEPT_CURRENCY]);
  if (row?.value !== currency) throw new Conflict(`The books are kept in ${row?.value}, not in ${currency}.`);
}
