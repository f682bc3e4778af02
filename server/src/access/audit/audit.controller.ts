import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { AuditExport, AuditQuery, AuditRow, AuditVerification, ListName, TakenOut } from '@signalbox/contracts/audit';
import { pageOf } from '@signalbox/contracts/common';
import { Allow } from '../../platform/common/access.js';
import { Answers, AnswersCsv } from '../../platform/common/answers.js';
import { AuditService } from './audit.service.js';

@ApiTags('Audit log')
@Controller('api/v1')
@Allow('audit.read')
export class AuditController {
  constructor(private readonly audit: AuditService) {}

  @Answers(pageOf(AuditRow))
  @Get('audit')
  list(@Query({ schema: AuditQuery }) query: AuditQuery) {
    return this.audit.list(query);
  }

  @AnswersCsv()
  @Get('audit.csv')
  export(@Query({ schema: AuditExport }) query: AuditExport) {
    return this.audit.export(query);
  }

  /** Follows the chain of hashes from its beginning. */
  @Answers(AuditVerification)
  @Get('audit/verification')
  verify() {
    return this.audit.verify();
  }

  /** Whoever makes a file of a list by reading it says so; the console does, before it gives the file. */
  @Answers(TakenOut)
  @Post('lists/:list/export')
  @Allow('account.own')
  @HttpCode(200)
  takenOut(@Param('list', { schema: ListName }) list: string, @Body({ schema: TakenOut }) body: TakenOut) {
    return this.audit.takenOut(list, body);
  }
}
