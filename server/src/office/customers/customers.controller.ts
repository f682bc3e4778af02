import { Body, Controller, Get, Param, Patch, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { IntId, pageOf } from '@signalbox/contracts/common';
import { Customer, CustomerChange, CustomerQuery, NewCustomer } from '@signalbox/contracts/office/customers';
import { Allow, Caller } from '../../platform/common/access.js';
import { Answers } from '../../platform/common/answers.js';
import { decodeCursor, toPage } from '../../platform/common/cursor.js';
import { IdempotentWrites } from '../../platform/common/idempotency/idempotency.interceptor.js';
import type { Principal } from '../../platform/common/principal.js';
import { MoneyService } from '../../platform/money/money.service.js';
import { toView } from './customer.js';
import { CustomersService } from './customers.service.js';

@ApiTags('Customers')
@Controller('api/v1/customers')
@IdempotentWrites()
export class CustomersController {
  constructor(
    private readonly customers: CustomersService,
    private readonly money: MoneyService,
  ) {}

  @Answers(pageOf(Customer))
  @Get()
  @Allow('office.read')
  async list(@Query({ schema: CustomerQuery }) { limit, cursor, ...filter }: CustomerQuery) {
    const rows = await this.customers.list(filter, { limit: limit + 1, before: decodeCursor(cursor) });
    return toPage(
      rows,
      limit,
      ({ id }) => id,
      (row) => toView(row, this.money),
    );
  }

  @Answers(Customer)
  @Post()
  @Allow('office.write')
  async create(@Caller() caller: Principal, @Body({ schema: NewCustomer }) body: NewCustomer) {
    return toView(await this.customers.create(body, caller), this.money);
  }

  @Answers(Customer)
  @Get(':id')
  @Allow('office.read')
  async get(@Param('id', { schema: IntId }) id: number) {
    return toView(await this.customers.get(id), this.money);
  }

  @Answers(Customer)
  @Patch(':id')
  @Allow('office.write')
  async change(
    @Caller() caller: Principal,
    @Param('id', { schema: IntId }) id: number,
    @Body({ schema: CustomerChange }) body: CustomerChange,
  ) {
    return toView(await this.customers.change(id, body, caller), this.money);
  }
}
