import type { MessageStatus, StatusChange } from '@signalbox/contracts/messages';
import { dayOf, isoTime } from '../../platform/common/clock.js';
import type { Message } from './message.js';

/** A line of a message's history. */
export interface HistoryLine extends Pick<StatusChange, 'status' | 'at' | 'detail'> {
  /** With `dispatched`, what the attempt went over; older lines do not say. */
  channelId: number | null;
}

/**
 * A message's history is text that only grows: a line a change, `<epoch ms> <word> <detail>`, where the word of an attempt
 * is `dispatched@<channel>`. It is written by the very update that makes the change, so history and status cannot
 * disagree and cost no second row.
 */
export const historyLine = (
  at: number,
  word: MessageStatus | 'accepted',
  detail: string | null,
  channelId: number | null,
): string => {
  const over = word === 'dispatched' && channelId !== null ? `@${channelId}` : '';
  return detail ? `${at} ${word}${over} ${detail.replaceAll('\n', ' ')}\n` : `${at} ${word}${over}\n`;
};

/** The changes in the order they were written. */
export const parseHistory = (history: string): HistoryLine[] =>
  history
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => {
      const [at, word = '', ...detail] = line.split(' ');
      const [status, channel] = word.split('@');
      return {
        status: status as StatusChange['status'],
        at: isoTime(Number(at)),
        detail: detail.length > 0 ? detail.join(' ') : null,
        channelId: channel === undefined ? null : Number(channel),
      };
    });

/** How often the channel that has it, or had it last, was given it on a day (whole days since 1970, UTC). */
export const timesDispatched = (
  { history, channelId }: Pick<Message, 'channelId'> & { history: string },
  day: number,
) =>
  parseHistory(history).filter(
    (line) =>
      line.status === 'dispatched' && dayOf(Date.parse(line.at)) === day && (line.channelId ?? channelId) === channelId,
  ).length;
