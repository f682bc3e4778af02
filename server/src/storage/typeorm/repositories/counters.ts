import { type MessageStatus, isWaiting } from '@signalbox/contracts/statuses';
import { dayOf, minuteOf } from '../../../platform/common/clock.js';
import type { Message } from '../../../messaging/sms/message.js';
import type { SqlValue, Tx } from '../tx.js';

/** Of `message_days`; the first three are its key. */
export const COUNTED_COLUMNS = ['day', 'channel_id', 'status', 'entered', 'departed'] as const;
export const MINUTE_COLUMNS = ['minute', 'channel_id', 'pair_id', 'program_id', 'status', 'entered'] as const;

/** What a message is counted under: its pair, program and run. */
type Owner = Pick<Message, 'pairId' | 'programId' | 'runId'>;

/** Waiting messages belong to no channel yet, even when they were sent before or their SIM card is named. */
const channelOf = (status: MessageStatus, channelId: number | null): number =>
  isWaiting(status) ? 0 : (channelId ?? 0);

/**
 * The counters of one transaction: summed in memory first, so that a commit of many messages touches each counter
 * once. `message_days` knows how many are in a status (entered - departed), `message_minutes` how many reached it when
 * (until it is moved into `message_totals`),
 * `run_counts` how far a program's run has come.
 */
export class Counters {
  private readonly minutes = new Map<string, SqlValue[]>();
  private readonly days = new Map<string, SqlValue[]>();
  private readonly runs = new Map<string, SqlValue[]>();
  private readonly minute: number;
  private readonly day: number;

  constructor(now = Date.now()) {
    this.minute = minuteOf(now);
    this.day = dayOf(now);
  }

  inserted(message: Message, path: MessageStatus[]): void {
    if (message.direction === 'outbound') this.add(message, 'accepted', 0, 1, 0);
    this.moved(null, message, path);
  }

  /** A message went from one status through others; `from` is null for a new one. */
  moved(from: Pick<Message, 'status' | 'channelId'> | null, to: Message, path: MessageStatus[]): void {
    let previous = from?.status ?? null;
    let channel = from === null ? null : from.channelId;
    for (const status of path) {
      if (previous !== null) this.add(to, previous, channelOf(previous, channel), 0, 1);
      channel = to.channelId;
      this.add(to, status, channelOf(status, channel), 1, 0);
      previous = status;
    }
  }

  async write(tx: Tx): Promise<void> {
    if (this.days.size === 0) return;
    await tx.increment('message_minutes', MINUTE_COLUMNS, 5, [...this.minutes.values()]);
    await tx.increment('message_days', COUNTED_COLUMNS, 3, [...this.days.values()]);
    if (this.runs.size > 0) {
      await tx.increment('run_counts', ['run_id', 'status', 'entered', 'departed'], 2, [...this.runs.values()]);
    }
  }

  private add(owner: Owner, status: MessageStatus | 'accepted', channel: number, entered: number, departed: number) {
    const { pairId, programId, runId } = owner;
    const pair = pairId ?? '';
    const program = programId ?? '';
    const key = `${channel} ${status}`;
    if (entered > 0) {
      const minuteKey = `${key} ${pair} ${program}`;
      bump(this.minutes, minuteKey, () => [this.minute, channel, pair, program, status, 0], 5, [entered]);
    }
    if (status === 'accepted') return;
    bump(this.days, key, () => [this.day, channel, status, 0, 0], 3, [entered, departed]);
    if (runId !== null) bump(this.runs, `${runId} ${status}`, () => [runId, status, 0, 0], 2, [entered, departed]);
  }
}

/** What the counts of a day say of messages that are there no more. Their runs and the statistics remember them. */
export function departures(
  gone: readonly { status: MessageStatus; channel_id: number | null }[],
  day: number,
): SqlValue[][] {
  const days = new Map<string, SqlValue[]>();
  for (const { status, channel_id } of gone) {
    const channel = channelOf(status, channel_id);
    bump(days, `${channel} ${status}`, () => [day, channel, status, 0, 0], 3, [0, 1]);
  }
  return [...days.values()];
}

function bump(
  rows: Map<string, SqlValue[]>,
  key: string,
  make: () => SqlValue[],
  keys: number,
  amounts: number[],
): void {
  let row = rows.get(key);
  if (!row) rows.set(key, (row = make()));
  for (let index = 0; index < amounts.length; index++) {
    row[keys + index] = Number(row[keys + index]) + (amounts[index] ?? 0);
  }
}
