import type { TicketPriority, TicketStatus } from '@signalbox/contracts/office/tickets';
import type { Stretch } from '../../platform/common/stretch.js';
import type { Sla } from './ticket-clock.js';
import type { NewReplyRecord, NewTicketRecord, Reply, Ticket, TicketDetail, TicketPatch } from './ticket.js';

export interface TicketFilter {
  customerId?: number;
  status?: TicketStatus;
  priority?: TicketPriority;
  assigneeId?: number;
  /** Neither resolved nor closed. */
  isOpen?: boolean;
  isUnassigned?: boolean;
  /** Whether a promise was broken, until a moment. */
  breached?: { at: number; is: boolean };
}

/** Where tickets are kept. Each call is one transaction. */
export abstract class TicketRepository {
  /**
   * Gives it the next number of the month of a day; numbers have no gaps.
   * @throws Invalid when there is no such customer
   */
  abstract create(ticket: NewTicketRecord, day: string, sla: Sla): Promise<Ticket>;
  abstract find(id: number): Promise<TicketDetail | null>;
  /** Newest first. */
  abstract list(filter: TicketFilter, stretch: Stretch): Promise<Ticket[]>;
  abstract count(filter: TicketFilter): Promise<number>;
  /** @returns whether there is such a ticket. @throws Invalid when nobody has the assignee's id */
  abstract change(id: number, patch: TicketPatch, at: number, sla: Sla): Promise<boolean>;
  /**
   * The reply, what it makes of the ticket's status and clock, and its way out by SMS; null where there is no such ticket.
   * @param smsBy when it is too late for that
   */
  abstract reply(reply: NewReplyRecord, sla: Sla, smsBy?: number): Promise<Reply | null>;
  /**
   * Begins the clocks of tickets that are ours to see to and have none, since they are older than clocks, of so many at most.
   * @returns of how many
   */
  abstract begin(at: number, sla: Sla, limit: number): Promise<number>;
  /** Writes down which promises are broken by a moment, of so many tickets at most. @returns of how many */
  abstract flag(at: number, limit: number): Promise<number>;
}
