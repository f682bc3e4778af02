import { Body, Controller, Get, Param, Post, Put, Query } from '@nestjs/common';
import { IntId } from '@signalbox/contracts/common';
import {
  NetflowCreatedReply,
  NetflowCreatedTicket,
  NetflowCustomer,
  NetflowLead,
  NetflowTicket,
  NetflowTicketDetail,
} from '@signalbox/contracts/office/netflow-answers';
import {
  NetflowCustomerChange,
  NetflowNewCustomer,
  NetflowNewLead,
  NetflowNewReply,
  NetflowNewTicket,
  NetflowQuery,
} from '@signalbox/contracts/office/netflow-requests';
import { Allow, Caller } from '../../platform/common/access.js';
import type { Principal } from '../../platform/common/principal.js';
import { NetflowDeskService } from './netflow-desk.service.js';
import { ListDoor } from '../whole-list.interceptor.js';
import { OfficeAnswers, OfficeDoor } from './office-door.js';

@OfficeDoor()
@Controller('api')
export class NetflowDeskController {
  constructor(private readonly desk: NetflowDeskService) {}

  @OfficeAnswers(NetflowCustomer.array())
  @Get('customers')
  @ListDoor()
  @Allow('office.read')
  listCustomers(@Query({ schema: NetflowQuery }) query: NetflowQuery) {
    return this.desk.listCustomers(query);
  }

  @OfficeAnswers(NetflowCustomer)
  @Post('customers')
  @Allow('office.write')
  createCustomer(@Caller() caller: Principal, @Body({ schema: NetflowNewCustomer }) body: NetflowNewCustomer) {
    return this.desk.createCustomer(body, caller);
  }

  @OfficeAnswers(NetflowCustomer)
  @Get('customers/:id')
  @Allow('office.read')
  customer(@Param('id', { schema: IntId }) id: number) {
    return this.desk.customer(id);
  }

  @OfficeAnswers(NetflowCustomer)
  @Put('customers/:id')
  @Allow('office.write')
  changeCustomer(
    @Caller() caller: Principal,
    @Param('id', { schema: IntId }) id: number,
    @Body({ schema: NetflowCustomerChange }) body: NetflowCustomerChange,
  ) {
    return this.desk.changeCustomer(id, body, caller);
  }

  @OfficeAnswers(NetflowTicket.array())
  @Get('tickets')
  @ListDoor()
  @Allow('office.read')
  listTickets(@Query({ schema: NetflowQuery }) query: NetflowQuery) {
    return this.desk.listTickets(query);
  }

  @OfficeAnswers(NetflowCreatedTicket)
  @Post('tickets')
  @Allow('office.write')
  createTicket(@Caller() caller: Principal, @Body({ schema: NetflowNewTicket }) body: NetflowNewTicket) {
    return this.desk.createTicket(body, caller);
  }

  @OfficeAnswers(NetflowTicketDetail)
  @Get('tickets/:id')
  @Allow('office.read')
  ticket(@Param('id', { schema: IntId }) id: number) {
    return this.desk.ticket(id);
  }

  @OfficeAnswers(NetflowCreatedReply)
  @Post('tickets/:id/replies')
  @Allow('office.write')
  reply(
    @Caller() caller: Principal,
    @Param('id', { schema: IntId }) id: number,
    @Body({ schema: NetflowNewReply }) body: NetflowNewReply,
  ) {
    return this.desk.reply(id, body, caller);
  }

  @OfficeAnswers(NetflowLead.array())
  @Get('leads')
  @ListDoor()
  @Allow('office.read')
  listLeads(@Query({ schema: NetflowQuery }) query: NetflowQuery) {
    return this.desk.listLeads(query);
  }

  @OfficeAnswers(NetflowLead)
  @Post('leads')
  @Allow('office.write')
  createLead(@Caller() caller: Principal, @Body({ schema: NetflowNewLead }) body: NetflowNewLead) {
    return this.desk.createLead(body, caller);
  }

  @OfficeAnswers(NetflowLead)
  @Get('leads/:id')
  @Allow('office.read')
  lead(@Param('id', { schema: IntId }) id: number) {
    return this.desk.lead(id);
  }
}
