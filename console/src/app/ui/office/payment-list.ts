import { Component, Injector, computed, inject, input, runInInjectionContext, type OnInit } from '@angular/core';
import { RouterLink } from '@angular/router';
import type { Payment } from '@signalbox/contracts/office/payments';
import { PaymentsApi } from '../../core/office/payments.api';
import { pageList } from '../../core/page-list';
import type { PagedList } from '../../core/paged-list';
import { UrlFilters } from '../../core/url-filters';
import { zone } from '../../core/zone';
import type { RowAction } from '../list/action';
import { Cell } from '../list/cell';
import type { Column } from '../list/column';
import { ListFilters, type Filter } from '../list/filters';
import { List } from '../list/list';
import { StateChip } from '../state-chip';
import { amountText } from './money';
import { PaymentActions } from './payment-actions';
import { SPAN_FILTER, spanOf } from './spans';
import { METHODS, PAYMENTS, choicesOf } from './words';

const COLUMNS: readonly Column<Payment>[] = [
  { id: 'payment', label: 'Payment', text: ({ id }) => String(id), class: 'number', fixed: true },
  { id: 'customer', label: 'Customer', text: (row) => row.customer_name, class: 'wide' },
  { id: 'status', label: 'Status', text: ({ status }) => PAYMENTS[status].label },
  { id: 'amount', label: 'Amount', text: (row) => amountText(row.amount, row.currency), class: 'end number' },
  { id: 'method', label: 'Method', text: ({ method }) => METHODS[method] },
  { id: 'reference', label: 'Reference', text: ({ reference }) => reference, class: 'mono' },
  {
    id: 'credit',
    label: 'Credit',
    text: (row) => amountText(row.unallocated, row.currency),
    class: 'end number',
    hidden: true,
  },
  { id: 'currency', label: 'Currency', text: ({ currency }) => currency, hidden: true },
  { id: 'note', label: 'Note', text: ({ note }) => note, class: 'wide late muted long', hidden: true },
  { id: 'created', label: 'Created', time: (row) => row.created_at, class: 'end' },
];
const FILTERS: readonly Filter[] = [
  { name: 'status', label: 'Status', any: 'Any status', groups: [{ label: '', choices: choicesOf(PAYMENTS) }] },
  { name: 'method', label: 'Method', any: 'Any method', groups: [{ label: '', choices: choicesOf(METHODS) }] },
  SPAN_FILTER,
];

/** Payments: all of them, or those of one customer. What is said of none is its content. */
@Component({
  selector: 'sb-payment-list',
  imports: [Cell, List, ListFilters, RouterLink, StateChip],
  template: `
    <sb-list
      name="payments"
      label="Payments"
      [source]="list"
      [columns]="columns()"
      [nameOf]="nameOf"
      [actions]="actionsOf"
      [filtered]="url.active()"
    >
      <sb-list-filters sbFilters [url]="url" [filters]="filters" />
      <ng-template sbCell="payment" [sbCellOf]="list" let-row>
        <a class="name" [routerLink]="['/payments', row.id]">No. {{ row.id }}</a>
      </ng-template>
      <ng-template sbCell="customer" [sbCellOf]="list" let-row>
        <a dir="auto" [routerLink]="['/customers', row.customer_id]">{{ row.customer_name }}</a>
      </ng-template>
      <ng-template sbCell="status" [sbCellOf]="list" let-row>
        @let word = words[row.status];
        <sb-state-chip [tone]="word.tone">{{ word.label }}</sb-state-chip>
      </ng-template>
      <ng-content />
    </sb-list>
  `,
})
export class PaymentList implements OnInit {
  private readonly api = inject(PaymentsApi);
  private readonly actions = inject(PaymentActions);
  private readonly injector = inject(Injector);
  /** Whose they are; everybody's without one. */
  readonly customer = input<number | null>(null);
  protected readonly url = new UrlFilters(['status', 'method', 'span'], ['tab']);
  /** A month is another span of time in another zone. */
  private readonly selection = computed(() => ({ ...this.url.values(), zone: zone() }));
  protected list!: PagedList<Payment>;
  protected readonly words = PAYMENTS;
  protected readonly filters = FILTERS;
  protected readonly nameOf = ({ id }: Payment) => `payment ${id}`;
  protected readonly columns = computed(() =>
    COLUMNS.filter(({ id }) => this.customer() === null || id !== 'customer'),
  );
  protected readonly actionsOf = (row: Payment): RowAction[] => this.actions.of(row, () => this.list.refresh());

  /** Reads again what is shown. */
  refresh(): void {
    void this.list.refresh();
  }

  ngOnInit(): void {
    this.list = runInInjectionContext(this.injector, () =>
      pageList<Payment>({
        name: 'payments',
        read: (page) => {
          const { status, method, span } = this.url.values();
          const limits = { status, method, customer_id: this.customer() ?? '', ...spanOf(span, new Date()) };
          return this.api.list(limits, page);
        },
        key: ({ id }) => id,
        selection: this.selection,
      }),
    );
  }
}
