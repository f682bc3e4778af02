import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { NewSilence, Silence, SilenceQuery } from '@signalbox/contracts/alert-channels';
import { IntId, pageOf } from '@signalbox/contracts/common';
import { Allow, Caller } from '../../../platform/common/access.js';
import { Answers } from '../../../platform/common/answers.js';
import { isoTime } from '../../../platform/common/clock.js';
import { decodeCursor, toPage } from '../../../platform/common/cursor.js';
import { IdempotentWrites } from '../../../platform/common/idempotency/idempotency.interceptor.js';
import type { Principal } from '../../../platform/common/principal.js';
import { type Silence as Stored, stateOf } from './silence.js';
import { SilencesService } from './silences.service.js';

@ApiTags('Alerts')
@Controller('api/v1/silences')
@IdempotentWrites()
export class SilencesController {
  constructor(private readonly silences: SilencesService) {}

  @Answers(pageOf(Silence))
  @Get()
  @Allow('alerts.read')
  async list(@Query({ schema: SilenceQuery }) { limit, cursor, state }: SilenceQuery) {
    const rows = await this.silences.list(state, { limit: limit + 1, before: decodeCursor(cursor) });
    return toPage(rows, limit, ({ id }) => id, toView);
  }

  @Answers(Silence)
  @Post()
  @Allow('alerts.write')
  async create(@Caller() { userId, username }: Principal, @Body({ schema: NewSilence }) body: NewSilence) {
    return toView(await this.silences.create(body, { userId, name: username }));
  }

  @Answers(Silence)
  @Post(':id/end')
  @HttpCode(200)
  @Allow('alerts.write')
  async end(@Caller() { userId, username }: Principal, @Param('id', { schema: IntId }) id: number) {
    return toView(await this.silences.end(id, { userId, name: username }));
  }
}

const toView = (silence: Stored): Silence => ({
  id: silence.id,
  matchers: { ...silence.matchers },
  reason: silence.reason,
  state: stateOf(silence, Date.now()),
  starts_at: isoTime(silence.startsAt),
  ends_at: isoTime(silence.endsAt),
  by: silence.by,
  created_at: isoTime(silence.createdAt),
});
