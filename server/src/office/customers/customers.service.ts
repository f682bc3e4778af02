import { Injectable } from '@nestjs/common';
import type { CustomerChange, NewCustomer } from '@signalbox/contracts/office/customers';
import { SystemLogService } from '../../access/logs/system-log.service.js';
import { defined } from '../../platform/common/defined.js';
import { NotFound } from '../../platform/common/errors.js';
import { requireE164 } from '../../platform/common/phone-number.js';
import type { Principal } from '../../platform/common/principal.js';
import type { Stretch } from '../../platform/common/stretch.js';
import { Config } from '../../platform/config/config.js';
import type { Customer, CustomerPatch, NewCustomerRecord } from './customer.js';
import { type CustomerFilter, CustomerRepository } from './customer.repository.js';

/** Those who buy here. */
@Injectable()
export class CustomersService {
  constructor(
    private readonly customers: CustomerRepository,
    private readonly config: Config,
    private readonly log: SystemLogService,
  ) {}

  /** @throws NotFound */
  async get(id: number): Promise<Customer> {
    const customer = await this.customers.find(id);
    if (!customer) throw new NotFound('customer', id);
    return customer;
  }

  list(filter: CustomerFilter, stretch: Stretch): Promise<Customer[]> {
    return this.customers.list(filter, stretch);
  }

  count(filter: CustomerFilter = {}): Promise<number> {
    return this.customers.count(filter);
  }

  /** What a request asks for, to be stored. @throws Invalid on a phone number that is none */
  recordOf(request: NewCustomer): NewCustomerRecord {
    return {
      name: request.name,
      email: request.email ?? null,
      phone: request.phone ? this.phone(request.phone) : null,
      address: request.address ?? null,
      city: request.city ?? null,
      country: request.country ?? null,
      accountType: request.account_type ?? null,
      status: request.status ?? 'active',
      createdAt: Date.now(),
    };
  }

  /** Whose national numbers are taken (ISO 3166). */
  get country(): string {
    return this.config.env.DEFAULT_COUNTRY;
  }

  /** @throws Invalid on a phone number that is none */
  async create(request: NewCustomer, by: Principal): Promise<Customer> {
    const customer = await this.customers.create(this.recordOf(request));
    this.record('customer_created', customer, by);
    return customer;
  }

  /** @throws NotFound, Invalid on a phone number that is none */
  async change(id: number, { account_type: accountType, phone, ...rest }: CustomerChange, by: Principal) {
    const patch: CustomerPatch = defined({ ...rest, accountType, phone: phone && this.phone(phone) });
    const customer = await this.customers.change(id, patch, Date.now());
    if (!customer) throw new NotFound('customer', id);
    this.record('customer_changed', customer, by, Object.keys(patch).join(', '));
    return customer;
  }

  private phone(input: string): string {
    return requireE164('phone', input, this.config.env.DEFAULT_COUNTRY);
  }

  private record(action: string, { id, accountNumber }: Customer, { userId }: Principal, what = ''): void {
    const details = `customer ${id} (${accountNumber})${what && `: ${what}`}`;
    this.log.record({ action, details, status: 'ok', userId });
  }
}
