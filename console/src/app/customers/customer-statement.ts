import { Component, Injector, inject, input, runInInjectionContext, type OnInit } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { MatIcon } from '@angular/material/icon';
import { MatFormField, MatPrefix } from '@angular/material/form-field';
import { MatInput } from '@angular/material/input';
import { RouterLink } from '@angular/router';
import type { Customer } from '@signalbox/contracts/office/customers';
import type { StatementLine } from '@signalbox/contracts/office/invoices';
import { API, queryOf } from '../core/api';
import { CustomersApi } from '../core/office/customers.api';
import { pageList } from '../core/page-list';
import type { PagedList } from '../core/paged-list';
import { Transfer } from '../core/transfer';
import { UrlFilters } from '../core/url-filters';
import { Acts } from '../ui/acts';
import { EmptyState } from '../ui/empty-state';
import { Cell } from '../ui/list/cell';
import type { Column } from '../ui/list/column';
import { List } from '../ui/list/list';
import { isDay } from '../ui/messages/period';
import { amountText } from '../ui/office/money';
import { dayWords } from '../ui/office/spans';
import { OUTLINED } from '../ui/outlined';
import { documentLink, entryWords } from './statement-words';

/** What moved a customer's balance, of all days or of some. */
@Component({
  selector: 'sb-customer-statement',
  imports: [Cell, EmptyState, List, MatButton, MatFormField, MatIcon, MatInput, MatPrefix, RouterLink],
  providers: [OUTLINED],
  template: `
    <sb-list
      name="statement"
      label="Statement"
      [source]="list"
      [columns]="columns"
      [nameOf]="nameOf"
      [filtered]="url.active()"
    >
      <div sbFilters class="days dense" role="search">
        <mat-form-field>
          <span matTextPrefix>From&nbsp;</span>
          <input
            #from
            matInput
            type="date"
            aria-label="From"
            [value]="url.values().from"
            (change)="url.set({ from: from.value })"
          />
        </mat-form-field>
        <mat-form-field>
          <span matTextPrefix>To&nbsp;</span>
          <input
            #to
            matInput
            type="date"
            aria-label="To"
            [value]="url.values().to"
            (change)="url.set({ to: to.value })"
          />
        </mat-form-field>
        @if (url.active()) {
          <button matButton type="button" (click)="url.clear()">Clear</button>
        }
        <button matButton type="button" (click)="save()">
          <mat-icon svgIcon="file" aria-hidden="true" />Save as PDF
        </button>
      </div>
      <ng-template sbCell="what" [sbCellOf]="list" let-row>
        @if (linkOf(row); as link) {
          <a [routerLink]="link">{{ nameOf(row) }}</a>
        } @else {
          {{ nameOf(row) }}
        }
      </ng-template>
      <sb-empty-state icon="list" heading="Nothing is booked yet" text="Invoices and payments show up here." />
    </sb-list>
  `,
  styles: `
    .days {
      --mat-form-field-container-text-size: 13px;
      display: flex;
      flex-wrap: wrap;
      align-items: center;
      gap: 10px;
    }
    mat-form-field {
      width: 190px;
      border-radius: 8px;
      background: var(--sb-surface);
    }
  `,
})
export class CustomerStatement implements OnInit {
  private readonly api = inject(CustomersApi);
  private readonly transfer = inject(Transfer);
  private readonly acts = inject(Acts);
  private readonly injector = inject(Injector);
  readonly customer = input.required<Customer>();
  protected readonly url = new UrlFilters(['from', 'to'], ['tab'], (_, day) => isDay(day));
  protected list!: PagedList<StatementLine>;
  protected readonly columns: readonly Column<StatementLine>[] = [
    { id: 'day', label: 'Day', text: ({ day }) => dayWords(day), class: 'number' },
    { id: 'what', label: 'What', text: entryWords, class: 'wide', fixed: true },
    { id: 'reason', label: 'Reason', text: ({ reason }) => reason, class: 'wide late muted long' },
    { id: 'amount', label: 'Amount', text: (row) => this.amount(row.amount), class: 'end number' },
  ];
  protected readonly nameOf = entryWords;
  protected readonly linkOf = documentLink;

  ngOnInit(): void {
    this.list = runInInjectionContext(this.injector, () =>
      pageList<StatementLine>({
        name: 'statement',
        read: (page) => this.api.statement(this.customer().id, this.url.values(), page),
        key: ({ id }) => id,
        selection: this.url.values,
      }),
    );
  }

  protected async save(): Promise<void> {
    const { id, account_number: account } = this.customer();
    const query = new URLSearchParams(queryOf(this.url.values())).toString();
    const address = `${API}/customers/${id}/statement.pdf${query && `?${query}`}`;
    await this.acts.try(() => this.transfer.save(address, `statement-${account}.pdf`));
  }

  private amount(amount: number): string {
    return `${amount > 0 ? '+' : ''}${amountText(amount, this.customer().currency)}`;
  }
}
