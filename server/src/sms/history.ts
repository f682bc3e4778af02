import type { MessageStatus, StatusChange } from '@signalbox/contracts/messages';
import { isoTime } from '../common/clock.js';

/**
 * A message's history is text that only grows: a line a change, `<epoch ms> <word> <detail>`. It is written by the very
 * update that makes the change, so history and status cannot disagree and cost no second row.
 */
export const historyLine = (at: number, word: MessageStatus | 'accepted', detail: string | null): string =>
  detail ? `${at} ${word} ${detail.replaceAll('\n', ' ')}\n` : `${at} ${word}\n`;

/** The changes in the order they were written. */
export const parseHistory = (history: string): StatusChange[] =>
  history
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => {
      const [at, word, ...detail] = line.split(' ');
      return {
        status: word as StatusChange['status'],
        at: isoTime(Number(at)),
        detail: detail.length > 0 ? detail.join(' ') : null,
      };
    });
