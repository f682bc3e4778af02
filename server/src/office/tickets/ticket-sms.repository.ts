import type { Sla } from './ticket-clock.js';

/** A reply that is to leave, or has left, by SMS. */
export interface ReplySms {
  replyId: number;
  ticketId: number;
  /** Who wrote it. */
  userId: number;
  /** E.164. */
  to: string;
  text: string;
  createdAt: number;
}

/** A message that came in, as far as it tells whom it is from. */
export interface Incoming {
  seq: number;
  id: string;
  /** E.164, where it is a number. */
  from: string;
  createdAt: number;
}

/** What becomes of a message that came in. */
export interface HearBy {
  /** A ticket that was over before stays so. */
  overSince: number;
  opensTicket: boolean;
  /** Of the message, in the installation's time zone. */
  day: string;
  sla: Sla;
}

export interface Heard {
  ticketId: number;
  isNew: boolean;
}

/** What of tickets goes by SMS. */
export abstract class TicketSmsRepository {
  abstract reply(replyId: number): Promise<ReplySms | null>;
  /** The message that it became, or why it became none. */
  abstract note(replyId: number, outcome: { messageId: string } | { error: string }): Promise<void>;

  /** What came in, was not looked at for good and is in no ticket, the first first. */
  abstract incoming(limit: number): Promise<Incoming[]>;
  /** Those of some numbers that tickets were answered to, or customers have. */
  abstract known(numbers: readonly string[], orCustomers: boolean): Promise<ReadonlySet<string>>;
  /** The text of one that came in. */
  abstract text(messageId: string): Promise<string | null>;
  /**
   * Puts a message into the ticket that its sender was last answered in by SMS, or a new one; once for each message.
   * @returns null when it belongs to none, or was there already
   */
  abstract hear(message: Incoming, text: string, by: HearBy): Promise<Heard | null>;
  /** What came in up to this was looked at for good. */
  abstract passed(seq: number): Promise<void>;
}
