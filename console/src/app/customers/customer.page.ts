import { Component, computed, inject, input, numberAttribute } from '@angular/core';
import { RouterLink } from '@angular/router';
import type { Customer } from '@signalbox/contracts/office/customers';
import { CustomersApi } from '../core/office/customers.api';
import { oneOf } from '../core/one';
import { ActionMenu } from '../ui/action-menu';
import { EmptyState } from '../ui/empty-state';
import { LostPart } from '../ui/lost-part';
import { SentList } from '../ui/messages/sent-list';
import { InvoiceList } from '../ui/office/invoice-list';
import { PaymentList } from '../ui/office/payment-list';
import { TicketList } from '../ui/office/ticket-list';
import { OnePage } from '../ui/one-page';
import { tabOf, type PageTab } from '../ui/page-tabs';
import { Skeleton } from '../ui/skeleton';
import { CustomerActions } from './customer-actions';
import { CustomerOverview } from './customer-overview';
import { CustomerStatement } from './customer-statement';

const TABS: readonly PageTab[] = [
  { id: 'overview', label: 'Overview' },
  { id: 'invoices', label: 'Invoices' },
  { id: 'payments', label: 'Payments' },
  { id: 'statement', label: 'Statement' },
  { id: 'messages', label: 'Messages' },
  { id: 'tickets', label: 'Tickets' },
];

/** One customer: what is owed, and all that belongs to it. */
@Component({
  selector: 'sb-customer-page',
  imports: [
    ActionMenu,
    CustomerOverview,
    CustomerStatement,
    EmptyState,
    InvoiceList,
    LostPart,
    OnePage,
    PaymentList,
    RouterLink,
    SentList,
    Skeleton,
    TicketList,
  ],
  templateUrl: './customer.page.html',
  styles: `
    .hint {
      margin-bottom: 12px;
      font-size: 13px;
    }
    .hint a {
      text-decoration: underline;
      text-underline-offset: 3px;
    }
    .waits {
      padding: 20px;
    }
  `,
})
export class CustomerPage {
  private readonly api = inject(CustomersApi);
  private readonly actions = inject(CustomerActions);
  readonly id = input.required({ transform: numberAttribute });
  protected readonly one = oneOf<number, Customer>({ id: this.id, read: (id) => this.api.get(id), every: 15_000 });
  protected readonly tabs = TABS;
  protected readonly tab = tabOf(TABS);
  protected readonly heading = computed(() => this.one.value()?.name ?? 'Customer');
  protected readonly lead = computed(() => this.one.value()?.account_number);
  protected readonly menu = computed(() => {
    const customer = this.one.value();
    return customer === null ? [] : this.actions.of(customer, () => this.one.refresh());
  });
}
