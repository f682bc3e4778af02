import { Component, inject } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { RouterLink } from '@angular/router';
import type { Customer } from '@signalbox/contracts/office/customers';
import type { UnmatchedPayment } from '@signalbox/contracts/office/mpesa';
import { MpesaApi } from '../core/office/mpesa.api';
import { pageList } from '../core/page-list';
import { SessionStore } from '../core/session';
import { UrlFilters } from '../core/url-filters';
import { Acts } from '../ui/acts';
import { Dialogs } from '../ui/dialogs';
import { EmptyState } from '../ui/empty-state';
import type { RowAction } from '../ui/list/action';
import { Cell } from '../ui/list/cell';
import type { Column } from '../ui/list/column';
import { ListFilters, fitting, type Filter } from '../ui/list/filters';
import { List } from '../ui/list/list';
import { amountText, moneyText } from '../ui/office/money';
import type { Reasoned } from '../ui/office/reason.dialog';
import { reasonWords, suggestionWords } from './unmatched-words';

type Suggestion = UnmatchedPayment['suggestions'][number];

const COLUMNS: readonly Column<UnmatchedPayment>[] = [
  { id: 'receipt', label: 'Receipt', text: ({ receipt, id }) => receipt ?? `No. ${id}`, class: 'mono', fixed: true },
  { id: 'amount', label: 'Amount', text: (row) => amountText(row.amount, row.currency), class: 'end number' },
  { id: 'payer', label: 'Payer', text: ({ name, phone }) => [name, phone].filter(Boolean).join(', ') },
  { id: 'typed', label: 'Account typed', text: ({ reference }) => reference, class: 'mono' },
  { id: 'why', label: 'Why it waits', text: reasonWords, class: 'muted' },
  { id: 'whose', label: 'Whose it may be', class: 'wide late' },
  { id: 'paid', label: 'Paid', time: (row) => row.paid_at, class: 'end' },
];
const FILTERS: readonly Filter[] = [
  {
    name: 'state',
    label: 'State',
    any: 'Waiting',
    groups: [
      {
        label: '',
        choices: [
          { value: 'booked', label: 'Booked' },
          { value: 'dismissed', label: 'Dismissed' },
        ],
      },
    ],
  },
];

/** Money that came over M-Pesa and belongs to nobody yet, with those whose it may be. */
@Component({
  selector: 'sb-unmatched-list',
  imports: [Cell, EmptyState, List, ListFilters, MatButton, RouterLink],
  template: `
    <sb-list
      name="unmatched"
      label="Unmatched payments"
      [source]="list"
      [columns]="columns"
      [nameOf]="nameOf"
      [actions]="actionsOf"
      [filtered]="url.active()"
    >
      <sb-list-filters sbFilters [url]="url" [filters]="filters" />
      <ng-template sbCell="payer" [sbCellOf]="list" let-row>
        <span dir="auto">{{ row.name ?? 'Unknown' }}</span>
        @if (row.phone; as phone) {
          <div class="muted number">{{ phone }}</div>
        }
      </ng-template>
      <ng-template sbCell="whose" [sbCellOf]="list" let-row>
        @if (row.customer_id; as customer) {
          <a dir="auto" [routerLink]="['/customers', customer]">{{ customerOf(row) }}</a>
        } @else {
          <div class="suggestions">
            @for (one of row.suggestions; track one.customer_id) {
              @if (mayBook()) {
                <button matButton="outlined" type="button" (click)="book(row, one)">
                  <span dir="auto">{{ one.name }}</span>
                </button>
              } @else {
                <a dir="auto" [routerLink]="['/customers', one.customer_id]">{{ one.name }}</a>
              }
              <span class="muted why">{{ wordsOf(one) }}</span>
            } @empty {
              <span class="muted">Nobody comes to mind</span>
            }
          </div>
        }
      </ng-template>
      <sb-empty-state
        icon="check"
        heading="Nothing waits"
        text="Payments over M-Pesa that no customer can be found for wait here until somebody says whose they are."
      />
    </sb-list>
  `,
  styles: `
    .suggestions {
      display: flex;
      flex-wrap: wrap;
      align-items: center;
      gap: 4px 10px;
    }
    .why {
      font-size: 12px;
    }
  `,
})
export class UnmatchedList {
  private readonly api = inject(MpesaApi);
  private readonly dialogs = inject(Dialogs);
  private readonly acts = inject(Acts);
  private readonly session = inject(SessionStore);
  protected readonly url = new UrlFilters(
    ['state'],
    ['tab'],
    fitting(() => FILTERS),
  );
  protected readonly list = pageList<UnmatchedPayment>({
    name: 'unmatched',
    read: (page) => this.api.unmatched(this.url.values().state, page),
    key: ({ id }) => id,
    selection: this.url.values,
    every: 15_000,
  });
  protected readonly columns = COLUMNS;
  protected readonly filters = FILTERS;
  protected readonly nameOf = ({ receipt, id }: UnmatchedPayment) => receipt ?? `payment no. ${id}`;
  protected readonly wordsOf = suggestionWords;
  protected readonly actionsOf = (row: UnmatchedPayment): RowAction[] =>
    row.status !== 'unmatched' || !this.mayBook()
      ? []
      : [
          { label: 'Choose a customer', icon: 'people', run: () => this.choose(row) },
          { label: 'Dismiss', icon: 'cancel', run: () => this.dismiss(row) },
        ];

  /** By name where it may be theirs; it is known for what is not booked yet. */
  protected customerOf({ customer_id: id, suggestions }: UnmatchedPayment): string {
    return suggestions.find((one) => one.customer_id === id)?.name ?? `Customer ${id}`;
  }

  protected mayBook(): boolean {
    return this.session.can('office.money');
  }

  /** One press books it, unless it may be here already. */
  protected async book(row: UnmatchedPayment, { customer_id: id, name }: Pick<Suggestion, 'customer_id' | 'name'>) {
    if (row.reason === 'probable_duplicate' && !(await this.mayBeTwice(row, name))) return;
    await this.acts.do(() => this.api.match(row.id, id), `${moneyText(row.amount, row.currency)} is booked to ${name}`);
    await this.list.refresh();
  }

  private async choose(row: UnmatchedPayment): Promise<void> {
    const dialog = () => import('./choose-customer.dialog').then((m) => m.ChooseCustomerDialog);
    const customer = await this.dialogs.open<Customer>(dialog, { data: row, needs: 'office.money', width: 'small' });
    if (customer !== null) await this.book(row, { customer_id: customer.id, name: customer.name });
  }

  private async dismiss(row: UnmatchedPayment): Promise<void> {
    const data: Reasoned = {
      heading: `Dismiss ${this.nameOf(row)}`,
      text: 'It is booked to nobody and waits no longer: for money that was given back, or is in the books already.',
      action: 'Dismiss',
      run: (reason) => this.api.dismiss(row.id, reason),
    };
    const dialog = () => import('../ui/office/reason.dialog').then((m) => m.ReasonDialog);
    if ((await this.dialogs.open(dialog, { data, needs: 'office.money', width: 'small' })) === null) return;
    this.acts.say('Dismissed');
    await this.list.refresh();
  }

  private mayBeTwice(row: UnmatchedPayment, name: string): Promise<boolean> {
    return this.dialogs.ask({
      title: `Book it to ${name} all the same?`,
      text: `It looks like a payment that is in the books already. Look for ${moneyText(row.amount, row.currency)} among the payments first.`,
      action: 'Book it',
      dismiss: 'Not yet',
    });
  }
}
