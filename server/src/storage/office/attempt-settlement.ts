import type { Act } from '../../office/billing/ledger.js';
import type { Attempt } from '../../office/mpesa/attempt.js';
import { type Incoming, NEAR_MS, mayBeSame } from '../../office/mpesa/incoming.js';
import type { Tx } from '../typeorm/tx.js';
import { incomingOf } from './attempt-row.js';
import { requireChanged } from './guard.js';
import { type Fate, type IncomingRow, incomingWhere, insertIncoming, toIncoming } from './incoming-row.js';
import { complete, paymentWith, receive } from './receive.js';

const PAID =
  "UPDATE mpesa_attempts SET state = 'paid', open_key = NULL, receipt = ?, payment_id = ?, result_code = '0', result = 'paid', " +
  'next_query_at = NULL, ended_at = ?, version = version + 1 WHERE id = ? AND version = ?';
const LINK =
  "UPDATE incoming_payments SET attempt_id = ?, state = 'booked', payment_id = ?, customer_id = ?, resolved_at = ?, " +
  'version = version + 1 WHERE id = ? AND version = ?';

/** Books an attempt that M-Pesa calls paid. That it happens once is the attempt's version, and the receipt. */
export async function settleAttempt(tx: Tx, attempt: Attempt, act: Act, isSqlite: boolean): Promise<Fate> {
  const money = incomingOf(attempt);
  const { receipt } = money;
  const there = receipt === null ? null : await incomingWhere(tx, 'receipt = ?', [receipt]);
  const fate = there ? await sameAs(tx, attempt, there, act, isSqlite) : await fateOf(tx, attempt, act, isSqlite);
  requireChanged(await tx.run(PAID, [receipt, fate.paymentId ?? null, act.at, attempt.id, attempt.version]));
  if (!there) await insertIncoming(tx, money, fate, act.at);
  return fate;
}

/** It came to the shortcode as well, and was sooner there. */
async function sameAs(tx: Tx, attempt: Attempt, there: Incoming, act: Act, isSqlite: boolean): Promise<Fate> {
  const { customerId, invoiceId } = attempt;
  const { amount, receipt } = there;
  const isOther = receipt !== null && there.paymentId === null && (await paymentWith(tx, receipt)) !== null;
  const isWaiting = there.state === 'unmatched' && there.paymentId === null && !isOther;
  const paymentId = isWaiting
    ? await receive(tx, { customerId, invoiceId, amount, method: 'mpesa', reference: receipt }, act, isSqlite)
    : there.paymentId;
  if (paymentId !== null) {
    const owner = isWaiting ? customerId : there.customerId;
    requireChanged(await tx.run(LINK, [attempt.id, paymentId, owner, act.at, there.id, there.version]));
  }
  return { state: 'booked', paymentId, customerId };
}

async function fateOf(tx: Tx, attempt: Attempt, act: Act, isSqlite: boolean): Promise<Fate> {
  const { customerId, invoiceId, amount, claim } = attempt;
  const receipt = claim?.receipt ?? null;
  if (claim && claim.amount !== amount) return { state: 'unmatched', reason: 'wrong_amount', customerId };
  const known = receipt === null ? null : await paymentWith(tx, receipt);
  if (known) {
    const isSame = known.amount === amount && known.method === 'mpesa' && known.customerId === customerId;
    if (!isSame) return { state: 'unmatched', reason: 'receipt_known', customerId };
    if (known.status === 'pending') await complete(tx, known, receipt, act, isSqlite);
    return { state: 'booked', paymentId: known.id, customerId };
  }
  if (receipt === null && (await mayHaveCome(tx, attempt))) {
    return { state: 'unmatched', reason: 'probable_duplicate', customerId };
  }
  const paymentId = await receive(
    tx,
    { customerId, invoiceId, amount, method: 'mpesa', reference: receipt },
    act,
    isSqlite,
  );
  return { state: 'booked', paymentId, customerId };
}

/** Whether what a query calls paid may have come to the shortcode already, as what no attempt is known of. */
async function mayHaveCome(tx: Tx, attempt: Attempt): Promise<boolean> {
  const money = incomingOf(attempt);
  const rows = await tx.all<IncomingRow>(
    "SELECT * FROM incoming_payments WHERE amount = ? AND paid_at BETWEEN ? AND ? AND source = 'c2b' AND attempt_id IS NULL " +
      "AND state <> 'dismissed'",
    [attempt.amount, attempt.createdAt - NEAR_MS, attempt.createdAt + NEAR_MS],
  );
  return rows.some((row) => mayBeSame(money, toIncoming(row)));
}

/**
 * The receipt of an attempt that a query settled. Where the shortcode brought it as well, that was the same money: it is no
 * duplicate to be looked at any more; or, if somebody has booked it meanwhile, it is booked twice, which is for people.
 */
export async function addReceipt(tx: Tx, attempt: Attempt, receipt: string, act: Act): Promise<void> {
  const own = await incomingWhere(tx, 'attempt_id = ?', [attempt.id]);
  const there = await incomingWhere(tx, 'receipt = ?', [receipt]);
  const version = [attempt.id, attempt.version];
  const named = 'UPDATE mpesa_attempts SET receipt = ?, version = version + 1 WHERE id = ? AND version = ?';
  requireChanged(await tx.run(named, [receipt, ...version]));
  if (!own) return;
  if (there && there.id !== own.id) {
    const isTwice = there.state === 'booked' && own.state === 'booked' && there.paymentId !== own.paymentId;
    if (isTwice) {
      const sql =
        "UPDATE incoming_payments SET state = 'unmatched', reason = 'booked_twice', resolved_at = NULL WHERE id = ?";
      await tx.run(sql, [own.id]);
      return;
    }
    await tx.run('DELETE FROM incoming_payments WHERE id = ?', [own.id]);
    const paymentId = own.paymentId ?? there.paymentId;
    if (paymentId === null) {
      await tx.run('UPDATE incoming_payments SET attempt_id = ? WHERE id = ?', [attempt.id, there.id]);
      return;
    }
    const params = [attempt.id, paymentId, own.customerId, act.at, there.id, there.version];
    requireChanged(await tx.run(LINK, params));
  } else {
    await tx.run('UPDATE incoming_payments SET receipt = ? WHERE id = ?', [receipt, own.id]);
  }
  const { paymentId } = own;
  if (paymentId === null || (await paymentWith(tx, receipt))) return;
  const sql =
    'UPDATE payments SET reference = ?, reference_key = ?, version = version + 1 WHERE id = ? AND reference IS NULL';
  await tx.run(sql, [receipt, receipt, paymentId]);
}
