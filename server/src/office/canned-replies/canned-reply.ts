import type { CannedReply as CannedReplyView } from '@signalbox/contracts/office/canned-replies';
import { REPLY_PLACES } from '@signalbox/contracts/rules';
import { fillerOf } from '@signalbox/contracts/template';
import { isoTime } from '../../platform/common/clock.js';
import { Conflict } from '../../platform/common/errors.js';
import type { Customer } from '../customers/customer.js';
import type { Ticket } from '../tickets/ticket.js';

/** An answer that is given often. Times are epoch milliseconds. */
export interface CannedReply {
  id: number;
  name: string;
  /** With places such as `{{name}}`. */
  text: string;
  createdAt: number;
  updatedAt: number;
}

export type NewCannedReplyRecord = Pick<CannedReply, 'name' | 'text' | 'createdAt'>;
export type CannedReplyPatch = Partial<Pick<CannedReply, 'name' | 'text'>>;

const MAX_LENGTH = 10_000;

/**
 * What it says to a ticket's customer; what there is nothing to say of, and has no fallback, is left blank.
 * @throws Conflict when nothing is left of it, or too much comes of it
 */
export function filled(text: string, ticket: Ticket, customer: Customer | null, agent: string): string {
  const values: Record<(typeof REPLY_PLACES)[number], string> = {
    name: customer?.name ?? '',
    first_name: customer?.name.split(/\s+/)[0] ?? '',
    account_number: customer?.accountNumber ?? '',
    phone: customer?.phone ?? '',
    ticket: ticket.number,
    subject: ticket.subject,
    agent,
  };
  const result = fillerOf(withFallbacks(text), REPLY_PLACES, MAX_LENGTH)(REPLY_PLACES.map((place) => values[place]));
  if ('problem' in result) throw new Conflict(`The reply cannot be used here: ${result.problem}.`);
  return result.text;
}

/** A ticket of nobody has no name, and the reply is looked over before it is sent. */
const withFallbacks = (text: string): string => text.replaceAll(/\{\{([^{}|]*)\}\}/g, '{{$1|}}');

/** As v1 shows it. */
export const toView = ({ id, name, text, createdAt, updatedAt }: CannedReply): CannedReplyView => ({
  id,
  name,
  text,
  created_at: isoTime(createdAt),
  updated_at: isoTime(updatedAt),
});
