import { Controller, Get, HttpCode, Param, Post, Req, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { ReportTaken } from '@signalbox/contracts/providers';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Public } from '../../platform/common/access.js';
import { Unaudited } from '../../platform/common/audit/audited.js';
import { Answers } from '../../platform/common/answers.js';
import { ProviderReportsService } from './provider-reports.service.js';

/** Whoever knows the address is the provider: it is shown to admins alone. */
@ApiTags('Providers')
@Controller('api/v1/providers/:id/reports/:token')
@Public()
export class ProviderReportsController {
  constructor(private readonly reports: ProviderReportsService) {}

  @Answers(ReportTaken)
  @Get()
  byGet(
    @Param('id') id: string,
    @Param('token') token: string,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    return this.reports.take(id, token, request, reply);
  }

  @Answers(ReportTaken)
  @Post()
  @Unaudited('a provider reports: nobody here asked for it')
  @HttpCode(200)
  byPost(
    @Param('id') id: string,
    @Param('token') token: string,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    return this.reports.take(id, token, request, reply);
  }
}
