import { Controller, Get, Res, type Type } from '@nestjs/common';
import { ModuleRef } from '@nestjs/core';
import { ApiExcludeController } from '@nestjs/swagger';
import { PrometheusController } from '@willsoto/nestjs-prometheus';
import type { FastifyReply } from 'fastify';
import { register } from 'prom-client';
import { Public } from '../../platform/common/access.js';
import { AlertMetricsService } from './alert-metrics.service.js';
import { BrokerMetricsService } from './broker-metrics.service.js';
import { HouseMetricsService } from './house-metrics.service.js';
import { LiveMetricsService } from './live-metrics.service.js';
import { OfficeFiguresMetricsService } from './office-figures-metrics.service.js';
import { StateMetricsService } from './state-metrics.service.js';

/** What is read at each scrape. */
const MEASURED: Type<{ measure(): unknown }>[] = [
  StateMetricsService,
  HouseMetricsService,
  BrokerMetricsService,
  AlertMetricsService,
  LiveMetricsService,
  OfficeFiguresMetricsService,
];

/** For Prometheus. It shows counts and sums, never numbers or texts, and needs no sign-in; keep it off the public side of a proxy. */
@ApiExcludeController()
@Controller()
@Public()
export class MetricsController extends PrometheusController {
  // Nest makes this controller inside the library's module, which knows none of our providers.
  constructor(private readonly modules: ModuleRef) {
    super();
  }

  @Get()
  override async index(@Res({ passthrough: true }) reply: FastifyReply): Promise<string> {
    const measuring = MEASURED.map((each) => this.modules.get(each, { strict: false }).measure());
    await Promise.all(measuring);
    void reply.header('content-type', register.contentType);
    return register.metrics();
  }
}
