import type { TicketPriority, TicketStatus } from '@signalbox/contracts/office/tickets';
import type { Stretch } from '../../platform/common/stretch.js';
import type { NewReplyRecord, NewTicketRecord, Reply, Ticket, TicketDetail, TicketPatch } from './ticket.js';

export interface TicketFilter {
  customerId?: number;
  status?: TicketStatus;
  priority?: TicketPriority;
  assigneeId?: number;
  /** Neither resolved nor closed. */
  isOpen?: boolean;
  isUnassigned?: boolean;
}

/** Where tickets are kept. Each call is one transaction. */
export abstract class TicketRepository {
  /**
   * Gives it the next number of the month of a day; numbers have no gaps.
   * @throws Invalid when there is no such customer
   */
  abstract create(ticket: NewTicketRecord, day: string): Promise<Ticket>;
  abstract find(id: number): Promise<TicketDetail | null>;
  /** Newest first. */
  abstract list(filter: TicketFilter, stretch: Stretch): Promise<Ticket[]>;
  abstract count(filter: TicketFilter): Promise<number>;
  /** @returns whether there is such a ticket. @throws Invalid when nobody has the assignee's id */
  abstract change(id: number, patch: TicketPatch, at: number): Promise<boolean>;
  /** The reply, and what it makes of the ticket's status; null where there is no such ticket. */
  abstract reply(reply: NewReplyRecord): Promise<Reply | null>;
}
