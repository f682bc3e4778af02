import { Injectable } from '@nestjs/common';
import type { Invoice, InvoiceDetail, NewInvoiceRecord } from '../../office/billing/invoice.js';
import { requireDraft, totalsOf } from '../../office/billing/invoice.js';
import { type InvoiceFilter, InvoiceRepository, type ReasonedAct } from '../../office/billing/invoice.repository.js';
import type { Customer } from '../../office/customers/customer.js';
import { addressOf } from '../../platform/common/postal-address.js';
import type { Act } from '../../office/billing/ledger.js';
import { NotFound } from '../../platform/common/errors.js';
import { onceKey } from '../../platform/common/idempotency/once.js';
import type { Stretch } from '../../platform/common/stretch.js';
import { Database } from '../typeorm/database.js';
import type { Tx } from '../typeorm/tx.js';
import { requireChanged, unlessStale } from './guard.js';
import { creditInvoice, voidInvoice, writeOffInvoice } from './invoice-changes.js';
import { insertLines, rewriteDraft } from './invoice-drafts.js';
import {
  type CreditNoteRow,
  type InvoiceRow,
  type LineRow,
  SELECT_INVOICE,
  toCreditNote,
  toInvoice,
  toLine,
  whereOf,
} from './invoice-row.js';
import { book } from './ledger.js';
import { once } from './once.js';
import { insertedId, monthlyNumber, newestJoined, requireCustomer } from './rows.js';
import { RowCount } from './row-count.js';
import { settle } from './settlement.js';
import { waitForReport } from './tax-report.js';
import { tellIssued } from './told.js';

const COLUMNS = [
  'customer_id',
  'state',
  'amount',
  'tax',
  'total',
  'due_date',
  'notes',
  'user_id',
  'created_at',
] as const;
const ISSUE =
  "UPDATE invoices SET state = 'issued', open_amount = total, issued_at = ?, billed_name = ?, billed_address = ?, " +
  'version = version + 1 ' +
  "WHERE id = ? AND state = 'draft' AND version = ?";
type Addressed = Pick<Customer, 'name' | 'address' | 'city' | 'country'>;

@Injectable()
export class SqlInvoiceRepository extends InvoiceRepository {
  private readonly all: RowCount;

  constructor(private readonly db: Database) {
    super();
    this.all = new RowCount(db, 'invoices');
  }

  override create(invoice: NewInvoiceRecord, act: Act, isDraft: boolean): Promise<number> {
    const key = onceKey('invoice');
    return this.db.write((tx) => once(tx, key, () => this.insert(tx, invoice, act, isDraft)));
  }

  private async insert(tx: Tx, invoice: NewInvoiceRecord, act: Act, isDraft: boolean): Promise<number> {
    const { customerId, dueDate, notes, lines } = invoice;
    await requireCustomer(tx, customerId);
    const { amount, tax, total } = totalsOf(lines);
    const row = [customerId, 'draft', amount, tax, total, dueDate, notes, act.userId, act.at];
    await tx.insert('invoices', COLUMNS, [row]);
    const id = await insertedId(tx, this.db.isSqlite);
    await insertLines(tx, id, lines);
    if (!isDraft) await this.issueNow(tx, await invoiceIn(tx, id), act);
    return id;
  }

  override async find(id: number): Promise<InvoiceDetail | null> {
    const [row] = await this.db.read<InvoiceRow>(`${SELECT_INVOICE} WHERE i.id = ?`, [id]);
    if (!row) return null;
    const lines = await this.db.read<LineRow>('SELECT * FROM invoice_lines WHERE invoice_id = ? ORDER BY position', [
      id,
    ]);
    const notes = await this.db.read<CreditNoteRow>('SELECT * FROM credit_notes WHERE invoice_id = ? ORDER BY id', [
      id,
    ]);
    const paid = await this.db.read<{ payment_id: number; amount: number | string }>(
      'SELECT payment_id, amount FROM payment_allocations WHERE invoice_id = ? AND amount > 0 ORDER BY payment_id',
      [id],
    );
    return {
      ...toInvoice(row),
      lines: lines.map(toLine),
      creditNotes: notes.map(toCreditNote),
      allocations: paid.map(({ payment_id, amount }) => ({ paymentId: payment_id, amount: Number(amount) })),
    };
  }

  override async list(filter: InvoiceFilter, stretch: Stretch): Promise<Invoice[]> {
    const where = whereOf(filter);
    const part = where.sql === '' ? await this.all.nearer(stretch) : stretch;
    const { sql, params } = newestJoined(SELECT_INVOICE, ['invoices', 'i'], where, part);
    return (await this.db.read<InvoiceRow>(sql, params)).map(toInvoice);
  }

  override async count(filter: InvoiceFilter): Promise<number> {
    const { sql, params } = whereOf(filter);
    if (sql === '') return this.all.now();
    const [row] = await this.db.readLong<{ many: number | string }>(
      `SELECT COUNT(*) AS many FROM invoices i${sql}`,
      params,
    );
    return Number(row?.many);
  }

  override rewrite(id: number, invoice: NewInvoiceRecord, version: number): Promise<void> {
    return this.change(id, (tx, draft) => rewriteDraft(tx, draft, invoice, version));
  }

  override issue(id: number, act: Act): Promise<void> {
    return this.change(id, (tx, invoice) => {
      requireDraft(invoice);
      return this.issueNow(tx, invoice, act);
    });
  }

  override void(id: number, act: ReasonedAct): Promise<void> {
    return this.change(id, (tx, invoice) => voidInvoice(tx, invoice, act, this.db.isSqlite));
  }

  override credit(id: number, total: number, act: ReasonedAct): Promise<void> {
    return this.change(id, (tx, invoice) => creditInvoice(tx, invoice, total, act, this.db.isSqlite));
  }

  override writeOff(id: number, act: ReasonedAct): Promise<void> {
    return this.change(id, (tx, invoice) => writeOffInvoice(tx, invoice, act, this.db.isSqlite));
  }

  private change(id: number, work: (tx: Tx, invoice: Invoice) => Promise<void>): Promise<void> {
    const key = onceKey('invoice-change');
    return unlessStale(async () => {
      const done = async (tx: Tx): Promise<number> => {
        await work(tx, await invoiceIn(tx, id));
        return id;
      };
      await this.db.write((tx) => once(tx, key, () => done(tx)));
    });
  }

  /** The number is drawn last: all others that issue wait for its row until the commit. */
  private async issueNow(tx: Tx, invoice: Invoice, act: Act): Promise<void> {
    const { id, customerId, amount, tax, version } = invoice;
    const [to] = await tx.all<Addressed>('SELECT name, address, city, country FROM customers WHERE id = ?', [
      customerId,
    ]);
    requireChanged(await tx.run(ISSUE, [act.at, to?.name ?? null, to ? addressOf(to) : null, id, version]));
    const subject = { document: 'invoice', documentId: id, customerId } as const;
    await book(tx, { kind: 'issued', net: amount, tax }, subject, act, this.db.isSqlite);
    await settle(tx, customerId);
    await waitForReport(tx, { kind: 'invoice', id, invoiceId: id }, act);
    const number = await monthlyNumber(tx, 'INV', act.day);
    await tx.run('UPDATE invoices SET number = ? WHERE id = ?', [number, id]);
    await tellIssued(tx, invoice, number, act);
  }
}

/** @throws NotFound */
export async function invoiceIn(tx: Tx, id: number): Promise<Invoice> {
  const [row] = await tx.all<InvoiceRow>(`${SELECT_INVOICE} WHERE i.id = ?`, [id]);
  if (!row) throw new NotFound('invoice', id);
  return toInvoice(row);
}
