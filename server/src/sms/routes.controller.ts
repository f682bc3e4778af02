import { Controller, Get, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { RouteQuery } from '@signalbox/contracts/routes';
import { Allow } from '../common/access.js';
import { RoutePreviews } from './route-previews.service.js';

@ApiTags('Routes')
@Controller('api/v1/routes')
export class RoutesController {
  constructor(private readonly previews: RoutePreviews) {}

  @Get('preview')
  @Allow('admin', 'operator', 'viewer')
  preview(@Query({ schema: RouteQuery }) query: RouteQuery) {
    return this.previews.of(query);
  }
}
