import { Body, Controller, Get, HttpCode, Param, Patch, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { IntId, pageOf } from '@signalbox/contracts/common';
import { Lead, LeadChange, LeadQuery, LeadStages, LeadStagesQuery, NewLead } from '@signalbox/contracts/office/leads';
import { Allow, Caller } from '../../platform/common/access.js';
import { Answers } from '../../platform/common/answers.js';
import { decodeCursor, toPage } from '../../platform/common/cursor.js';
import { IdempotentWrites } from '../../platform/common/idempotency/idempotency.interceptor.js';
import type { Principal } from '../../platform/common/principal.js';
import { toView } from './lead.js';
import { LeadsService } from './leads.service.js';

@ApiTags('Leads')
@Controller('api/v1/leads')
@IdempotentWrites()
export class LeadsController {
  constructor(private readonly leads: LeadsService) {}

  @Answers(pageOf(Lead))
  @Get()
  @Allow('office.read')
  async list(@Query({ schema: LeadQuery }) { limit, cursor, owner_id: ownerId, overdue, ...rest }: LeadQuery) {
    const filter = { ...rest, ownerId, overdue: this.leads.overdue(overdue) };
    const rows = await this.leads.list(filter, { limit: limit + 1, before: decodeCursor(cursor) });
    return toPage(rows, limit, ({ id }) => id, toView);
  }

  @Answers(Lead)
  @Post()
  @Allow('office.write')
  async create(@Caller() caller: Principal, @Body({ schema: NewLead }) body: NewLead) {
    return toView(await this.leads.create(body, caller));
  }

  @Answers(LeadStages)
  @Get('stages')
  @Allow('office.read')
  async stages(@Query({ schema: LeadStagesQuery }) { owner_id: ownerId }: LeadStagesQuery) {
    return { data: await this.leads.stages(ownerId) };
  }

  @Answers(Lead)
  @Get(':id')
  @Allow('office.read')
  async get(@Param('id', { schema: IntId }) id: number) {
    return toView(await this.leads.get(id));
  }

  @Answers(Lead)
  @Patch(':id')
  @Allow('office.write')
  async change(
    @Caller() caller: Principal,
    @Param('id', { schema: IntId }) id: number,
    @Body({ schema: LeadChange }) body: LeadChange,
  ) {
    return toView(await this.leads.change(id, body, caller));
  }

  @Answers(Lead)
  @Post(':id/convert')
  @HttpCode(200)
  @Allow('office.write')
  async convert(@Caller() caller: Principal, @Param('id', { schema: IntId }) id: number) {
    return toView(await this.leads.convert(id, caller));
  }
}
