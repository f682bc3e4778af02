import { Controller, Get, Query, UseFilters, UseInterceptors } from '@nestjs/common';
import { ApiDefaultResponse, ApiTags } from '@nestjs/swagger';
import { GatewayError, GatewayListQuery, GatewayLogs, GatewayStatistics } from '@signalbox/contracts/gateway';
import { Allow } from '../../platform/common/access.js';
import { Audited } from '../../platform/common/audit/audited.js';
import { Answers } from '../../platform/common/answers.js';
import { GatewayErrorFilter } from './gateway-error.filter.js';
import { GatewaySystemService } from './gateway-system.service.js';
import { ListInterceptor } from './list.interceptor.js';

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

  @Answers(GatewayLogs)
  @Get('logs')
  @Audited()
  @Allow('logs.read')
  @UseInterceptors(ListInterceptor)
  logs(@Query({ schema: GatewayListQuery }) query: GatewayListQuery) {
    return this.system.logs(query);
  }
}
