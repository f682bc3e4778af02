import type { TicketClock } from '@signalbox/contracts/office/tickets';
import { relativeTime } from '../time';
import type { Word } from './words';

/** What is due next of a ticket, and when; null where nothing was promised. @param now epoch milliseconds */
export function clockWords(clock: TicketClock, now: number): Word | null {
  const { responded_at: responded, response_due_at: response, resolution_due_at: resolution } = clock;
  const isAnswer = responded === null && response !== null;
  const due = isAnswer ? response : resolution;
  const isLate = isAnswer ? clock.response_breached : clock.resolution_breached;
  if (isLate) return { label: isAnswer ? 'Answer late' : 'Late', tone: 'bad' };
  if (due === null) return null;
  if (!clock.is_running) return { label: 'Clock stands', tone: 'neutral' };
  return { label: `${isAnswer ? 'Answer' : 'Resolve'} ${relativeTime(Date.parse(due), now)}`, tone: 'waiting' };
}
