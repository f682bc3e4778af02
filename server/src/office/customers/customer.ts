import type { CustomerStatus, Customer as CustomerView } from '@signalbox/contracts/office/customers';
import { isoTime } from '../../platform/common/clock.js';
import type { MoneyService } from '../../platform/money/money.service.js';

/** Somebody who buys here. Times are epoch milliseconds, amounts minor units. */
export interface Customer {
  id: number;
  /** `CUST-001`, counting on. */
  accountNumber: string;
  name: string;
  email: string | null;
  /** E.164. */
  phone: string | null;
  address: string | null;
  city: string | null;
  country: string | null;
  accountType: string | null;
  status: CustomerStatus;
  /** What is owed; negative is credit. The ledger moves it, nobody else. */
  balance: number;
  createdAt: number;
  updatedAt: number;
}

export type NewCustomerRecord = Omit<Customer, 'id' | 'accountNumber' | 'balance' | 'updatedAt'>;
/** What people may change of a customer. */
export type CustomerPatch = Partial<Omit<NewCustomerRecord, 'createdAt'>>;

/** As v1 shows it. */
export const toView = (customer: Customer, money: MoneyService): CustomerView => ({
  id: customer.id,
  account_number: customer.accountNumber,
  name: customer.name,
  email: customer.email,
  phone: customer.phone,
  address: customer.address,
  city: customer.city,
  country: customer.country,
  account_type: customer.accountType,
  status: customer.status,
  balance: money.numberOf(customer.balance),
  currency: money.currency.code,
  created_at: isoTime(customer.createdAt),
  updated_at: isoTime(customer.updatedAt),
});
