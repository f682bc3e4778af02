import { Component, inject } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { MatIcon } from '@angular/material/icon';
import { RouterLink } from '@angular/router';
import { SessionStore } from '../core/session';
import { EmptyState } from '../ui/empty-state';
import { InvoiceList } from '../ui/office/invoice-list';
import { PageHeader } from '../ui/page-header';

@Component({
  selector: 'sb-invoices-page',
  imports: [EmptyState, InvoiceList, MatButton, MatIcon, PageHeader, RouterLink],
  template: `
    <sb-page-header heading="Invoices" lead="What was billed, and what is open of it.">
      @if (session.can('office.write')) {
        <a matButton="filled" routerLink="/invoices/new"><mat-icon svgIcon="plus" aria-hidden="true" />New invoice</a>
      }
    </sb-page-header>
    <sb-invoice-list>
      <sb-empty-state icon="invoice" heading="No invoices yet" text="Bill a customer, and it shows up here." />
    </sb-invoice-list>
  `,
})
export class InvoicesPage {
  protected readonly session = inject(SessionStore);
}
