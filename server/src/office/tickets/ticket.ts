import { isTicketOpen, type TicketStatus } from '@signalbox/contracts/office/ticket-statuses';
import type { TicketPriority } from '@signalbox/contracts/office/tickets';
import type { TicketClock } from './ticket-clock.js';

/** Something that a customer wants seen to. Times are epoch milliseconds. */
export interface Ticket {
  id: number;
  /** `TKT-202401-0001`. */
  number: string;
  customerId: number | null;
  /** As the customer is called today. */
  customerName: string | null;
  subject: string;
  description: string;
  priority: TicketPriority;
  status: TicketStatus;
  category: string | null;
  assigneeId: number | null;
  /** Who wrote it down; null is the customer. */
  userId: number | null;
  createdAt: number;
  updatedAt: number;
  resolvedAt: number | null;
  clock: TicketClock;
}

/** How a reply went, or came, by SMS. */
export interface BySms {
  /** E.164; null of one that came in. */
  to: string | null;
  /** Null until it is a message. */
  messageId: string | null;
  /** Why it became none. */
  error: string | null;
}

export interface Reply {
  id: number;
  ticketId: number;
  /** Null is the customer. */
  userId: number | null;
  message: string;
  /** Never shown to a customer. */
  isInternal: boolean;
  /** Null is by no SMS. */
  sms: BySms | null;
  createdAt: number;
}

export interface TicketDetail extends Ticket {
  replies: Reply[];
}

export type NewTicketRecord = Omit<
  Ticket,
  'id' | 'number' | 'customerName' | 'status' | 'assigneeId' | 'updatedAt' | 'resolvedAt' | 'clock'
>;
/** @param smsTo the number that it is to be sent to */
export type NewReplyRecord = Omit<Reply, 'id' | 'sms'> & { smsTo?: string | null };
export type TicketPatch = Partial<Pick<Ticket, 'subject' | 'priority' | 'status' | 'category' | 'assigneeId'>>;

/** When a ticket is resolved that gets a status: as long as it stays over it keeps the time. */
export function resolvedAt(
  before: Pick<Ticket, 'status' | 'resolvedAt'>,
  status: TicketStatus,
  at: number,
): number | null {
  if (isTicketOpen(status)) return null;
  return before.resolvedAt ?? at;
}

/** A reply as a ticket's status asks for it. */
export type Said = Pick<Reply, 'userId' | 'isInternal'> & {
  /** Whether it goes to the customer's phone, who has the word then. */
  bySms?: boolean;
};

/**
 * What a reply makes of a ticket's status: a customer's opens it again, staff's that the customer sees has it at work, and
 * one by SMS waits for the customer. One among staff changes nothing, and neither does one to what is over.
 */
export function statusAfter(status: TicketStatus, { userId, isInternal, bySms = false }: Said): TicketStatus {
  if (userId === null) return status === 'in_progress' ? status : 'open';
  if (isInternal || !isTicketOpen(status)) return status;
  if (bySms) return 'waiting';
  return status === 'open' ? 'in_progress' : status;
}

/** What a reply by SMS is on its way out. */
export const SMS_KIND = 'ticket-sms';

/** Whether a text is one of these words alone, however it is written: an opt-out is no word to us. */
export function isKeyword(text: string, words: string): boolean {
  const plain = (word: string): string =>
    word
      .trim()
      .replace(/[.!]+$/, '')
      .toUpperCase();
  return words.split(',').map(plain).includes(plain(text));
}
