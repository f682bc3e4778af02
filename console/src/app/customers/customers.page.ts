import { Component, inject } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { MatIcon } from '@angular/material/icon';
import { RouterLink } from '@angular/router';
import type { Customer } from '@signalbox/contracts/office/customers';
import { CustomersApi } from '../core/office/customers.api';
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
import { amountText } from '../ui/office/money';
import { CUSTOMERS, choicesOf } from '../ui/office/words';
import { PageHeader } from '../ui/page-header';
import { StateChip } from '../ui/state-chip';
import { CustomerActions } from './customer-actions';

const COLUMNS: readonly Column<Customer>[] = [
  { id: 'name', label: 'Customer', text: ({ name }) => name, class: 'wide', fixed: true },
  { id: 'account', label: 'Account', text: (row) => row.account_number, class: 'mono' },
  { id: 'phone', label: 'Phone', text: ({ phone }) => phone, class: 'number' },
  { id: 'email', label: 'Email', text: ({ email }) => email, hidden: true },
  { id: 'city', label: 'City', text: ({ city }) => city, class: 'muted', hidden: true },
  { id: 'type', label: 'Kind', text: (row) => row.account_type, class: 'muted', hidden: true },
  { id: 'status', label: 'Status', text: ({ status }) => CUSTOMERS[status].label },
  { id: 'balance', label: 'Owes', text: (row) => amountText(row.balance, row.currency), class: 'end number' },
  { id: 'currency', label: 'Currency', text: ({ currency }) => currency, hidden: true },
  { id: 'since', label: 'Since', time: (row) => row.created_at, class: 'end' },
];
const FILTERS: readonly Filter[] = [
  { name: 'search', label: 'Search', placeholder: 'Name, phone, email, account' },
  { name: 'status', label: 'Status', any: 'Any status', groups: [{ label: '', choices: choicesOf(CUSTOMERS) }] },
];

@Component({
  selector: 'sb-customers-page',
  imports: [Cell, EmptyState, List, ListFilters, MatButton, MatIcon, PageHeader, RouterLink, StateChip],
  template: `
    <sb-page-header heading="Customers" lead="Who buys here, and what each owes.">
      <button matButton type="button" (click)="save()"><mat-icon svgIcon="download" aria-hidden="true" />Export</button>
      @if (session.can('office.write')) {
        <button matButton="outlined" type="button" (click)="import()">
          <mat-icon svgIcon="upload" aria-hidden="true" />Import
        </button>
        <button matButton="filled" type="button" (click)="actions.add()">
          <mat-icon svgIcon="plus" aria-hidden="true" />New customer
        </button>
      }
    </sb-page-header>
    <sb-list
      name="customers"
      label="Customers"
      [source]="list"
      [columns]="columns"
      [nameOf]="nameOf"
      [actions]="actionsOf"
      [filtered]="url.active()"
      [exportable]="false"
    >
      <sb-list-filters sbFilters [url]="url" [filters]="filters" />
      <ng-template sbCell="name" [sbCellOf]="list" let-row>
        <a class="name" dir="auto" [routerLink]="['/customers', row.id]">{{ row.name }}</a>
      </ng-template>
      <ng-template sbCell="status" [sbCellOf]="list" let-row>
        @let word = words[row.status];
        <sb-state-chip [tone]="word.tone">{{ word.label }}</sb-state-chip>
      </ng-template>
      <sb-empty-state
        icon="people"
        heading="No customers yet"
        text="Add one, import a file of them, or convert a lead."
      />
    </sb-list>
  `,
})
export class CustomersPage {
  private readonly api = inject(CustomersApi);
  private readonly dialogs = inject(Dialogs);
  private readonly acts = inject(Acts);
  protected readonly actions = inject(CustomerActions);
  protected readonly session = inject(SessionStore);
  protected readonly url = new UrlFilters(
    ['search', 'status'],
    [],
    fitting(() => FILTERS),
  );
  protected readonly list = pageList<Customer>({
    name: 'customers',
    read: (page) => this.api.list(this.url.values(), page),
    key: ({ id }) => id,
    selection: this.url.values,
  });
  protected readonly columns = COLUMNS;
  protected readonly filters = FILTERS;
  protected readonly words = CUSTOMERS;
  protected readonly nameOf = ({ name }: Customer) => name;
  protected readonly actionsOf = (row: Customer): RowAction[] => this.actions.of(row, () => this.list.refresh());

  protected async import(): Promise<void> {
    const dialog = () => import('./customer-import.dialog').then((m) => m.CustomerImportDialog);
    // A click beside the dialog must not break off an upload.
    const sent = await this.dialogs.open(dialog, { needs: 'office.write', held: true, focus: 'dialog' });
    if (sent !== null) await this.list.refresh();
  }

  protected async save(): Promise<void> {
    await this.acts.try(() => this.api.save(this.url.values()));
  }
}
