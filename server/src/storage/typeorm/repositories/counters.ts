import type { MessageStatus } from '@signalbox/contracts/messages';
import { dayOf, minuteOf } from '../../../common/clock.js';
import { type Message, isWaiting } from '../../../sms/message.js';
import type { SqlValue, Tx } from '../tx.js';

/** Waiting messages belong to no channel yet, even when they were sent before or their SIM card is named. */
const channelOf = (status: MessageStatus, channelId: number | null): number =>
  isWaiting(status) ? 0 : (channelId ?? 0);

/**
 * The counters of one transaction: summed in memory first, so that a commit of many messages touches each counter
 * once. `message_days` knows how many are in a status (entered - departed), `message_minutes` how many reached it when.
 */
export class Counters {
  private readonly minutes = new Map<string, SqlValue[]>();
  private readonly days = new Map<string, SqlValue[]>();
  private readonly minute: number;
  private readonly day: number;

  constructor(now = Date.now()) {
    this.minute = minuteOf(now);
    this.day = dayOf(now);
  }

  inserted(message: Message, path: MessageStatus[]): void {
    if (message.direction === 'outbound') this.add('accepted', 0, 1, 0);
    this.moved(null, message, path);
  }

  /** A message went from one status through others; `from` is null for a new one. */
  moved(from: Message | null, to: Message, path: MessageStatus[]): void {
    let previous = from?.status ?? null;
    let channel = from === null ? null : from.channelId;
    for (const status of path) {
      if (previous !== null) this.add(previous, channelOf(previous, channel), 0, 1);
      channel = to.channelId;
      this.add(status, channelOf(status, channel), 1, 0);
      previous = status;
    }
  }

  async write(tx: Tx): Promise<void> {
    if (this.days.size === 0) return;
    await tx.increment('message_minutes', ['minute', 'channel_id', 'status', 'entered'], 3, [...this.minutes.values()]);
    await tx.increment('message_days', ['day', 'channel_id', 'status', 'entered', 'departed'], 3, [
      ...this.days.values(),
    ]);
  }

  private add(status: MessageStatus | 'accepted', channel: number, entered: number, departed: number): void {
    const key = `${channel} ${status}`;
    if (entered > 0) bump(this.minutes, key, () => [this.minute, channel, status, 0], [entered]);
    if (status !== 'accepted') bump(this.days, key, () => [this.day, channel, status, 0, 0], [entered, departed]);
  }
}

function bump(rows: Map<string, SqlValue[]>, key: string, make: () => SqlValue[], amounts: number[]): void {
  let row = rows.get(key);
  if (!row) rows.set(key, (row = make()));
  amounts.forEach((amount, index) => (row[3 + index] = Number(row[3 + index]) + amount));
}
