import { Injectable } from '@nestjs/common';
import type { NewReply, NewTicket, TicketChange } from '@signalbox/contracts/office/tickets';
import { SystemLogService } from '../../access/logs/system-log.service.js';
import { CalendarService } from '../../platform/calendar/calendar.service.js';
import { defined } from '../../platform/common/defined.js';
import { NotFound } from '../../platform/common/errors.js';
import type { Principal } from '../../platform/common/principal.js';
import type { Stretch } from '../../platform/common/stretch.js';
import type { Reply, Ticket, TicketDetail } from './ticket.js';
import { TicketSettingsService } from './ticket-settings.service.js';
import { SMS_WITHIN_MS, TicketSmsService } from './ticket-sms.service.js';
import { type TicketFilter, TicketRepository } from './ticket.repository.js';

/** What customers want seen to. */
@Injectable()
export class TicketsService {
  constructor(
    private readonly tickets: TicketRepository,
    private readonly calendar: CalendarService,
    private readonly settings: TicketSettingsService,
    private readonly sms: TicketSmsService,
    private readonly log: SystemLogService,
  ) {}

  /** @throws NotFound */
  async get(id: number): Promise<TicketDetail> {
    const ticket = await this.tickets.find(id);
    if (!ticket) throw new NotFound('ticket', id);
    return ticket;
  }

  list(filter: TicketFilter, stretch: Stretch): Promise<Ticket[]> {
    return this.tickets.list(filter, stretch);
  }

  count(filter: TicketFilter = {}): Promise<number> {
    return this.tickets.count(filter);
  }

  /** @throws Invalid when there is no such customer */
  async create({ customer_id, category, ...rest }: NewTicket, { userId }: Principal): Promise<Ticket> {
    const createdAt = Date.now();
    const record = { ...rest, customerId: customer_id ?? null, category: category ?? null, userId, createdAt };
    const ticket = await this.tickets.create(record, this.calendar.dayOf(createdAt), await this.settings.sla());
    this.record('ticket_created', `ticket ${ticket.number}`, userId);
    return ticket;
  }

  /** @throws NotFound, Invalid when nobody has the assignee's id */
  async change(id: number, { assignee_id: assigneeId, ...rest }: TicketChange, by: Principal): Promise<TicketDetail> {
    const patch = defined({ ...rest, assigneeId });
    if (!(await this.tickets.change(id, patch, Date.now(), await this.settings.sla())))
      throw new NotFound('ticket', id);
    const ticket = await this.get(id);
    this.record('ticket_changed', `ticket ${ticket.number}: ${Object.keys(patch).join(', ')}`, by.userId);
    return ticket;
  }

  /** Of staff. @throws NotFound; Invalid, Conflict where it cannot go by SMS: then it is not kept either */
  async reply(ticketId: number, { message, is_internal: isInternal, by_sms }: NewReply, by: Principal): Promise<Reply> {
    const smsTo = by_sms ? await this.sms.requireNumber(await this.get(ticketId), message, by) : null;
    const createdAt = Date.now();
    const record = { ticketId, userId: by.userId, message, isInternal, smsTo, createdAt };
    const reply = await this.tickets.reply(record, await this.settings.sla(), createdAt + SMS_WITHIN_MS);
    if (!reply) throw new NotFound('ticket', ticketId);
    return reply;
  }

  private record(action: string, details: string, userId: number): void {
    this.log.record({ action, details, status: 'ok', userId });
  }
}
