import { Body, Controller, Get, Put } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Company, CompanyChange } from '@signalbox/contracts/office/company';
import { Allow, Caller } from '../../platform/common/access.js';
import { Answers } from '../../platform/common/answers.js';
import { IdempotentWrites } from '../../platform/common/idempotency/idempotency.interceptor.js';
import type { Principal } from '../../platform/common/principal.js';
import { toView } from './company.js';
import { CompanyService } from './company.service.js';

@ApiTags('Settings')
@Controller('api/v1/settings/company')
@IdempotentWrites()
export class CompanyController {
  constructor(private readonly company: CompanyService) {}

  @Answers(Company)
  @Get()
  @Allow('office.read')
  async get() {
    return toView(await this.company.get());
  }

  @Answers(Company)
  @Put()
  @Allow('office.money')
  async replace(@Caller() caller: Principal, @Body({ schema: CompanyChange }) body: CompanyChange) {
    return toView(await this.company.replace(body, caller));
  }
}
