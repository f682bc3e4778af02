import { Controller, Get, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { PageQuery, pageOf } from '@signalbox/contracts/common';
import { LogRow } from '@signalbox/contracts/logs';
import { Allow } from '../../platform/common/access.js';
import { Answers } from '../../platform/common/answers.js';
import { SystemLogService } from './system-log.service.js';

/** The log that staff reads in the product. */
@ApiTags('Logs')
@Controller('api/v1/logs')
export class LogsController {
  constructor(private readonly log: SystemLogService) {}

  @Answers(pageOf(LogRow))
  @Get()
  @Allow('logs.read')
  list(@Query({ schema: PageQuery }) query: PageQuery) {
    return this.log.page(query);
  }
}
