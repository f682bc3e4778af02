import type { Alert, Happened, Signal } from '../../insight/alerts/alert.js';
import type { SqlValue, Tx } from '../typeorm/tx.js';

type Numeric = number | string;

export interface AlertRow {
  id: Numeric;
  fingerprint: string;
  state: Alert['state'];
  severity: Alert['severity'];
  source: Alert['source'];
  rule_id: number | null;
  kind: string | null;
  title: string;
  text: string;
  subject_kind: Alert['subject']['kind'];
  subject_id: string;
  subject_name: string;
  labels: string;
  value: Numeric | null;
  repeat_minutes: number;
  expires_at: Numeric | null;
  held_by: string | null;
  began_at: Numeric;
  fired_at: Numeric | null;
  acknowledged_at: Numeric | null;
  acknowledged_by: string | null;
  resolved_at: Numeric | null;
  notified_at: Numeric | null;
  updated_at: Numeric;
  version: number;
}

const numberOrNull = (value: Numeric | null): number | null => (value === null ? null : Number(value));

export const toAlert = (row: AlertRow): Alert => ({
  id: Number(row.id),
  fingerprint: row.fingerprint,
  state: row.state,
  severity: row.severity,
  source: row.source,
  ruleId: row.rule_id,
  kind: row.kind,
  title: row.title,
  text: row.text,
  subject: { kind: row.subject_kind, id: row.subject_id, name: row.subject_name },
  labels: JSON.parse(row.labels) as Alert['labels'],
  value: numberOrNull(row.value),
  repeatMinutes: row.repeat_minutes,
  expiresAt: numberOrNull(row.expires_at),
  heldBy: row.held_by,
  beganAt: Number(row.began_at),
  firedAt: numberOrNull(row.fired_at),
  acknowledgedAt: numberOrNull(row.acknowledged_at),
  acknowledgedBy: row.acknowledged_by,
  resolvedAt: numberOrNull(row.resolved_at),
  notifiedAt: numberOrNull(row.notified_at),
  updatedAt: Number(row.updated_at),
  version: row.version,
});

/** What a signal says of its alert, each time anew. */
export const saidColumns = (signal: Signal): Record<string, SqlValue> => ({
  severity: signal.severity,
  title: signal.title,
  text: signal.text,
  labels: JSON.stringify(signal.labels),
  value: signal.value,
  repeat_minutes: signal.repeatMinutes,
  expires_at: signal.expiresAt,
});

/** The row of a signal that nothing is open of. */
export const newColumns = (signal: Signal, fires: boolean, now: number): Record<string, SqlValue> => ({
  fingerprint: signal.fingerprint,
  open_key: signal.fingerprint,
  state: fires ? 'firing' : 'pending',
  source: signal.source,
  rule_id: signal.ruleId,
  kind: signal.kind,
  subject_kind: signal.subject.kind,
  subject_id: signal.subject.id,
  subject_name: signal.subject.name,
  ...saidColumns(signal),
  began_at: now,
  fired_at: fires ? now : null,
  updated_at: now,
});

const EVENT = ['alert_id', 'at', 'what', 'by_whom', 'note'] as const;

/** A line of a timeline, within the transaction that brings it about. */
export interface EventRow {
  id: number;
  what: Happened;
  by?: string | null;
  note?: string | null;
}

export async function addEvents(tx: Tx, events: readonly EventRow[], at: number): Promise<void> {
  if (events.length === 0) return;
  const rows = events.map(({ id, what, by = null, note = null }): SqlValue[] => [
    id,
    at,
    what,
    by?.slice(0, 80) ?? null,
    note?.slice(0, 500) ?? null,
  ]);
  await tx.insert('alert_events', EVENT, rows);
}
