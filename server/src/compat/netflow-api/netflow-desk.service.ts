import { Injectable } from '@nestjs/common';
import type {
  NetflowCreatedReply,
  NetflowCreatedTicket,
  NetflowCustomer,
  NetflowLead,
  NetflowTicket,
  NetflowTicketDetail,
} from '@signalbox/contracts/office/netflow-answers';
import type {
  NetflowCustomerChange,
  NetflowNewCustomer,
  NetflowNewLead,
  NetflowNewReply,
  NetflowNewTicket,
  NetflowQuery,
} from '@signalbox/contracts/office/netflow-requests';
import { CustomersService } from '../../office/customers/customers.service.js';
import { LeadsService } from '../../office/leads/leads.service.js';
import { TicketsService } from '../../office/tickets/tickets.service.js';
import type { Principal } from '../../platform/common/principal.js';
import { Listed } from './listed.js';
import { OfficeViewsService } from './office-views.service.js';

/** Customers, tickets and leads in this API's shape. */
@Injectable()
export class NetflowDeskService {
  constructor(
    private readonly customers: CustomersService,
    private readonly tickets: TicketsService,
    private readonly leads: LeadsService,
    private readonly views: OfficeViewsService,
  ) {}

  async listCustomers(query: NetflowQuery): Promise<Listed<NetflowCustomer>> {
    const [rows, total] = await Promise.all([this.customers.list({}, query), this.customers.count()]);
    return new Listed(rows.map(this.views.customer), total, query.offset);
  }

  async customer(id: number): Promise<NetflowCustomer> {
    return this.views.customer(await this.customers.get(id));
  }

  async createCustomer(body: NetflowNewCustomer, by: Principal): Promise<NetflowCustomer> {
    return this.views.customer(await this.customers.create(body, by));
  }

  async changeCustomer(id: number, body: NetflowCustomerChange, by: Principal): Promise<NetflowCustomer> {
    return this.views.customer(await this.customers.change(id, body, by));
  }

  async listTickets(query: NetflowQuery): Promise<Listed<NetflowTicket>> {
    const [rows, total] = await Promise.all([this.tickets.list({}, query), this.tickets.count()]);
    return new Listed(rows.map(this.views.ticket), total, query.offset);
  }

  async ticket(id: number): Promise<NetflowTicketDetail> {
    const ticket = await this.tickets.get(id);
    return { ...this.views.ticket(ticket), replies: ticket.replies.map(this.views.reply) };
  }

  async createTicket({ priority = 'medium', ...body }: NetflowNewTicket, by: Principal): Promise<NetflowCreatedTicket> {
    const { id, number, status } = await this.tickets.create({ ...body, priority }, by);
    return { id, ticket_number: number, status };
  }

  async reply(
    id: number,
    { message, is_internal = false }: NetflowNewReply,
    by: Principal,
  ): Promise<NetflowCreatedReply> {
    const reply = await this.tickets.reply(id, { message, is_internal, by_sms: false }, by);
    return { id: reply.id, ticket_id: id, message, is_internal };
  }

  async listLeads(query: NetflowQuery): Promise<Listed<NetflowLead>> {
    const [rows, total] = await Promise.all([this.leads.list({}, query), this.leads.count()]);
    return new Listed(rows.map(this.views.lead), total, query.offset);
  }

  async lead(id: number): Promise<NetflowLead> {
    return this.views.lead(await this.leads.get(id));
  }

  async createLead(body: NetflowNewLead, by: Principal): Promise<NetflowLead> {
    return this.views.lead(await this.leads.create(body, by));
  }
}
