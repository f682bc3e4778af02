import type { SmsStatusUpdate } from '@signalbox/contracts/live';
import type { Direction, Message, MessageStatus } from '@signalbox/contracts/messages';
import { isLater } from '../../core/live-updates';

/** What a list shows of a message. */
export interface MessageRow {
  id: string;
  direction: Direction;
  status: MessageStatus;
  from: string | null;
  to: string | null;
  text: string;
  sim_card_id: number | null;
  provider_id: number | null;
  reason: string | null;
  /** Whether it came in and can be answered. */
  can_reply: boolean;
  send_at: string | null;
  created_at: string;
  updated_at: string;
  /** It came in while the list was on the screen. */
  fresh: boolean;
}

/** What a list is limited to; empty is no limit. Times are ISO 8601. */
export interface MessageFilter {
  direction: Direction;
  /** One or more of them, with commas between. */
  status: string;
  number: string;
  sim_card_id: number | null;
  provider_id: number | null;
  /** The run of a program that it was made for. */
  run_id: number | null;
  client_ref: string;
  since: string;
  until: string;
  /** Its status is of this time or later. */
  changed_since: string;
  /** The day (UTC) on which its channel was given it. */
  dispatched_on: string;
}

export const NO_LIMITS: Omit<MessageFilter, 'direction'> = {
  status: '',
  number: '',
  sim_card_id: null,
  provider_id: null,
  run_id: null,
  client_ref: '',
  since: '',
  until: '',
  changed_since: '',
  dispatched_on: '',
};

export const rowOf = (message: Message): MessageRow => ({
  id: message.id,
  direction: message.direction,
  status: message.status,
  from: message.from,
  to: message.to,
  text: message.text,
  sim_card_id: message.sim_card_id,
  provider_id: message.provider_id,
  reason: message.reason,
  can_reply: message.can_reply,
  send_at: message.send_at,
  created_at: message.created_at,
  updated_at: message.updated_at,
  fresh: false,
});

/** A message that the live socket named first. */
export const rowOfUpdate = (update: SmsStatusUpdate): MessageRow => ({
  id: update.message_id,
  direction: update.direction,
  status: update.status,
  from: update.sender_number,
  to: update.receiver_number,
  text: update.message,
  sim_card_id: update.sim_card_id,
  provider_id: update.provider_id,
  reason: update.reason,
  can_reply: update.can_reply,
  send_at: null,
  created_at: update.created_at,
  updated_at: update.timestamp,
  fresh: true,
});

type Channel = Pick<MessageRow, 'sim_card_id' | 'provider_id'>;

/** What carries it after an update. One that names no channel takes none away, and one that names one takes the other. */
function channelAfter(row: Channel, { sim_card_id, provider_id }: Channel): Channel {
  const named = sim_card_id !== null || provider_id !== null;
  return named ? { sim_card_id, provider_id } : { sim_card_id: row.sim_card_id, provider_id: row.provider_id };
}

/** The row after an update; the same object when the update tells nothing newer. */
export function changed<T extends Channel & Pick<MessageRow, 'status' | 'updated_at' | 'from' | 'reason'>>(
  row: T,
  update: SmsStatusUpdate,
): T {
  const next = { status: update.status, at: update.timestamp };
  if (!isLater(next, { status: row.status, at: row.updated_at })) return row;
  return {
    ...row,
    status: update.status,
    from: update.sender_number ?? row.from,
    ...channelAfter(row, update),
    reason: update.reason,
    updated_at: update.timestamp,
  };
}

const digitsOf = (number: string): string => number.replace(/\D/g, '').replace(/^0+/, '');

/** Whether a new message belongs into a list. An update has no reference, run and history, so nothing matches those. */
export function matchesFilter(row: MessageRow, filter: MessageFilter): boolean {
  if (row.direction !== filter.direction || filter.client_ref !== '') return false;
  if (filter.run_id !== null || filter.dispatched_on !== '') return false;
  if (filter.status !== '' && !filter.status.split(',').includes(row.status)) return false;
  if (filter.sim_card_id !== null && row.sim_card_id !== filter.sim_card_id) return false;
  if (filter.provider_id !== null && row.provider_id !== filter.provider_id) return false;
  if (filter.since !== '' && Date.parse(row.created_at) < Date.parse(filter.since)) return false;
  if (filter.until !== '' && Date.parse(row.created_at) >= Date.parse(filter.until)) return false;
  if (filter.changed_since !== '' && Date.parse(row.updated_at) < Date.parse(filter.changed_since)) return false;
  const digits = digitsOf(filter.number);
  return digits === '' || [row.from, row.to].some((number) => number !== null && digitsOf(number).endsWith(digits));
}

/**
 * The rows (newest first) after a batch of updates: known rows change in place, even out of the filter, so that
 * nothing vanishes under the reader's eyes; new messages that match come in where their time puts them. A message
 * older than `horizon` (the oldest row while there are more pages) belongs to a page not read yet.
 */
export function applyUpdates(
  rows: readonly MessageRow[],
  updates: readonly SmsStatusUpdate[],
  filter: MessageFilter,
  horizon: MessageRow | null,
): MessageRow[] {
  const pending = new Map(updates.map((update) => [update.message_id, update]));
  const next = rows.map((row) => {
    const update = pending.get(row.id);
    if (update === undefined) return row;
    pending.delete(row.id);
    return changed(row, update);
  });
  const fresh = [...pending.values()]
    .map(rowOfUpdate)
    .filter((row) => matchesFilter(row, filter) && (horizon === null || newestFirst(row, horizon) < 0));
  if (fresh.length === 0) return next;
  return [...fresh, ...next].sort(newestFirst);
}

/** Ids do not tell time: those of a run follow from its rows. They only part what is of one millisecond. */
const newestFirst = (a: MessageRow, b: MessageRow): number =>
  Date.parse(b.created_at) - Date.parse(a.created_at) || (a.id < b.id ? 1 : a.id > b.id ? -1 : 0);
