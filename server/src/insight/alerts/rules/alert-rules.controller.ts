import { Body, Controller, Delete, Get, HttpCode, Param, Patch, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { AlertPreview, AlertRule, AlertRuleChange, NewAlertRule } from '@signalbox/contracts/alerts';
import { IntId, PageQuery, pageOf } from '@signalbox/contracts/common';
import { Allow, Caller } from '../../../platform/common/access.js';
import { Answers } from '../../../platform/common/answers.js';
import { Unaudited } from '../../../platform/common/audit/audited.js';
import { decodeCursor, toPage } from '../../../platform/common/cursor.js';
import { IdempotentWrites } from '../../../platform/common/idempotency/idempotency.interceptor.js';
import type { Principal } from '../../../platform/common/principal.js';
import { toRuleView } from './alert-rule-view.js';
import { AlertRulesService } from './alert-rules.service.js';
import { PreviewService } from './preview.service.js';

@ApiTags('Alerts')
@Controller('api/v1/alert-rules')
@IdempotentWrites()
export class AlertRulesController {
  constructor(
    private readonly rules: AlertRulesService,
    private readonly previews: PreviewService,
  ) {}

  @Answers(pageOf(AlertRule))
  @Get()
  @Allow('alerts.read')
  async list(@Query({ schema: PageQuery }) { limit, cursor }: PageQuery) {
    const rows = await this.rules.list({ limit: limit + 1, before: decodeCursor(cursor) });
    return toPage(rows, limit, ({ id }) => id, toRuleView);
  }

  @Answers(AlertRule)
  @Post()
  @Allow('alert-rules.write')
  async create(@Caller() caller: Principal, @Body({ schema: NewAlertRule }) body: NewAlertRule) {
    return toRuleView(await this.rules.create(body, caller));
  }

  @Answers(AlertPreview)
  @Post('preview')
  @HttpCode(200)
  @Allow('alerts.read')
  @Unaudited('it changes nothing')
  preview(@Body({ schema: NewAlertRule }) body: NewAlertRule) {
    return this.previews.of(body);
  }

  @Answers(AlertRule)
  @Get(':id')
  @Allow('alerts.read')
  async get(@Param('id', { schema: IntId }) id: number) {
    return toRuleView(await this.rules.get(id));
  }

  @Answers(AlertRule)
  @Patch(':id')
  @Allow('alert-rules.write')
  async change(
    @Caller() caller: Principal,
    @Param('id', { schema: IntId }) id: number,
    @Body({ schema: AlertRuleChange }) body: AlertRuleChange,
  ) {
    return toRuleView(await this.rules.change(id, body, caller));
  }

  @Delete(':id')
  @HttpCode(204)
  @Allow('alert-rules.write')
  remove(@Caller() caller: Principal, @Param('id', { schema: IntId }) id: number) {
    return this.rules.remove(id, caller);
  }
}
