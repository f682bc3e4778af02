import type { CustomerStatus } from '@signalbox/contracts/office/customers';
import type { Stretch } from '../../platform/common/stretch.js';
import type { Customer, CustomerPatch, NewCustomerRecord } from './customer.js';

export interface CustomerFilter {
  status?: CustomerStatus;
  search?: string;
}

/** Where customers are kept. Each call is one transaction. */
export abstract class CustomerRepository {
  /** Gives it the next account number; numbers have no gaps. */
  abstract create(customer: NewCustomerRecord): Promise<Customer>;
  abstract find(id: number): Promise<Customer | null>;
  /** Newest first. */
  abstract list(filter: CustomerFilter, stretch: Stretch): Promise<Customer[]>;
  abstract count(filter: CustomerFilter): Promise<number>;
  /** @returns the customer then; null where there is none */
  abstract change(id: number, patch: CustomerPatch, at: number): Promise<Customer | null>;
}
