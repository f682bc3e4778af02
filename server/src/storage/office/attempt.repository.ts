import { Injectable } from '@nestjs/common';
import type { Act } from '../../office/billing/ledger.js';
import {
  type Attempt,
  type NewAttempt,
  REPEAT_MS,
  STRANDED_MS,
  askedAlready,
  callbackVerdict,
} from '../../office/mpesa/attempt.js';
import { type AttemptFilter, AttemptRepository, type Settled } from '../../office/mpesa/attempt.repository.js';
import type { StkResult } from '../../office/mpesa/daraja.js';
import { Conflict, Invalid } from '../../platform/common/errors.js';
import { onceKey } from '../../platform/common/idempotency/once.js';
import type { Stretch } from '../../platform/common/stretch.js';
import { Database } from '../typeorm/database.js';
import { isDuplicate } from '../typeorm/duplicate.js';
import type { Tx } from '../typeorm/tx.js';
import { type AttemptRow, attemptIn, toAttempt } from './attempt-row.js';
import { addReceipt, settleAttempt } from './attempt-settlement.js';
import { requireChanged, unlessStale } from './guard.js';
import { incomingWhere } from './incoming-row.js';
import { once, undone } from './once.js';
import { payerOf } from './payer.js';
import { Where, insertedId, newest } from './rows.js';
import { tellNotPaid } from './told.js';

const COLUMNS = [
  'customer_id',
  'invoice_id',
  'amount',
  'phone',
  'shortcode',
  'reference',
  'state',
  'open_key',
  'user_id',
  'created_at',
];
/** What a request with an Idempotency-Key does once here. */
const PUSH = 'push';
const CHANGED = 'version = version + 1 WHERE id = ?';
const OPEN = "AND state IN ('created', 'pending', 'unknown')";

@Injectable()
export class SqlAttemptRepository extends AttemptRepository {
  constructor(private readonly db: Database) {
    super();
  }

  override create(attempt: NewAttempt, act: Act): Promise<{ attempt: Attempt; isNew: boolean }> {
    const key = onceKey(PUSH);
    return this.unlessOpen(async (tx) => {
      let isNew = false;
      const id = await once(tx, key, () => {
        isNew = true;
        return this.insert(tx, attempt, act);
      });
      return { attempt: await attemptIn(tx, id), isNew };
    });
  }

  private async insert(tx: Tx, attempt: NewAttempt, act: Act): Promise<number> {
    const customerId = await payerOf(tx, attempt);
    const [customer] = await tx.all<{ phone: string | null; account_number: string }>(
      'SELECT phone, account_number FROM customers WHERE id = ?',
      [customerId],
    );
    const phone = attempt.phone ?? customer?.phone;
    if (!phone) throw Invalid.field('phone', 'expected a phone number: the customer has none');
    const { amount, invoiceId, shortcode } = attempt;
    const key = await openKey(tx, phone, amount, act.at);
    const reference = customer?.account_number ?? '';
    const row = [customerId, invoiceId, amount, phone, shortcode, reference, 'created', key, act.userId, act.at];
    await tx.insert('mpesa_attempts', COLUMNS, [row]);
    return insertedId(tx, this.db.isSqlite);
  }

  /** Another server may have been sooner. @throws Conflict */
  private async unlessOpen<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
    try {
      return await this.db.write(work);
    } catch (error) {
      throw isDuplicate(error) ? new Conflict('This phone is asked for this amount already.') : error;
    }
  }

  override async find(id: number): Promise<Attempt | null> {
    const [row] = await this.db.read<AttemptRow>('SELECT * FROM mpesa_attempts WHERE id = ?', [id]);
    return row ? toAttempt(row) : null;
  }

  override async list({ customerId, invoiceId, state }: AttemptFilter, stretch: Stretch): Promise<Attempt[]> {
    const where = new Where()
      .and('customer_id = ?', customerId)
      .and('invoice_id = ?', invoiceId)
      .and('state = ?', state);
    const { sql, params } = newest(where, stretch);
    return (await this.db.read<AttemptRow>(`SELECT * FROM mpesa_attempts${sql}`, params)).map(toAttempt);
  }

  override async taken(id: number, checkoutId: string, nextQueryAt: number): Promise<void> {
    await this.db.write(async (tx) => {
      await tx.run('UPDATE mpesa_attempts SET checkout_id = ? WHERE id = ? AND checkout_id IS NULL', [checkoutId, id]);
      const sql = `UPDATE mpesa_attempts SET state = 'pending', next_query_at = ?, ${CHANGED} AND state IN ('created', 'unknown')`;
      await tx.run(sql, [nextQueryAt, id]);
    });
  }

  override async notTaken(id: number, state: 'unknown' | 'refused', why: { code: string; text: string }, at: number) {
    const [endedAt, closed] = state === 'refused' ? [at, ', open_key = NULL'] : [null, ''];
    const sql = `UPDATE mpesa_attempts SET state = ?, result_code = ?, result = ?, ended_at = ?${closed}, ${CHANGED} AND state = 'created'`;
    const key = state === 'refused' ? onceKey(PUSH) : undefined;
    await this.db.write(async (tx) => {
      await tx.run(sql, [state, why.code.slice(0, 16), why.text.slice(0, 200), endedAt, id]);
      // Nothing was asked for: a repetition may.
      if (key !== undefined) await undone(tx, key);
    });
  }

  override take(
    id: number,
    result: StkResult,
    amount: number | null,
    act: Act,
  ): Promise<{ attempt: Attempt; ask: boolean }> {
    return unlessStale(() =>
      this.db.write(async (tx) => {
        const attempt = await attemptIn(tx, id);
        const { receipt, checkoutId, code, text } = result;
        const isOther = receipt !== null && (await isOfAnother(tx, receipt, id));
        const verdict = isOther ? 'nothing' : callbackVerdict(attempt, result);
        if (verdict === 'claim' && receipt !== null && amount !== null) {
          const claimed =
            "UPDATE mpesa_attempts SET state = 'pending', checkout_id = COALESCE(checkout_id, ?), claimed_receipt = ?, " +
            `claimed_amount = ?, next_query_at = ?, queries = 0, ended_at = NULL, ${CHANGED} AND version = ?`;
          requireChanged(await tx.run(claimed, [checkoutId, receipt, amount, act.at, id, attempt.version]));
        }
        if (verdict === 'fail') await failIn(tx, attempt, { code, text, at: act.at });
        if (verdict === 'receipt' && receipt !== null && amount === attempt.amount)
          await addReceipt(tx, attempt, receipt, act);
        return { attempt: await attemptIn(tx, id), ask: verdict === 'claim' };
      }),
    );
  }

  override async due(now: number, limit: number): Promise<Attempt[]> {
    const stranded =
      "UPDATE mpesa_attempts SET state = 'unknown', result = 'the server ended before it knew', version = version + 1 " +
      "WHERE state = 'created' AND created_at < ?";
    const [one] = await this.db.read(
      "SELECT id FROM mpesa_attempts WHERE state = 'created' AND created_at < ? LIMIT 1",
      [now - STRANDED_MS],
    );
    if (one) await this.db.write((tx) => tx.run(stranded, [now - STRANDED_MS]));
    const sql = 'SELECT * FROM mpesa_attempts WHERE next_query_at <= ? ORDER BY next_query_at LIMIT ?';
    return (await this.db.read<AttemptRow>(sql, [now, limit])).map(toAttempt);
  }

  override async beginQuery({ id, version }: Attempt, nextQueryAt: number): Promise<boolean> {
    const sql = `UPDATE mpesa_attempts SET queries = queries + 1, next_query_at = ?, ${CHANGED} AND version = ? AND next_query_at IS NOT NULL`;
    return (await this.db.write((tx) => tx.run(sql, [nextQueryAt, id, version]))) === 1;
  }

  override async wait(id: number, text: string): Promise<void> {
    const sql = `UPDATE mpesa_attempts SET result = ?, ${CHANGED} ${OPEN}`;
    await this.db.write((tx) => tx.run(sql, [text.slice(0, 200), id]));
  }

  override fail(id: number, code: string, text: string, at: number): Promise<void> {
    return unlessStale(() =>
      this.db.write(async (tx) => {
        const attempt = await attemptIn(tx, id);
        if (attempt.state !== 'paid') await failIn(tx, attempt, { code, text, at });
      }),
    );
  }

  override settle(id: number, act: Act): Promise<Settled> {
    return unlessStale(() =>
      this.db.write(async (tx) => {
        const attempt = await attemptIn(tx, id);
        if (attempt.state === 'paid') return { attempt, paymentId: null, unmatchedId: null };
        const fate = await settleAttempt(tx, attempt, act, this.db.isSqlite);
        const own = await incomingWhere(tx, 'attempt_id = ?', [id]);
        const unmatchedId = fate.state === 'unmatched' ? (own?.id ?? null) : null;
        return { attempt: await attemptIn(tx, id), paymentId: fate.paymentId ?? null, unmatchedId };
      }),
    );
  }
}

async function failIn(tx: Tx, attempt: Attempt, end: { code: string; text: string; at: number }): Promise<void> {
  const { id, version } = attempt;
  const sql =
    "UPDATE mpesa_attempts SET state = 'failed', open_key = NULL, result_code = ?, result = ?, next_query_at = NULL, ended_at = ?, " +
    `${CHANGED} AND version = ?`;
  requireChanged(await tx.run(sql, [end.code.slice(0, 16), end.text.slice(0, 200), end.at, id, version]));
  await tellNotPaid(tx, attempt, end);
}

/** A receipt is of one attempt. */
async function isOfAnother(tx: Tx, receipt: string, id: number): Promise<boolean> {
  const sql = 'SELECT id FROM mpesa_attempts WHERE (receipt = ? OR claimed_receipt = ?) AND id <> ? LIMIT 1';
  return (await tx.all(sql, [receipt, receipt, id])).length > 0;
}

/**
 * What keeps a phone from being asked twice at a time for the same: the key is unique.
 * @throws Conflict while another one is open, and not old
 */
async function openKey(tx: Tx, phone: string, amount: number, now: number): Promise<string> {
  const key = `${phone} ${amount}`;
  const old = 'UPDATE mpesa_attempts SET open_key = NULL WHERE open_key = ? AND created_at <= ?';
  await tx.run(old, [key, now - REPEAT_MS]);
  const [other] = await tx.all<{ id: number }>('SELECT id FROM mpesa_attempts WHERE open_key = ?', [key]);
  if (!other) return key;
  throw askedAlready(other.id);
}
