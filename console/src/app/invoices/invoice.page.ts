import { Component, computed, inject, input, numberAttribute } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { MatIcon } from '@angular/material/icon';
import { RouterLink } from '@angular/router';
import type { InvoiceDetail } from '@signalbox/contracts/office/invoices';
import { API } from '../core/api';
import { InvoicesApi } from '../core/office/invoices.api';
import { oneOf } from '../core/one';
import { SessionStore } from '../core/session';
import { Transfer } from '../core/transfer';
import { ActionMenu } from '../ui/action-menu';
import { Acts } from '../ui/acts';
import { LostPart } from '../ui/lost-part';
import { InvoiceActions, invoiceName } from '../ui/office/invoice-actions';
import { OnePage } from '../ui/one-page';
import { tabOf, type PageTab } from '../ui/page-tabs';
import { Skeleton } from '../ui/skeleton';
import { InvoiceBody } from './invoice-body';
import { InvoiceMoney } from './invoice-money';
import { PdfView } from './pdf-view';

const TABS: readonly PageTab[] = [
  { id: 'invoice', label: 'Invoice' },
  { id: 'money', label: 'Payments and credit notes' },
  { id: 'pdf', label: 'PDF' },
];

/** One invoice: its lines, what was paid and taken off, and the paper that the customer gets. */
@Component({
  selector: 'sb-invoice-page',
  imports: [
    ActionMenu,
    InvoiceBody,
    InvoiceMoney,
    LostPart,
    MatButton,
    MatIcon,
    OnePage,
    PdfView,
    RouterLink,
    Skeleton,
  ],
  templateUrl: './invoice.page.html',
  styles: '.waits { padding: 20px; }',
})
export class InvoicePage {
  private readonly api = inject(InvoicesApi);
  private readonly actions = inject(InvoiceActions);
  private readonly transfer = inject(Transfer);
  private readonly acts = inject(Acts);
  private readonly session = inject(SessionStore);
  readonly id = input.required({ transform: numberAttribute });
  protected readonly one = oneOf<number, InvoiceDetail>({ id: this.id, read: (id) => this.api.get(id), every: 15_000 });
  protected readonly tabs = TABS;
  protected readonly tab = tabOf(TABS);
  protected readonly heading = computed(() => {
    const invoice = this.one.value();
    return invoice === null ? 'Invoice' : invoiceName(invoice);
  });
  protected readonly lead = computed(() => this.one.value()?.customer_name);
  /** What is done next with it stands apart from what is done now and then. */
  protected readonly next = computed(() => {
    const invoice = this.one.value();
    if (invoice === null || !this.session.can('office.write')) return null;
    if (invoice.status === 'draft') return 'issue';
    return invoice.open > 0 ? 'pay' : null;
  });
  protected readonly menu = computed(() => {
    const invoice = this.one.value();
    if (invoice === null) return [];
    const main = ['Edit', 'Issue', 'Record a payment'];
    return this.actions.of(invoice, () => this.one.refresh()).filter(({ label }) => !main.includes(label));
  });
  protected readonly pdf = computed(() => `${API}/invoices/${this.id()}/pdf`);

  protected issue(invoice: InvoiceDetail): void {
    void this.actions.issue(invoice, () => this.one.refresh());
  }

  protected pay(invoice: InvoiceDetail): void {
    void this.actions.pay(invoice, () => this.one.refresh());
  }

  protected save(): void {
    void this.acts.try(() => this.transfer.save(this.pdf(), `${this.heading()}.pdf`));
  }
}
