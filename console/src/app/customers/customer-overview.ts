import { Component, computed, effect, inject, input, output, signal, untracked } from '@angular/core';
import { RouterLink } from '@angular/router';
import type { Customer } from '@signalbox/contracts/office/customers';
import type { Invoice } from '@signalbox/contracts/office/invoices';
import type { Payment } from '@signalbox/contracts/office/payments';
import { InvoicesApi } from '../core/office/invoices.api';
import { PaymentsApi } from '../core/office/payments.api';
import { failureOf, type Failure } from '../core/problem';
import { ErrorPanel } from '../ui/error-panel';
import { Facts, type Fact } from '../ui/facts';
import { invoiceName } from '../ui/office/invoice-actions';
import { Money, moneyText } from '../ui/office/money';
import { PushList } from '../ui/office/push-list';
import { dayWords } from '../ui/office/spans';
import { CUSTOMERS, INVOICES, METHODS, PAYMENTS } from '../ui/office/words';
import { StateChip } from '../ui/state-chip';
import { Time } from '../ui/time';

const SHOWN = 5;

/** How a customer stands: what is owed, what is open of it, and what was paid last. */
@Component({
  selector: 'sb-customer-overview',
  imports: [ErrorPanel, Facts, Money, PushList, RouterLink, StateChip, Time],
  templateUrl: './customer-overview.html',
  styleUrls: ['../ui/office/account.scss', './customer-overview.scss'],
})
export class CustomerOverview {
  private readonly invoicesApi = inject(InvoicesApi);
  private readonly paymentsApi = inject(PaymentsApi);
  readonly customer = input.required<Customer>();
  /** It may have paid: to be read again. */
  readonly outdated = output();
  protected readonly open = signal<readonly Invoice[] | null>(null);
  /** Whether more is open than what is shown. */
  protected readonly moreOpen = signal(false);
  protected readonly paid = signal<readonly Payment[] | null>(null);
  protected readonly failure = signal<Failure | null>(null);
  protected readonly standing = computed(() => standingOf(this.customer()));
  protected readonly facts = computed(() => factsOf(this.customer()));
  /** Read again with the customer: it may have been asked for a payment. */
  protected readonly pushLimits = computed(() => ({ customer_id: this.customer().id }));
  protected readonly statuses = CUSTOMERS;
  protected readonly invoiceWords = INVOICES;
  protected readonly paymentWords = PAYMENTS;
  protected readonly methods = METHODS;
  protected readonly nameOf = invoiceName;
  protected readonly dayWords = dayWords;

  constructor() {
    effect(() => {
      // Read again with the customer, whose balance they make.
      const { id } = this.customer();
      untracked(() => void this.read(id));
    });
  }

  protected async read(id: number): Promise<void> {
    const page = { limit: SHOWN, cursor: null };
    try {
      const [open, paid] = await Promise.all([
        this.invoicesApi.list({ customer_id: id, open: 'true' }, page),
        this.paymentsApi.list({ customer_id: id }, page),
      ]);
      if (id !== this.customer().id) return;
      this.open.set(open.data);
      this.moreOpen.set(open.next_cursor !== null);
      this.paid.set(paid.data);
      this.failure.set(null);
    } catch (error) {
      this.failure.set(failureOf(error));
    }
  }
}

function standingOf({ balance, currency }: Customer): { label: string; amount: string; tone: 'bad' | 'done' | 'even' } {
  if (balance > 0) return { label: 'Owes', amount: moneyText(balance, currency), tone: 'bad' };
  if (balance < 0) return { label: 'Has credit', amount: moneyText(-balance, currency), tone: 'done' };
  return { label: 'Owes nothing', amount: moneyText(0, currency), tone: 'even' };
}

const factsOf = (customer: Customer): Fact[] => [
  { name: 'Account', value: customer.account_number, mono: true },
  { name: 'Phone', value: customer.phone },
  { name: 'Email', value: customer.email },
  { name: 'Address', value: [customer.address, customer.city, customer.country].filter(Boolean).join(', ') },
  { name: 'Kind', value: customer.account_type },
];
