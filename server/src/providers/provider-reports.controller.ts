import { Controller, Get, HttpCode, Param, Post, Req } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { Public } from '../common/access.js';
import { ProviderReports } from './provider-reports.service.js';

/** Whoever knows the address is the provider: it is shown to admins alone. */
@ApiTags('Providers')
@Controller('api/v1/providers/:id/reports/:token')
@Public()
export class ProviderReportsController {
  constructor(private readonly reports: ProviderReports) {}

  @Get()
  byGet(@Param('id') id: string, @Param('token') token: string, @Req() request: FastifyRequest) {
    return this.reports.take(id, token, request);
  }

  @Post()
  @HttpCode(200)
  byPost(@Param('id') id: string, @Param('token') token: string, @Req() request: FastifyRequest) {
    return this.reports.take(id, token, request);
  }
}
