import { Controller, Get, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { OfficeSummary, Revenue, RevenueQuery } from '@signalbox/contracts/office/figures';
import { Allow } from '../../platform/common/access.js';
import { Answers } from '../../platform/common/answers.js';
import { FiguresService } from './figures.service.js';

@ApiTags('Revenue')
@Controller('api/v1')
export class FiguresController {
  constructor(private readonly figures: FiguresService) {}

  @Answers(Revenue)
  @Get('revenue')
  @Allow('office.read')
  revenue(@Query({ schema: RevenueQuery }) { from, to }: RevenueQuery) {
    return this.figures.revenue(from, to);
  }

  @Answers(OfficeSummary)
  @Get('office/summary')
  @Allow('office.read')
  summary() {
    return this.figures.summary();
  }
}
