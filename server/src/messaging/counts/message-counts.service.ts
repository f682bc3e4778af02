import { Injectable } from '@nestjs/common';
import type { MessageStatus } from '@signalbox/contracts/messages';
import { CountRepository, type StatusCount } from './count.repository.js';

/** Counts of messages, read from the counters. */
@Injectable()
export class MessageCountsService {
  constructor(private readonly repository: CountRepository) {}

  /** By channel: dispatched from a day on (whole days since 1970, UTC); what daily caps are held against. */
  async dispatchedSince(day: number): Promise<Map<number, number>> {
    const counts = await this.repository.sinceDay(day);
    return new Map(
      counts.filter(({ status }) => status === 'dispatched').map(({ channelId, entered }) => [channelId, entered]),
    );
  }

  /** By channel and status, over all days from `day` on. */
  sinceDay(day: number): Promise<StatusCount[]> {
    return this.repository.sinceDay(day);
  }

  /** How many messages are in each status now; a status without any is left out. */
  async inStatus(): Promise<Map<MessageStatus, number>> {
    return summed(await this.repository.sinceDay(0), ({ entered, departed }) => entered - departed);
  }

  /** How many reached each status from a day on. */
  async reachedSince(day: number): Promise<Map<MessageStatus, number>> {
    return summed(await this.repository.sinceDay(day), ({ entered }) => entered);
  }
}

function summed<Row extends { status: MessageStatus }>(
  rows: Row[],
  amount: (row: Row) => number,
): Map<MessageStatus, number> {
  const sums = new Map<MessageStatus, number>();
  for (const row of rows) sums.set(row.status, (sums.get(row.status) ?? 0) + amount(row));
  return sums;
}
