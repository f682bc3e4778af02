import type { Act } from '../../office/billing/ledger.js';
import { type ReportOrder, TAX_REPORT, topicOf } from '../../office/etims/tax-report.js';
import { DAY } from '../../platform/common/clock.js';
import { putOutbox } from '../platform/outbox.js';
import type { Tx } from '../typeorm/tx.js';

/** An authority that is away for days is told when it is back. */
const PATIENCE_DAYS = 30;

/** Has a document wait for the tax authority, in the transaction that makes it; nothing where there is none. */
export async function waitForReport(tx: Tx, order: ReportOrder, { at, isReported }: Act): Promise<void> {
  if (!isReported) return;
  const { kind, id } = order;
  await tx.insert('tax_reports', ['document', 'document_id', 'status', 'updated_at'], [[kind, id, 'waiting', at]]);
  const deadline = at + PATIENCE_DAYS * DAY;
  await putOutbox(tx, { kind: TAX_REPORT, topic: topicOf(kind, id), payload: order, deadline });
}
