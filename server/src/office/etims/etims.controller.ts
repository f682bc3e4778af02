import { Controller, Get, Param } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { IntId } from '@signalbox/contracts/common';
import { TaxReport } from '@signalbox/contracts/office/tax-reports';
import { Allow } from '../../platform/common/access.js';
import { Answers } from '../../platform/common/answers.js';
import { EtimsService } from './etims.service.js';

@ApiTags('Invoices')
@Controller('api/v1/invoices')
export class EtimsController {
  constructor(private readonly etims: EtimsService) {}

  @Answers(TaxReport)
  @Get(':id/tax-report')
  @Allow('office.read')
  state(@Param('id', { schema: IntId }) id: number) {
    return this.etims.stateOf(id);
  }
}
