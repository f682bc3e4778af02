import { Controller, Get, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { CustomerExport } from '@signalbox/contracts/office/customers';
import { InvoiceExport } from '@signalbox/contracts/office/invoices';
import { PaymentExport } from '@signalbox/contracts/office/payments';
import { Allow } from '../../platform/common/access.js';
import { AnswersCsv } from '../../platform/common/answers.js';
import { ExportsService } from './exports.service.js';

@ApiTags('Files')
@Controller('api/v1')
export class ExportsController {
  constructor(private readonly exports: ExportsService) {}

  @AnswersCsv()
  @Get('customers.csv')
  @Allow('office.read')
  customers(@Query({ schema: CustomerExport }) query: CustomerExport) {
    return this.exports.customers(query);
  }

  @AnswersCsv()
  @Get('invoices.csv')
  @Allow('office.read')
  invoices(@Query({ schema: InvoiceExport }) query: InvoiceExport) {
    return this.exports.invoices(query);
  }

  @AnswersCsv()
  @Get('payments.csv')
  @Allow('office.read')
  payments(@Query({ schema: PaymentExport }) query: PaymentExport) {
    return this.exports.payments(query);
  }
}
