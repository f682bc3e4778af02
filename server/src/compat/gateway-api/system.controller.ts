import { Controller, Get, Query, UseFilters, UseInterceptors } from '@nestjs/common';
import { ApiDefaultResponse, ApiTags } from '@nestjs/swagger';
import { GatewayError, GatewayListQuery, GatewayLogEntry, GatewayStatistics } from '@signalbox/contracts/gateway';
import { z } from 'zod';
import { Allow } from '../../platform/common/access.js';
import { Answers } from '../../platform/common/answers.js';
import { ArrayPageInterceptor } from './array-page.interceptor.js';
import { GatewayErrorFilter } from './gateway-error.filter.js';
import { GatewaySystemService } from './gateway-system.service.js';

@ApiTags('Gateway API')
@ApiDefaultResponse({ standardSchema: GatewayError })
@Controller('api')
@UseFilters(GatewayErrorFilter)
export class GatewaySystemController {
  constructor(private readonly system: GatewaySystemService) {}

  @Answers(GatewayStatistics)
  @Get('statistics')
  @Allow('stats.read')
  statistics() {
    return this.system.statistics();
  }

  @Answers(z.array(GatewayLogEntry))
  @Get('logs')
  @Allow('logs.read')
  @UseInterceptors(ArrayPageInterceptor)
  logs(@Query({ schema: GatewayListQuery }) query: GatewayListQuery) {
    return this.system.logs(query);
  }
}
