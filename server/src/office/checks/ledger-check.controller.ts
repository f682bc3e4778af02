import { Controller, Get } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { LedgerCheck } from '@signalbox/contracts/office/ledger';
import { Allow } from '../../platform/common/access.js';
import { Answers } from '../../platform/common/answers.js';
import { toView } from './ledger-check.js';
import { LedgerCheckService } from './ledger-check.service.js';

@ApiTags('Ledger')
@Controller('api/v1/ledger')
export class LedgerCheckController {
  constructor(private readonly checks: LedgerCheckService) {}

  @Answers(LedgerCheck)
  @Get('check')
  @Allow('office.read')
  async last() {
    return toView(await this.checks.last());
  }
}
