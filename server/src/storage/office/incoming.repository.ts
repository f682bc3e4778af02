import { Injectable } from '@nestjs/common';
import type { Act } from '../../office/billing/ledger.js';
import { type Incoming, type NewIncoming, NEAR_MS, accountKey, mayBeSame } from '../../office/mpesa/incoming.js';
import { type Candidate, IncomingRepository, type Traits } from '../../office/mpesa/incoming.repository.js';
import { Conflict, Invalid, NotFound } from '../../platform/common/errors.js';
import type { Stretch } from '../../platform/common/stretch.js';
import { Database } from '../typeorm/database.js';
import { marks } from '../typeorm/marks.js';
import type { Tx } from '../typeorm/tx.js';
import { requireChanged, unlessStale } from './guard.js';
import { type Fate, type IncomingRow, incomingWhere, insertIncoming, toIncoming } from './incoming-row.js';
import { complete, paymentWith, receive } from './receive.js';
import { Where, containing, newest, requireCustomer } from './rows.js';

const BY_NUMBER = 'SELECT id, NULL AS invoice_id FROM customers WHERE account_number = ?';
const BY_INVOICE = 'SELECT customer_id AS id, id AS invoice_id FROM invoices WHERE number = ?';
const CANDIDATE = 'SELECT id, name, account_number, phone FROM customers';
const MOST_CANDIDATES = 5;
const RESOLVED =
  'UPDATE incoming_payments SET state = ?, payment_id = ?, customer_id = ?, user_id = ?, note = ?, resolved_at = ?, ' +
  "version = version + 1 WHERE id = ? AND state = 'unmatched' AND version = ?";

interface Account {
  id: number;
  invoice_id: number | null;
}

@Injectable()
export class SqlIncomingRepository extends IncomingRepository {
  constructor(private readonly db: Database) {
    super();
  }

  override take(incoming: NewIncoming, act: Act): Promise<Incoming | null> {
    return unlessStale(() =>
      this.db.write(async (tx) => {
        const { receipt } = incoming;
        if (receipt !== null && (await incomingWhere(tx, 'receipt = ?', [receipt]))) return null;
        await insertIncoming(tx, incoming, await this.fateOf(tx, incoming, act), act.at);
        return incomingWhere(tx, 'receipt = ?', [receipt]);
      }),
    );
  }

  private async fateOf(tx: Tx, incoming: NewIncoming, act: Act): Promise<Fate> {
    const { receipt, reference, amount } = incoming;
    const account = reference === null ? undefined : await accountNamed(tx, reference);
    const known = receipt === null ? null : await paymentWith(tx, receipt);
    if (known) {
      const { id: paymentId, customerId, status } = known;
      if (known.amount !== amount || known.method !== 'mpesa')
        return { state: 'unmatched', reason: 'receipt_known', customerId };
      // By hand with its receipt: the money that it waited for is here.
      if (status === 'pending') await complete(tx, known, receipt, act, this.db.isSqlite);
      return { state: 'booked', paymentId, customerId };
    }
    const customerId = account?.id ?? null;
    if (await mayBeSettled(tx, incoming)) return { state: 'unmatched', reason: 'probable_duplicate', customerId };
    if (!account) return { state: 'unmatched', reason: 'unknown_account' };
    const money = {
      customerId: account.id,
      invoiceId: account.invoice_id,
      amount,
      method: 'mpesa',
      reference: receipt,
    } as const;
    return { state: 'booked', customerId, paymentId: await receive(tx, money, act, this.db.isSqlite) };
  }

  override async accountOf(reference: string): Promise<number | null> {
    const key = accountKey(reference);
    const [row] = await this.db.read<Account>(`${BY_NUMBER} UNION ALL ${BY_INVOICE} LIMIT 1`, [key, key]);
    return row?.id ?? null;
  }

  override async find(id: number): Promise<Incoming | null> {
    const [row] = await this.db.read<IncomingRow>('SELECT * FROM incoming_payments WHERE id = ?', [id]);
    return row ? toIncoming(row) : null;
  }

  override async list(state: Incoming['state'], stretch: Stretch): Promise<Incoming[]> {
    const { sql, params } = newest(new Where().and('state = ?', state), stretch);
    return (await this.db.read<IncomingRow>(`SELECT * FROM incoming_payments${sql}`, params)).map(toIncoming);
  }

  override async candidates({ customerId, phone, accounts, nameWords }: Traits): Promise<Candidate[]> {
    const found: Candidate[] = [];
    const add = async (where: string, params: (string | number)[]): Promise<void> => {
      const sql = `${CANDIDATE} WHERE ${where} ORDER BY id LIMIT ${MOST_CANDIDATES}`;
      const rows = await this.db.read<{ id: number; name: string; account_number: string; phone: string | null }>(
        sql,
        params,
      );
      for (const { id, account_number: accountNumber, ...rest } of rows) {
        if (found.every((known) => known.customerId !== id)) found.push({ customerId: id, accountNumber, ...rest });
      }
    };
    if (customerId !== null) await add('id = ?', [customerId]);
    if (phone !== null) await add('phone = ?', [phone]);
    if (accounts.length > 0) await add(`account_number IN (${marks(accounts)})`, [...accounts]);
    if (nameWords.length > 1) {
      const likes = nameWords.map(() => "LOWER(name) LIKE ? ESCAPE '!'").join(' AND ');
      await add(likes, nameWords.map(containing));
    }
    return found;
  }

  override match(id: number, to: { customerId: number; invoiceId: number | null }, act: Act): Promise<number> {
    return unlessStale(() =>
      this.db.write(async (tx) => {
        const incoming = await waiting(tx, id);
        if (incoming.paymentId !== null) throw new Conflict(`It is payment ${incoming.paymentId} already. Dismiss it.`);
        await requireCustomer(tx, to.customerId);
        await requireInvoiceOf(tx, to.invoiceId, to.customerId);
        const { receipt, amount, version } = incoming;
        if (receipt !== null && (await paymentWith(tx, receipt))) {
          throw new Conflict(`Another payment has the receipt ${receipt}. Dismiss this one, or cancel that.`);
        }
        const money = { ...to, amount, method: 'mpesa', reference: receipt } as const;
        const paymentId = await receive(tx, money, act, this.db.isSqlite);
        const { customerId } = to;
        requireChanged(
          await tx.run(RESOLVED, ['booked', paymentId, customerId, act.userId, null, act.at, id, version]),
        );
        await tx.run('UPDATE mpesa_attempts SET payment_id = ? WHERE id = ?', [paymentId, incoming.attemptId ?? 0]);
        return paymentId;
      }),
    );
  }

  override dismiss(id: number, act: Act & { reason: string }): Promise<void> {
    return unlessStale(() =>
      this.db.write(async (tx) => {
        const { paymentId, customerId, version } = await waiting(tx, id);
        const params = ['dismissed', paymentId, customerId, act.userId, act.reason, act.at, id, version];
        requireChanged(await tx.run(RESOLVED, params));
      }),
    );
  }
}

/** @throws NotFound, Conflict */
async function waiting(tx: Tx, id: number): Promise<Incoming> {
  const incoming = await incomingWhere(tx, 'id = ?', [id]);
  if (!incoming) throw new NotFound('payment that came in', id);
  if (incoming.state !== 'unmatched') throw new Conflict(`It is ${incoming.state} already.`);
  return incoming;
}

/** By the account number, or the number of an invoice, however it was typed. */
async function accountNamed(tx: Tx, reference: string): Promise<Account | undefined> {
  const key = accountKey(reference);
  const [row] = await tx.all<Account>(`${BY_NUMBER} UNION ALL ${BY_INVOICE} LIMIT 1`, [key, key]);
  return row;
}

/** Whether a query has settled what may be the same money: its receipt is not known yet. */
async function mayBeSettled(tx: Tx, incoming: NewIncoming): Promise<boolean> {
  const { shortcode, amount, paidAt } = incoming;
  const rows = await tx.all<IncomingRow>(
    "SELECT * FROM incoming_payments WHERE amount = ? AND paid_at BETWEEN ? AND ? AND source = 'stk' AND receipt IS NULL " +
      "AND shortcode = ? AND state <> 'dismissed'",
    [amount, paidAt - NEAR_MS, paidAt + NEAR_MS, shortcode],
  );
  return rows.some((row) => mayBeSame(incoming, toIncoming(row)));
}

/** @throws Invalid */
async function requireInvoiceOf(tx: Tx, invoiceId: number | null, customerId: number): Promise<void> {
  if (invoiceId === null) return;
  const rows = await tx.all('SELECT id FROM invoices WHERE id = ? AND customer_id = ?', [invoiceId, customerId]);
  if (rows.length === 0) throw Invalid.field('invoice_id', 'expected an invoice of this customer');
}
