import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { IntId } from '@signalbox/contracts/common';
import {
  NetflowCreatedInvoice,
  NetflowCreatedPayment,
  NetflowDashboard,
  NetflowInvoice,
  NetflowInvoiceDetail,
  NetflowPayment,
  NetflowRevenue,
} from '@signalbox/contracts/office/netflow-answers';
import {
  NetflowNewInvoice,
  NetflowNewPayment,
  NetflowQuery,
  NetflowRevenueQuery,
} from '@signalbox/contracts/office/netflow-requests';
import { Allow, Caller } from '../../platform/common/access.js';
import type { Principal } from '../../platform/common/principal.js';
import { NetflowBillingService } from './netflow-billing.service.js';
import { NetflowFiguresService } from './netflow-figures.service.js';
import { ListDoor } from '../whole-list.interceptor.js';
import { OfficeAnswers, OfficeDoor } from './office-door.js';

@OfficeDoor()
@Controller('api')
export class NetflowBillingController {
  constructor(
    private readonly billing: NetflowBillingService,
    private readonly figures: NetflowFiguresService,
  ) {}

  @OfficeAnswers(NetflowInvoice.array())
  @Get('invoices')
  @ListDoor()
  @Allow('office.read')
  listInvoices(@Query({ schema: NetflowQuery }) query: NetflowQuery) {
    return this.billing.listInvoices(query);
  }

  @OfficeAnswers(NetflowCreatedInvoice)
  @Post('invoices')
  @Allow('office.write')
  createInvoice(@Caller() caller: Principal, @Body({ schema: NetflowNewInvoice }) body: NetflowNewInvoice) {
    return this.billing.createInvoice(body, caller);
  }

  @OfficeAnswers(NetflowInvoiceDetail)
  @Get('invoices/:id')
  @Allow('office.read')
  invoice(@Param('id', { schema: IntId }) id: number) {
    return this.billing.invoice(id);
  }

  @OfficeAnswers(NetflowPayment.array())
  @Get('payments')
  @ListDoor()
  @Allow('office.read')
  listPayments(@Query({ schema: NetflowQuery }) query: NetflowQuery) {
    return this.billing.listPayments(query);
  }

  @OfficeAnswers(NetflowCreatedPayment)
  @Post('payments')
  @Allow('office.write')
  createPayment(@Caller() caller: Principal, @Body({ schema: NetflowNewPayment }) body: NetflowNewPayment) {
    return this.billing.createPayment(body, caller);
  }

  @OfficeAnswers(NetflowDashboard)
  @Get('stats/dashboard')
  @Allow('office.read')
  dashboard() {
    return this.figures.dashboard();
  }

  @OfficeAnswers(NetflowRevenue.array())
  @Get('reports/revenue')
  @Allow('office.read')
  revenue(@Query({ schema: NetflowRevenueQuery }) query: NetflowRevenueQuery) {
    return this.figures.revenue(query);
  }
}
