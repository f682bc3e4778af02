import type { Signal } from '../../insight/alerts/alert.js';
import type { Step } from '../../insight/alerts/plan.js';
import { uuidv7 } from '../../platform/common/uuid.js';
import { assignments } from '../office/rows.js';
import type { SqlValue, Tx } from '../typeorm/tx.js';
import { type EventRow, addEvents, newColumns, saidColumns } from './alert-row.js';
import { marks } from '../typeorm/marks.js';

/** Alerts that are over have no key, and what was told of them is owed a last word; a message that somebody sent is not. */
export const RESOLVED =
  "state = 'resolved', open_key = NULL, resolved_at = ?, updated_at = ?, version = version + 1, " +
  "owed = CASE WHEN notified_at IS NULL OR source = 'api' THEN 0 ELSE 1 END";
const SAME = 'WHERE id = ? AND version = ? AND open_key IS NOT NULL';

/**
 * Rows of signals that nothing is open of yet.
 * @returns by fingerprint the ids of those that this made: what another was first with is not among them
 */
export async function insertAlerts(
  tx: Tx,
  begun: readonly { signal: Signal; fires: boolean }[],
  now: number,
): Promise<Map<string, number>> {
  if (begun.length === 0) return new Map();
  const madeIn = uuidv7();
  const rows = begun.map(({ signal, fires }) => ({ ...newColumns(signal, fires, now), made_in: madeIn }));
  const [first] = rows;
  await tx.insert(
    'alerts',
    Object.keys(first ?? {}),
    rows.map((row) => Object.values(row)),
    { ignore: true },
  );
  const keys = begun.map(({ signal }) => signal.fingerprint);
  const made = await tx.all<{ id: number | string; open_key: string }>(
    `SELECT id, open_key FROM alerts WHERE open_key IN (${marks(keys)}) AND made_in = ?`,
    [...keys, madeIn],
  );
  const ids = new Map(made.map(({ id, open_key: key }) => [key, Number(id)]));
  const events = begun.flatMap(({ signal, fires }): EventRow[] => {
    const id = ids.get(signal.fingerprint);
    return id === undefined ? [] : [{ id, what: fires ? 'firing' : 'pending', note: signal.text }];
  });
  await addEvents(tx, events, now);
  return ids;
}

/** Some steps within a transaction. @returns how many were taken */
export async function takeSteps(tx: Tx, steps: readonly Step[], now: number): Promise<number> {
  const begun = steps.filter((step) => step.do === 'begin');
  let taken = (await insertAlerts(tx, begun, now)).size;
  const events: EventRow[] = [];
  for (const step of steps) {
    if (step.do === 'begin') continue;
    const event = await take(tx, step, now);
    if (event === null) continue;
    taken += 1;
    if (event) events.push(event);
  }
  await addEvents(tx, events, now);
  return taken;
}

/** @returns null when the alert is not as it was; undefined when nothing is to be said of it */
async function take(tx: Tx, step: Exclude<Step, { do: 'begin' }>, now: number): Promise<EventRow | null | undefined> {
  const { id, version } = step.alert;
  const same: SqlValue[] = [id, version];
  switch (step.do) {
    case 'fire': {
      const fields = { ...saidColumns(step.signal), state: 'firing', fired_at: now, updated_at: now };
      return (await update(tx, fields, same)) ? { id, what: 'firing', note: step.signal.text } : null;
    }
    case 'refresh':
      return (await update(tx, { ...saidColumns(step.signal), updated_at: now }, same)) ? undefined : null;
    case 'forget': {
      if ((await tx.run(`DELETE FROM alerts ${SAME} AND state = 'pending'`, same)) === 0) return null;
      await tx.run('DELETE FROM alert_events WHERE alert_id = ?', [id]);
      return undefined;
    }
    case 'resolve': {
      const changed = await tx.run(`UPDATE alerts SET ${RESOLVED} ${SAME}`, [now, now, ...same]);
      return changed === 1 ? { id, what: 'resolved', note: step.note } : null;
    }
  }
}

async function update(tx: Tx, fields: Record<string, SqlValue>, same: SqlValue[]): Promise<boolean> {
  const { sql, params } = assignments(fields);
  return (await tx.run(`UPDATE alerts SET ${sql}, version = version + 1 ${SAME}`, [...params, ...same])) === 1;
}
