import { Body, Controller, Get, Param, Patch, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { IntId, pageOf } from '@signalbox/contracts/common';
import {
  NewReply,
  NewTicket,
  Reply,
  Ticket,
  TicketChange,
  TicketDetail,
  TicketQuery,
} from '@signalbox/contracts/office/tickets';
import { Allow, Caller } from '../../platform/common/access.js';
import { Answers } from '../../platform/common/answers.js';
import { decodeCursor, toPage } from '../../platform/common/cursor.js';
import { IdempotentWrites } from '../../platform/common/idempotency/idempotency.interceptor.js';
import type { Principal } from '../../platform/common/principal.js';
import { toDetail, toReply, toView } from './ticket-view.js';
import { TicketsService } from './tickets.service.js';

@ApiTags('Tickets')
@Controller('api/v1/tickets')
@IdempotentWrites()
export class TicketsController {
  constructor(private readonly tickets: TicketsService) {}

  @Answers(pageOf(Ticket))
  @Get()
  @Allow('office.read')
  async list(@Query({ schema: TicketQuery }) query: TicketQuery) {
    const { limit, cursor, customer_id: customerId, assignee_id: assigneeId, open, unassigned, ...rest } = query;
    const { breached, ...plain } = rest;
    const stretch = { limit: limit + 1, before: decodeCursor(cursor) };
    const broken = breached === undefined ? undefined : { at: Date.now(), is: breached };
    const filter = { customerId, assigneeId, isOpen: open, isUnassigned: unassigned, breached: broken, ...plain };
    const rows = await this.tickets.list(filter, stretch);
    return toPage(rows, limit, ({ id }) => id, toView);
  }

  @Answers(Ticket)
  @Post()
  @Allow('office.write')
  async create(@Caller() caller: Principal, @Body({ schema: NewTicket }) body: NewTicket) {
    return toView(await this.tickets.create(body, caller));
  }

  @Answers(TicketDetail)
  @Get(':id')
  @Allow('office.read')
  async get(@Param('id', { schema: IntId }) id: number) {
    return toDetail(await this.tickets.get(id));
  }

  @Answers(TicketDetail)
  @Patch(':id')
  @Allow('office.write')
  async change(
    @Caller() caller: Principal,
    @Param('id', { schema: IntId }) id: number,
    @Body({ schema: TicketChange }) body: TicketChange,
  ) {
    return toDetail(await this.tickets.change(id, body, caller));
  }

  @Answers(Reply)
  @Post(':id/replies')
  @Allow('office.write')
  async reply(
    @Caller() caller: Principal,
    @Param('id', { schema: IntId }) id: number,
    @Body({ schema: NewReply }) body: NewReply,
  ) {
    return toReply(await this.tickets.reply(id, body, caller));
  }
}
