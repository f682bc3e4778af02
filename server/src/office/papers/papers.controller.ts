import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { IntId } from '@signalbox/contracts/common';
import { StatementPeriod } from '@signalbox/contracts/office/company';
import { Allow } from '../../platform/common/access.js';
import { AnswersPdf } from '../../platform/common/answers.js';
import { PapersService } from './papers.service.js';

const Id = () => Param('id', { schema: IntId });

@ApiTags('Documents')
@Controller('api/v1')
export class PapersController {
  constructor(private readonly papers: PapersService) {}

  @AnswersPdf()
  @Get('invoices/:id/pdf')
  @Allow('office.read')
  invoice(@Id() id: number) {
    return this.papers.invoice(id);
  }

  @AnswersPdf()
  @Get('invoices/:id/credit-notes/:note_id/pdf')
  @Allow('office.read')
  creditNote(@Id() id: number, @Param('note_id', { schema: IntId }) noteId: number) {
    return this.papers.creditNote(id, noteId);
  }

  @AnswersPdf()
  @Get('payments/:id/receipt')
  @Allow('office.read')
  receipt(@Id() id: number) {
    return this.papers.receipt(id);
  }

  @AnswersPdf()
  @Get('customers/:id/statement.pdf')
  @Allow('office.read')
  statement(@Id() id: number, @Query({ schema: StatementPeriod }) period: StatementPeriod) {
    return this.papers.statement(id, period);
  }
}
