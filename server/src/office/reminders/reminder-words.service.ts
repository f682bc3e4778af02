import { Injectable } from '@nestjs/common';
import { MoneyService } from '../../platform/money/money.service.js';
import { Refused } from '../../platform/outbox/outbox.js';
import { InvoicesService } from '../billing/invoices.service.js';
import { CustomersService } from '../customers/customers.service.js';
import type { ReminderWords } from './reminder.js';

/** What a reminder says, as its invoice and its customer are when it leaves. */
@Injectable()
export class ReminderWordsService {
  constructor(
    private readonly invoices: InvoicesService,
    private readonly customers: CustomersService,
    private readonly money: MoneyService,
  ) {}

  /** @returns the customer's phone (E.164), or null, and the words. @throws Refused when nothing is open any more */
  async of(invoiceId: number): Promise<{ to: string | null; words: ReminderWords }> {
    const { customerId, number, open, dueDate: due } = await this.invoices.get(invoiceId);
    if (open <= 0) throw new Refused('nothing is open any more');
    const { phone: to, name, accountNumber: account, balance } = await this.customers.get(customerId);
    const amounts = { amount: this.money.textOf(open), balance: this.money.textOf(balance) };
    return { to, words: { ...amounts, name, number: number ?? '', due, account } };
  }
}
