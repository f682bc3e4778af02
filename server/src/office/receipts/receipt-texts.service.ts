import { Injectable } from '@nestjs/common';
import { MoneyService } from '../../platform/money/money.service.js';
import { CustomersService } from '../customers/customers.service.js';
import { PaymentsService } from '../payments/payments.service.js';
import { receiptText } from './receipt.js';

/** What customers are told of their payments. */
@Injectable()
export class ReceiptTextsService {
  constructor(
    private readonly payments: PaymentsService,
    private readonly customers: CustomersService,
    private readonly money: MoneyService,
  ) {}

  /** @returns the customer's phone (E.164), or null, and the words */
  async of(paymentId: number, template: string): Promise<{ to: string | null; words: string }> {
    const payment = await this.payments.get(paymentId);
    const { name, accountNumber: account, balance, phone: to } = await this.customers.get(payment.customerId);
    const words = receiptText(template, {
      name,
      account,
      reference: payment.reference ?? '',
      amount: this.money.textOf(payment.amount),
      balance: this.money.textOf(balance),
    });
    return { to, words };
  }
}
