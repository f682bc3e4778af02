import { Controller, Get, Query, UseFilters, UseInterceptors } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { GatewayListQuery } from '@signalbox/contracts/gateway';
import { Allow } from '../../common/access.js';
import { ArrayPage } from './array-page.interceptor.js';
import { GatewayErrorFilter } from './gateway-error.filter.js';
import { GatewaySystem } from './gateway-system.service.js';

@ApiTags('Gateway API')
@Controller('api')
@Allow('admin', 'operator', 'viewer')
@UseFilters(GatewayErrorFilter)
export class GatewaySystemController {
  constructor(private readonly system: GatewaySystem) {}

  @Get('statistics')
  statistics() {
    return this.system.statistics();
  }

  @Get('logs')
  @UseInterceptors(ArrayPage)
  logs(@Query({ schema: GatewayListQuery }) query: GatewayListQuery) {
    return this.system.logs(query);
  }
}
