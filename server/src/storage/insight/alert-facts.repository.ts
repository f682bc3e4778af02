import { Injectable } from '@nestjs/common';
import {
  AlertFactsRepository,
  type BalanceFact,
  type PaymentFact,
  type RunFact,
  type StuckFact,
} from '../../insight/alerts/look/alert-facts.repository.js';
import type { RunSettings } from '../../campaigns/programs/runs/run.js';
import type { Dimension } from '../../messaging/counts/totals.js';
import type { GroupTotals } from '../../messaging/counts/totals.repository.js';
import { minuteOf } from '../../platform/common/clock.js';
import type { LedgerCheck } from '../../office/checks/ledger-check.js';
import { LEDGER_CHECK, findSetting } from '../office/settings.js';
import { Database } from '../typeorm/database.js';
import { marks } from '../typeorm/marks.js';
import { BROKEN, OPEN_TICKETS } from './open-tickets.js';
import { type Sql, fromMinutes, fromSums, merged, toTotals, unionAll } from '../typeorm/repositories/totals-query.js';

type Numeric = number | string;
type TotalsRow = Record<keyof Omit<GroupTotals, 'id'>, Numeric> & { id: Numeric; start: Numeric };

const HOUR = 60;
const QUARTER = 15;
/** Up to so many minutes their own sums are read; of more, those of hours. */
const FEW_MINUTES = 180;
/** Of the log, which has no index by time, the end is looked at. */
const LOG_ROWS = 5000;
/** What became of a payment by the customer's own doing, or by lack of money, says nothing of how well payments work. */
const CUSTOMERS_OWN = ['1', '17', '1032', '1037', '2001', '8006'];

@Injectable()
export class SqlAlertFactsRepository extends AlertFactsRepository {
  constructor(private readonly db: Database) {
    super();
  }

  override async totals(groupBy: Dimension, minutes: number, now: number): Promise<GroupTotals[]> {
    const to = minuteOf(now) + 1;
    const from = to - minutes;
    const rows = await this.summed([...spans({ groupBy }, from, to), fromMinutes({ groupBy }, from, to, null)]);
    return rows.map(({ start: _, ...totals }) => totals);
  }

  override quarters(groupBy: Dimension, from: number, to: number): Promise<(GroupTotals & { start: number })[]> {
    const first = minuteOf(from);
    const last = minuteOf(to);
    const sums = fromSums({ groupBy }, { span: 1, from: first, to: last }, true);
    const start = `(number - number % ${QUARTER})`;
    const sql = sums.sql.replace('number * 1 AS start', `${start} AS start`);
    return this.summed([{ sql, params: sums.params }, fromMinutes({ groupBy }, first, last, QUARTER)]);
  }

  override async dispatchedSince(day: number): Promise<Map<number, number>> {
    const rows = await this.db.read<{ channel_id: number; entered: Numeric }>(
      "SELECT channel_id, SUM(entered) AS entered FROM message_days WHERE day >= ? AND status = 'dispatched' " +
        'GROUP BY channel_id',
      [day],
    );
    return new Map(rows.map(({ channel_id: id, entered }) => [id, Number(entered)]));
  }

  override async stuck(before: number): Promise<StuckFact[]> {
    const rows = await this.db.read<{ channel_id: number | null; count: Numeric; oldest: Numeric }>(
      "SELECT channel_id, COUNT(*) AS count, MIN(updated_at) AS oldest FROM messages WHERE status = 'dispatched' " +
        "AND status <> 'delivered' AND updated_at < ? GROUP BY channel_id",
      [before],
    );
    return rows.flatMap(({ channel_id: channelId, count, oldest }) =>
      channelId === null ? [] : [{ channelId, count: Number(count), oldest: Number(oldest) }],
    );
  }

  override async running(): Promise<RunFact[]> {
    const rows = await this.db.read<RunRow>(
      "SELECT program_id, settings, reason, started_at AS at FROM runs WHERE status = 'running'",
    );
    return rows.map(toRun);
  }

  override async failedSince(since: number): Promise<RunFact[]> {
    const rows = await this.db.read<RunRow>(
      "SELECT r.program_id, r.settings, r.reason, r.ended_at AS at FROM runs r WHERE r.status = 'failed' " +
        'AND r.ended_at >= ? AND NOT EXISTS (SELECT 1 FROM runs l WHERE l.program_id = r.program_id AND l.id > r.id)',
      [since],
    );
    return rows.map(toRun);
  }

  override async paymentsSince(since: number): Promise<PaymentFact> {
    const [row] = await this.db.read<{ failed: Numeric | null; ended: Numeric }>(
      "SELECT SUM(CASE WHEN state = 'failed' THEN 1 ELSE 0 END) AS failed, COUNT(*) AS ended FROM mpesa_attempts " +
        `WHERE ended_at >= ? AND (result_code IS NULL OR result_code NOT IN (${marks(CUSTOMERS_OWN)}))`,
      [since, ...CUSTOMERS_OWN],
    );
    return { failed: Number(row?.failed ?? 0), ended: Number(row?.ended ?? 0) };
  }

  override unmatchedBefore(before: number): Promise<number> {
    return this.count("incoming_payments WHERE state = 'unmatched' AND created_at < ?", [before]);
  }

  override async booksWrong(): Promise<number> {
    return (await findSetting<LedgerCheck>(this.db, LEDGER_CHECK))?.wrong.length ?? 0;
  }

  override webhooksOff(): Promise<number> {
    return this.count("webhooks WHERE state = 'disabled'", []);
  }

  override brokenTickets(now: number): Promise<number> {
    return this.count(`tickets WHERE ${OPEN_TICKETS} AND ${BROKEN}`, [now]);
  }

  override failedSignInsSince(since: number): Promise<number> {
    const end = `(SELECT action, status, created_at FROM logs ORDER BY id DESC LIMIT ${LOG_ROWS}) last`;
    return this.count(`${end} WHERE action = 'sign_in' AND status = 'failed' AND created_at >= ?`, [since]);
  }

  override async balances(): Promise<BalanceFact[]> {
    const rows = await this.db.read<{ channel_id: number; balance: Numeric | null; answer: string; at: Numeric }>(
      'SELECT * FROM channel_balances',
    );
    return rows.map(({ channel_id: channelId, balance, answer, at }) => {
      return { channelId, balance: balance === null ? null : Number(balance), answer, at: Number(at) };
    });
  }

  override async keepBalance({ channelId, balance, answer, at }: BalanceFact): Promise<void> {
    const text = answer.slice(0, 200);
    await this.db.write(async (tx) => {
      const row = [channelId, balance, text, at];
      if (await tx.insert('channel_balances', ['channel_id', 'balance', 'answer', 'at'], [row], { ignore: true }))
        return;
      await tx.run('UPDATE channel_balances SET balance = ?, answer = ?, at = ? WHERE channel_id = ?', [
        balance,
        text,
        at,
        channelId,
      ]);
    });
  }

  private async summed(parts: Sql[]): Promise<(GroupTotals & { start: number })[]> {
    const { sql, params } = unionAll(parts);
    const rows = await this.db.readLong<TotalsRow>(sql, params);
    return merged(rows.map((row) => ({ id: String(row.id), start: Number(row.start), ...toTotals(row) })));
  }

  private async count(from: string, params: number[]): Promise<number> {
    const [row] = await this.db.read<{ count: Numeric }>(`SELECT COUNT(*) AS count FROM ${from}`, params);
    return Number(row?.count ?? 0);
  }
}

/** What is in the sums of a range that ends now: of a long one the hours in it, and the minutes before them. */
function spans(scope: { groupBy: Dimension }, from: number, to: number): Sql[] {
  if (to - from <= FEW_MINUTES) return [fromSums(scope, { span: 1, from, to }, false)];
  const hour = Math.ceil(from / HOUR);
  return [
    fromSums(scope, { span: 1, from, to: hour * HOUR }, false),
    fromSums(scope, { span: 60, from: hour, to: Math.floor(to / HOUR) + 1 }, false),
  ];
}

interface RunRow {
  program_id: string;
  settings: string;
  reason: string | null;
  at: Numeric;
}

const toRun = ({ program_id: programId, settings, reason, at }: RunRow): RunFact => {
  const { name, details } = JSON.parse(settings) as Pick<RunSettings, 'name' | 'details'>;
  return { programId, name, reason, at: Number(at), waitsForRecipients: details.window?.timeZone === 'recipient' };
};
