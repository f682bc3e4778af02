import { Injectable } from '@nestjs/common';
import type { Alert, Happened, Signal, TimelineEntry } from '../../insight/alerts/alert.js';
import { type AlertCount, type AlertFilter, AlertRepository } from '../../insight/alerts/alert.repository.js';
import type { Step } from '../../insight/alerts/plan.js';
import type { Stretch } from '../../platform/common/stretch.js';
import { chunks } from '../../platform/common/chunks.js';
import { Where, assignments, newest } from '../office/rows.js';
import { Database } from '../typeorm/database.js';
import { marks } from '../typeorm/marks.js';
import type { SqlValue } from '../typeorm/tx.js';
import { type AlertRow, addEvents, saidColumns, toAlert } from './alert-row.js';
import { RESOLVED, insertAlerts, takeSteps } from './alert-steps.js';

const SELECT = 'SELECT * FROM alerts';
/** Of one transaction: others write in between. */
const AT_ONCE = 200;

@Injectable()
export class SqlAlertRepository extends AlertRepository {
  constructor(private readonly db: Database) {
    super();
  }

  override async open(): Promise<Alert[]> {
    return (await this.db.readLong<AlertRow>(`${SELECT} WHERE open_key IS NOT NULL`)).map(toAlert);
  }

  override async owed(limit: number): Promise<Alert[]> {
    const sql = `${SELECT} WHERE owed = 1 ORDER BY id LIMIT ?`;
    return (await this.db.read<AlertRow>(sql, [limit])).map(toAlert);
  }

  override async apply(steps: readonly Step[], now: number): Promise<number> {
    let taken = 0;
    for (const some of chunks(steps, AT_ONCE)) taken += await this.db.write((tx) => takeSteps(tx, some, now));
    return taken;
  }

  override async raise(signals: readonly Signal[], now: number): Promise<(number | null)[]> {
    const ids: (number | null)[] = [];
    for (const some of chunks(signals, AT_ONCE)) {
      const made = await this.db.write(async (tx) => {
        const begun = some.map((signal) => ({ signal, fires: true }));
        const made = await insertAlerts(tx, begun, now);
        for (const signal of some) {
          if (made.has(signal.fingerprint)) continue;
          const { sql, params } = assignments({ ...saidColumns(signal), updated_at: now });
          await tx.run(`UPDATE alerts SET ${sql}, version = version + 1 WHERE open_key = ?`, [
            ...params,
            signal.fingerprint,
          ]);
        }
        return made;
      });
      ids.push(...some.map(({ fingerprint }) => made.get(fingerprint) ?? null));
    }
    return ids;
  }

  override async end(source: Alert['source'], fingerprints: readonly string[], now: number): Promise<number> {
    let ended = 0;
    for (const some of chunks(fingerprints, AT_ONCE)) {
      ended += await this.db.write(async (tx) => {
        const rows = await tx.all<{ id: number | string }>(
          `SELECT id FROM alerts WHERE open_key IN (${marks(some)}) AND source = ?`,
          [...some, source],
        );
        const ids = rows.map(({ id }) => Number(id));
        const changes = await tx.runEach(
          `UPDATE alerts SET ${RESOLVED} WHERE id = ? AND open_key IS NOT NULL`,
          ids.map((id) => [now, now, id]),
        );
        const over = ids.filter((_, index) => changes[index] === 1);
        await addEvents(
          tx,
          over.map((id) => ({ id, what: 'resolved' })),
          now,
        );
        return over.length;
      });
    }
    return ended;
  }

  override async find(id: number): Promise<Alert | null> {
    const [row] = await this.db.read<AlertRow>(`${SELECT} WHERE id = ?`, [id]);
    return row ? toAlert(row) : null;
  }

  override async list(filter: AlertFilter, stretch: Stretch): Promise<Alert[]> {
    const { sql, params } = newest(whereOf(filter), stretch);
    return (await this.db.read<AlertRow>(`${SELECT}${sql}`, params)).map(toAlert);
  }

  override async counts(): Promise<AlertCount[]> {
    const held = 'CASE WHEN held_by IS NULL THEN 0 ELSE 1 END';
    const rows = await this.db.read<Omit<AlertCount, 'isHeld'> & { held: number | string }>(
      `SELECT state, severity, ${held} AS held, COUNT(*) AS count FROM alerts WHERE open_key IS NOT NULL ` +
        `GROUP BY state, severity, ${held}`,
    );
    return rows.map(({ state, severity, held, count }) => {
      return { state, severity, isHeld: Number(held) === 1, count: Number(count) };
    });
  }

  override async countsByRule(): Promise<Map<number, number>> {
    const rows = await this.db.read<{ rule_id: number; count: number | string }>(
      "SELECT rule_id, COUNT(*) AS count FROM alerts WHERE open_key IS NOT NULL AND source = 'rule' GROUP BY rule_id",
    );
    return new Map(rows.map(({ rule_id: id, count }) => [id, Number(count)]));
  }

  override async timeline(id: number): Promise<TimelineEntry[]> {
    const rows = await this.db.read<{
      at: number | string;
      what: Happened;
      by_whom: string | null;
      note: string | null;
    }>('SELECT at, what, by_whom, note FROM alert_events WHERE alert_id = ? ORDER BY id LIMIT 500', [id]);
    return rows.map(({ at, what, by_whom: by, note }) => ({ at: Number(at), what, by, note }));
  }

  override acknowledge(id: number, by: string, note: string | null, now: number): Promise<boolean> {
    return this.db.write(async (tx) => {
      const changed = await tx.run(
        "UPDATE alerts SET state = 'acknowledged', acknowledged_at = ?, acknowledged_by = ?, updated_at = ?, " +
          "version = version + 1 WHERE id = ? AND state = 'firing'",
        [now, by.slice(0, 80), now, id],
      );
      if (changed === 0) return false;
      await addEvents(tx, [{ id, what: 'acknowledged', by, note }], now);
      return true;
    });
  }

  override resolve(id: number, by: string, note: string | null, now: number): Promise<boolean> {
    return this.db.write(async (tx) => {
      const changed = await tx.run(`UPDATE alerts SET ${RESOLVED} WHERE id = ? AND open_key IS NOT NULL`, [
        now,
        now,
        id,
      ]);
      if (changed === 0) return false;
      await addEvents(tx, [{ id, what: 'resolved', by, note }], now);
      return true;
    });
  }

  override async hold(held: readonly { alert: Alert; heldBy: string | null }[], now: number): Promise<void> {
    for (const some of chunks(held, AT_ONCE)) {
      await this.db.write(async (tx) => {
        const changes = await tx.runEach(
          'UPDATE alerts SET held_by = ?, version = version + 1 WHERE id = ? AND version = ?',
          some.map(({ alert, heldBy }): SqlValue[] => [heldBy, alert.id, alert.version]),
        );
        const changed = some.filter((_, index) => changes[index] === 1);
        const events = changed.map(({ alert: { id }, heldBy }) =>
          heldBy === null ? { id, what: 'released' as const } : { id, what: 'held' as const, note: heldBy },
        );
        await addEvents(tx, events, now);
      });
    }
  }

  override async drop(before: number): Promise<number> {
    const old = await this.db.read<{ id: number | string }>('SELECT id FROM alerts WHERE resolved_at < ? LIMIT ?', [
      before,
      AT_ONCE,
    ]);
    if (old.length === 0) return 0;
    const ids = old.map(({ id }): SqlValue[] => [Number(id)]);
    await this.db.write(async (tx) => {
      await tx.runEach('DELETE FROM alert_notices WHERE alert_id = ?', ids);
      await tx.runEach('DELETE FROM alert_events WHERE alert_id = ?', ids);
      await tx.runEach('DELETE FROM alerts WHERE id = ?', ids);
    });
    return old.length;
  }
}

function whereOf({ state, severity, source, ruleId, open, subject, subjectId }: AlertFilter): Where {
  const where = new Where()
    .and('state = ?', state)
    .and('severity = ?', severity)
    .and('source = ?', source)
    .and('rule_id = ?', ruleId)
    .and('subject_kind = ?', subject)
    .and('subject_id = ?', subjectId);
  if (open !== undefined) where.and(`open_key IS ${open ? 'NOT ' : ''}NULL`);
  return where;
}
