import { Controller, Get, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { AuditExport, AuditQuery, AuditRow, AuditVerification } from '@signalbox/contracts/audit';
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
}
