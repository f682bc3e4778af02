import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import {
  Alert,
  AlertDetail,
  AlertQuery,
  AlertSummary,
  AlertWord,
  AlertmanagerAnswer,
  AlertmanagerWebhook,
} from '@signalbox/contracts/alerts';
import { IntId, pageOf } from '@signalbox/contracts/common';
import { Allow, Caller } from '../../platform/common/access.js';
import { Answers } from '../../platform/common/answers.js';
import { Unaudited } from '../../platform/common/audit/audited.js';
import { decodeCursor, toPage } from '../../platform/common/cursor.js';
import type { Principal } from '../../platform/common/principal.js';
import { toDetail, toView } from './alert-view.js';
import { AlertmanagerService } from './alertmanager.service.js';
import { AlertsService } from './alerts.service.js';

@ApiTags('Alerts')
@Controller('api/v1/alerts')
export class AlertsController {
  constructor(
    private readonly alerts: AlertsService,
    private readonly alertmanager: AlertmanagerService,
  ) {}

  @Answers(pageOf(Alert))
  @Get()
  @Allow('alerts.read')
  async list(@Query({ schema: AlertQuery }) { limit, cursor, rule_id, subject_id, ...filter }: AlertQuery) {
    const wanted = { ...filter, ruleId: rule_id, subjectId: subject_id };
    const rows = await this.alerts.list(wanted, { limit: limit + 1, before: decodeCursor(cursor) });
    return toPage(rows, limit, ({ id }) => id, toView);
  }

  @Answers(AlertSummary)
  @Get('summary')
  @Allow('alerts.read')
  summary() {
    return this.alerts.summary();
  }

  @Answers(AlertmanagerAnswer)
  @Post('alertmanager')
  @HttpCode(200)
  @Allow('alerts.raise')
  @Unaudited('it comes each few minutes, and the alerts themselves are kept')
  take(@Body({ schema: AlertmanagerWebhook }) body: AlertmanagerWebhook) {
    return this.alertmanager.take(body);
  }

  @Answers(AlertDetail)
  @Get(':id')
  @Allow('alerts.read')
  async get(@Param('id', { schema: IntId }) id: number) {
    return toDetail(await this.alerts.get(id));
  }

  @Answers(AlertDetail)
  @Post(':id/acknowledge')
  @HttpCode(200)
  @Allow('alerts.write')
  async acknowledge(
    @Caller() { username }: Principal,
    @Param('id', { schema: IntId }) id: number,
    @Body({ schema: AlertWord }) { note }: AlertWord,
  ) {
    return toDetail(await this.alerts.acknowledge(id, username, note ?? null));
  }

  @Answers(AlertDetail)
  @Post(':id/resolve')
  @HttpCode(200)
  @Allow('alerts.write')
  async resolve(
    @Caller() { username }: Principal,
    @Param('id', { schema: IntId }) id: number,
    @Body({ schema: AlertWord }) { note }: AlertWord,
  ) {
    return toDetail(await this.alerts.resolve(id, username, note ?? null));
  }
}
