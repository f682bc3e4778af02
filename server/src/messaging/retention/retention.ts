import { type MessageStatus, statusesWith } from '@signalbox/contracts/statuses';
import { DAY } from '../../platform/common/clock.js';

/** How many days what of messages is kept once they are over; null is for good. */
export interface Kept {
  textsDays: number | null;
  messagesDays: number | null;
}

/** From when on (epoch ms) what is kept; null is from the beginning. */
export interface Bounds {
  texts: number | null;
  messages: number | null;
}

/** What tells whether a message may go. Times are epoch milliseconds. */
export interface AgedMessage {
  status: MessageStatus;
  runId: number | null;
  updatedAt: number;
}

/**
 * What nothing more happens to by itself; what the network took and said no more of is over as well, after the week that is the least
 * to be kept: reports come within days.
 */
const OVER: ReadonlySet<MessageStatus> = new Set(
  statusesWith(({ phase }) => phase === 'over' || phase === 'inbox' || phase === 'network'),
);

export const boundsOf = ({ textsDays, messagesDays }: Kept, now: number): Bounds => ({
  texts: textsDays === null ? null : now - textsDays * DAY,
  messages: messagesDays === null ? null : now - messagesDays * DAY,
});

/** Whether a message is over since before a time, and none that a run needs which goes on. */
export const mayGo = ({ status, runId, updatedAt }: AgedMessage, before: number, going: ReadonlySet<number>): boolean =>
  OVER.has(status) && updatedAt < before && (runId === null || !going.has(runId));
