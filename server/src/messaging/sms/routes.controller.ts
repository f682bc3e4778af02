import { Controller, Get, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { RoutePreview, RouteQuery } from '@signalbox/contracts/routes';
import { Allow } from '../../platform/common/access.js';
import { Answers } from '../../platform/common/answers.js';
import { RoutePreviewsService } from './route-previews.service.js';

@ApiTags('Routes')
@Controller('api/v1/routes')
export class RoutesController {
  constructor(private readonly previews: RoutePreviewsService) {}

  @Answers(RoutePreview)
  @Get('preview')
  @Allow('pairs.read')
  preview(@Query({ schema: RouteQuery }) query: RouteQuery) {
    return this.previews.of(query);
  }
}
