import { Component, Injector, computed, inject, input, runInInjectionContext, type OnInit } from '@angular/core';
import { RouterLink } from '@angular/router';
import type { Invoice } from '@signalbox/contracts/office/invoices';
import { InvoicesApi, type InvoiceLimits } from '../../core/office/invoices.api';
import { pageList } from '../../core/page-list';
import type { PagedList } from '../../core/paged-list';
import { UrlFilters, type FilterValues } from '../../core/url-filters';
import { zone } from '../../core/zone';
import { Cell } from '../list/cell';
import type { RowAction } from '../list/action';
import type { Column } from '../list/column';
import { ListFilters, type Filter } from '../list/filters';
import { List } from '../list/list';
import { StateChip } from '../state-chip';
import { InvoiceActions, invoiceName } from './invoice-actions';
import { amountText } from './money';
import { SPAN_FILTER, dayWords, spanOf } from './spans';
import { INVOICES, choicesOf } from './words';

const COLUMNS: readonly Column<Invoice>[] = [
  { id: 'number', label: 'Invoice', text: invoiceName, class: 'number', fixed: true },
  { id: 'customer', label: 'Customer', text: (row) => row.customer_name, class: 'wide' },
  { id: 'status', label: 'Status', text: ({ status }) => INVOICES[status].label },
  { id: 'total', label: 'Total', text: (row) => amountText(row.total, row.currency), class: 'end number' },
  { id: 'open', label: 'Open', text: (row) => amountText(row.open, row.currency), class: 'end number' },
  { id: 'due', label: 'Due', text: (row) => dayWords(row.due_date), class: 'number' },
  { id: 'paid', label: 'Paid', text: (row) => amountText(row.paid, row.currency), class: 'end number', hidden: true },
  { id: 'tax', label: 'Tax', text: (row) => amountText(row.tax, row.currency), class: 'end number', hidden: true },
  { id: 'currency', label: 'Currency', text: ({ currency }) => currency, hidden: true },
  { id: 'created', label: 'Created', time: (row) => row.created_at, class: 'end' },
];

/** Statuses that are asked for as one: there is something to be paid of it. */
const OPEN = 'open';
const STATUSES = [{ value: OPEN, label: 'Open' }, ...choicesOf(INVOICES)];

/** What an address limits a list of invoices to. */
export function invoiceLimits(
  { status, span, customer }: FilterValues<'status' | 'span' | 'customer'>,
  now: Date,
): InvoiceLimits {
  return {
    ...(status === OPEN ? { open: 'true' } : { status }),
    customer_id: customer,
    ...spanOf(span, now),
  };
}

/** Invoices: all of them, or those of one customer. What is said of none is its content. */
@Component({
  selector: 'sb-invoice-list',
  imports: [Cell, List, ListFilters, RouterLink, StateChip],
  template: `
    <sb-list
      name="invoices"
      label="Invoices"
      [source]="list"
      [columns]="columns()"
      [nameOf]="nameOf"
      [actions]="actionsOf"
      [filtered]="url.active()"
    >
      <sb-list-filters sbFilters [url]="url" [filters]="filters()" />
      <ng-template sbCell="number" [sbCellOf]="list" let-row>
        <a class="name" [routerLink]="['/invoices', row.id]">{{ nameOf(row) }}</a>
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
export class InvoiceList implements OnInit {
  private readonly api = inject(InvoicesApi);
  private readonly actions = inject(InvoiceActions);
  private readonly injector = inject(Injector);
  /** Whose they are; everybody's without one. */
  readonly customer = input<number | null>(null);
  protected readonly url = new UrlFilters(['status', 'span', 'customer'], ['tab']);
  /** A month is another span of time in another zone. */
  private readonly selection = computed(() => ({ ...this.url.values(), zone: zone() }));
  protected list!: PagedList<Invoice>;
  protected readonly words = INVOICES;
  protected readonly nameOf = invoiceName;
  protected readonly columns = computed(() =>
    COLUMNS.filter(({ id }) => this.customer() === null || id !== 'customer'),
  );
  protected readonly filters = computed<readonly Filter[]>(() => {
    const { customer } = this.url.values();
    const of = this.list.rows()?.[0]?.customer_name ?? `Customer ${customer}`;
    return [
      { name: 'status', label: 'Status', any: 'Any status', groups: [{ label: '', choices: STATUSES }] },
      SPAN_FILTER,
      ...(customer === ''
        ? []
        : [
            {
              name: 'customer',
              label: 'Customer',
              any: 'Any customer',
              groups: [{ label: '', choices: [{ value: customer, label: of }] }],
            },
          ]),
    ];
  });
  protected readonly actionsOf = (row: Invoice): RowAction[] => this.actions.of(row, () => this.list.refresh());

  ngOnInit(): void {
    this.list = runInInjectionContext(this.injector, () =>
      pageList<Invoice>({
        name: 'invoices',
        read: (page) => {
          const limits = invoiceLimits(this.url.values(), new Date());
          return this.api.list({ ...limits, customer_id: this.customer() ?? limits.customer_id }, page);
        },
        key: ({ id }) => id,
        selection: this.selection,
      }),
    );
  }
}
