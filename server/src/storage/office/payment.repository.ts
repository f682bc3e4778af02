import { Injectable } from '@nestjs/common';
import type { Act } from '../../office/billing/ledger.js';
import {
  type NewPaymentRecord,
  type Payment,
  type PaymentDetail,
  ReferenceTaken,
  refundOf,
  requireConfirmable,
  requirePending,
} from '../../office/payments/payment.js';
import { type PaymentFilter, PaymentRepository } from '../../office/payments/payment.repository.js';
import { NotFound } from '../../platform/common/errors.js';
import { onceKey } from '../../platform/common/idempotency/once.js';
import type { Stretch } from '../../platform/common/stretch.js';
import { Database } from '../typeorm/database.js';
import { isDuplicate } from '../typeorm/duplicate.js';
import type { Tx } from '../typeorm/tx.js';
import { requireChanged, unlessStale } from './guard.js';
import { book } from './ledger.js';
import { type PaymentRow, SELECT_PAYMENT, insertPayment, toPayment } from './payment-row.js';
import { payerOf } from './payer.js';
import { once } from './once.js';
import { allocateTo } from './allocate.js';
import { complete } from './receive.js';
import { RowCount } from './row-count.js';
import { Where, insertedId, newestJoined } from './rows.js';
import { allocations, release } from './settlement.js';

type Numeric = number | string;

const CANCEL =
  "UPDATE payments SET status = 'cancelled', reference_key = NULL, note = ?, version = version + 1 " +
  "WHERE id = ? AND status = 'pending' AND version = ?";
const REFUND =
  'UPDATE payments SET refunded = refunded + ?, unallocated = unallocated - ?, status = ?, version = version + 1 ' +
  "WHERE id = ? AND status = 'completed' AND refunded = ? AND unallocated >= ?";

@Injectable()
export class SqlPaymentRepository extends PaymentRepository {
  private readonly all: RowCount;

  constructor(private readonly db: Database) {
    super();
    this.all = new RowCount(db, 'payments');
  }

  override create(payment: NewPaymentRecord, act: Act): Promise<number> {
    const key = onceKey('payment');
    return this.unlessTaken((tx) => once(tx, key, () => this.insert(tx, payment, act)));
  }

  private async insert(tx: Tx, payment: NewPaymentRecord, act: Act): Promise<number> {
    const customerId = await payerOf(tx, payment);
    return insertPayment(tx, { ...payment, customerId }, 'pending', act, this.db.isSqlite);
  }

  override async find(id: number): Promise<PaymentDetail | null> {
    const [row] = await this.db.read<PaymentRow>(`${SELECT_PAYMENT} WHERE p.id = ?`, [id]);
    if (!row) return null;
    const given = await this.db.read<{ invoice_id: number; number: string | null; amount: Numeric }>(
      'SELECT a.invoice_id, i.number, a.amount FROM payment_allocations a JOIN invoices i ON i.id = a.invoice_id ' +
        'WHERE a.payment_id = ? AND a.amount > 0 ORDER BY a.invoice_id',
      [id],
    );
    const refunds = await this.db.read<{ id: number; amount: Numeric; reason: string; created_at: Numeric }>(
      'SELECT id, amount, reason, created_at FROM refunds WHERE payment_id = ? ORDER BY id',
      [id],
    );
    return {
      ...toPayment(row),
      allocations: given.map(({ invoice_id, number, amount }) => {
        return { invoiceId: invoice_id, invoiceNumber: number, amount: Number(amount) };
      }),
      refunds: refunds.map(({ created_at, amount, ...rest }) => {
        return { ...rest, amount: Number(amount), createdAt: Number(created_at) };
      }),
    };
  }

  override async list(filter: PaymentFilter, stretch: Stretch): Promise<Payment[]> {
    const where = whereOf(filter);
    const part = where.sql === '' ? await this.all.nearer(stretch) : stretch;
    const { sql, params } = newestJoined(SELECT_PAYMENT, ['payments', 'p'], where, part);
    return (await this.db.read<PaymentRow>(sql, params)).map(toPayment);
  }

  override async count(filter: PaymentFilter): Promise<number> {
    const { sql, params } = whereOf(filter);
    if (sql === '') return this.all.now();
    const [row] = await this.db.readLong<{ many: Numeric }>(`SELECT COUNT(*) AS many FROM payments p${sql}`, params);
    return Number(row?.many);
  }

  override async confirm(id: number, given: string | null, act: Act): Promise<void> {
    const key = onceKey('confirmation');
    const work = async (tx: Tx): Promise<number> => {
      const payment = await paymentIn(tx, id);
      const reference = given ?? payment.reference;
      requireConfirmable(payment, reference);
      await complete(tx, payment, reference, act, this.db.isSqlite);
      return id;
    };
    await this.unlessTaken((tx) => once(tx, key, () => work(tx)));
  }

  override cancel(id: number, act: Act): Promise<void> {
    return unlessStale(() =>
      this.db.write(async (tx) => {
        const payment = await paymentIn(tx, id);
        requirePending(payment);
        requireChanged(await tx.run(CANCEL, [act.reason ?? payment.note, id, payment.version]));
      }),
    );
  }

  override refund(id: number, asked: number | null, act: Act & { reason: string }): Promise<void> {
    const key = onceKey('refund');
    return unlessStale(async () => {
      await this.db.write((tx) => once(tx, key, () => this.refundIn(tx, id, asked, act)));
    });
  }

  private async refundIn(tx: Tx, id: number, asked: number | null, act: Act & { reason: string }): Promise<number> {
    const payment = await paymentIn(tx, id);
    const amount = refundOf(payment, asked);
    const { customerId, method, unallocated, refunded } = payment;
    if (amount > unallocated) await release(tx, await allocations(tx, 'payment_id', id), amount - unallocated);
    const status = refunded + amount === payment.amount ? 'refunded' : 'completed';
    requireChanged(await tx.run(REFUND, [amount, amount, status, id, refunded, amount]));
    const columns = ['payment_id', 'amount', 'reason', 'user_id', 'created_at'];
    await tx.insert('refunds', columns, [[id, amount, act.reason, act.userId, act.at]]);
    const documentId = await insertedId(tx, this.db.isSqlite);
    const subject = { document: 'refund', documentId, customerId } as const;
    await book(tx, { kind: 'refunded', method, amount }, subject, act, this.db.isSqlite);
    return documentId;
  }

  override allocate(id: number, to: { invoiceId: number; amount: number | null }): Promise<void> {
    const key = onceKey('allocation');
    const work = async (tx: Tx): Promise<number> => {
      await allocateTo(tx, await paymentIn(tx, id), to);
      return id;
    };
    return unlessStale(async () => {
      await this.db.write((tx) => once(tx, key, () => work(tx)));
    });
  }

  override async isHeld(customerId: number, since: number): Promise<boolean> {
    const rows = await this.db.read(
      "SELECT 1 AS one FROM payments WHERE customer_id = ? AND status = 'pending' AND created_at > ? " +
        'UNION ALL SELECT 1 FROM mpesa_attempts WHERE customer_id = ? AND created_at > ? ' +
        "AND state IN ('created', 'pending', 'unknown') LIMIT 1",
      [customerId, since, customerId, since],
    );
    return rows.length > 0;
  }

  /** @throws ReferenceTaken */
  private async unlessTaken<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
    try {
      return await unlessStale(() => this.db.write(work));
    } catch (error) {
      throw isDuplicate(error) ? new ReferenceTaken() : error;
    }
  }
}

/** @throws NotFound */
async function paymentIn(tx: Tx, id: number): Promise<Payment> {
  const [row] = await tx.all<PaymentRow>(`${SELECT_PAYMENT} WHERE p.id = ?`, [id]);
  if (!row) throw new NotFound('payment', id);
  return toPayment(row);
}

const OF_INVOICE =
  '(p.invoice_id = ? OR p.id IN (SELECT payment_id FROM payment_allocations WHERE invoice_id = ? AND amount > 0))';

const whereOf = ({ customerId, invoiceId, ofInvoice, status, method, created }: PaymentFilter): Where =>
  new Where()
    .and(OF_INVOICE, ofInvoice, ofInvoice)
    .and('p.customer_id = ?', customerId)
    .and('p.invoice_id = ?', invoiceId)
    .and('p.status = ?', status)
    .and('p.method = ?', method)
    .and('p.created_at >= ?', created?.from)
    .and('p.created_at < ?', created?.before);
