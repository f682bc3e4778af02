import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { IntId, pageOf } from '@signalbox/contracts/common';
import { StatementLine, StatementQuery } from '@signalbox/contracts/office/invoices';
import { Allow } from '../../platform/common/access.js';
import { Answers } from '../../platform/common/answers.js';
import { CustomersService } from '../customers/customers.service.js';
import { BooksService } from './books.service.js';

@ApiTags('Customers')
@Controller('api/v1/customers')
export class StatementsController {
  constructor(
    private readonly customers: CustomersService,
    private readonly books: BooksService,
  ) {}

  @Answers(pageOf(StatementLine))
  @Get(':id/statement')
  @Allow('office.read')
  async statement(
    @Param('id', { schema: IntId }) id: number,
    @Query({ schema: StatementQuery }) query: StatementQuery,
  ) {
    return this.books.statement((await this.customers.get(id)).id, query);
  }
}
