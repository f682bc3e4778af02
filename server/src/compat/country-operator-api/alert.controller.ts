import { Body, Controller, HttpCode, Post, Res, UseFilters } from '@nestjs/common';
import { ApiAcceptedResponse, ApiDefaultResponse, ApiTags } from '@nestjs/swagger';
import { CountryOperatorAlert, CountryOperatorDone } from '@signalbox/contracts/country-operator-api';
import { ProgramApiError } from '@signalbox/contracts/program-api';
import type { FastifyReply } from 'fastify';
import { AnnouncementsService } from '../../insight/alerts/announcements.service.js';
import { Allow, Caller } from '../../platform/common/access.js';
import { Answers } from '../../platform/common/answers.js';
import type { Principal } from '../../platform/common/principal.js';
import { CountryOperatorErrorFilter } from './country-operator-error.filter.js';

const WORDS = {
  sent: { status: 200, message: 'Alert sent successfully' },
  kept: { status: 202, message: 'Alert kept, not sent yet' },
} as const;

@ApiTags('Country-operator API')
@ApiDefaultResponse({ standardSchema: ProgramApiError })
@Controller('alert')
@UseFilters(CountryOperatorErrorFilter)
export class CountryOperatorAlertController {
  constructor(private readonly announcements: AnnouncementsService) {}

  @Answers(CountryOperatorDone)
  @ApiAcceptedResponse({ standardSchema: CountryOperatorDone })
  @Post()
  @HttpCode(200)
  @Allow('alerts.raise')
  async alert(
    @Caller() caller: Principal,
    @Body({ schema: CountryOperatorAlert }) { message }: CountryOperatorAlert,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const { status, ...answer } = WORDS[await this.announcements.announce(message, caller)];
    void reply.status(status);
    return answer;
  }
}
