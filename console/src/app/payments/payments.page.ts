import { Component, inject, viewChild } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { MatIcon } from '@angular/material/icon';
import { SessionStore } from '../core/session';
import { Acts } from '../ui/acts';
import { Dialogs } from '../ui/dialogs';
import { EmptyState } from '../ui/empty-state';
import { PaymentList } from '../ui/office/payment-list';
import type { PaymentFor } from '../ui/office/payment.dialog';
import { LostPart } from '../ui/lost-part';
import { PageHeader } from '../ui/page-header';
import { PageTabs, tabOf, type PageTab } from '../ui/page-tabs';
import { Skeleton } from '../ui/skeleton';
import { UnmatchedList } from './unmatched-list';

const TABS: readonly PageTab[] = [
  { id: 'all', label: 'All payments' },
  { id: 'unmatched', label: 'Unmatched' },
];

@Component({
  selector: 'sb-payments-page',
  imports: [EmptyState, LostPart, MatButton, MatIcon, PageHeader, PageTabs, PaymentList, Skeleton, UnmatchedList],
  template: `
    <sb-page-header heading="Payments" lead="What came in, and what waits for somebody to see it.">
      @if (session.can('office.write')) {
        <button matButton="filled" type="button" (click)="record()">
          <mat-icon svgIcon="plus" aria-hidden="true" />Record a payment
        </button>
      }
    </sb-page-header>
    <sb-page-tabs [tabs]="tabs" [shown]="tab()" />
    @if (tab() === 'unmatched') {
      @defer (on immediate) {
        <sb-unmatched-list />
      } @placeholder {
        <section class="card waits"><sb-skeleton [rows]="6" /></section>
      } @error {
        <sb-lost-part />
      }
    } @else {
      <sb-payment-list>
        <sb-empty-state
          icon="wallet"
          heading="No payments yet"
          text="Record what customers pay, and it shows up here."
        />
      </sb-payment-list>
    }
  `,
  styles: '.waits { padding: 20px; }',
})
export class PaymentsPage {
  private readonly dialogs = inject(Dialogs);
  private readonly acts = inject(Acts);
  private readonly list = viewChild(PaymentList);
  protected readonly session = inject(SessionStore);
  protected readonly tabs = TABS;
  protected readonly tab = tabOf(TABS);

  protected async record(): Promise<void> {
    const dialog = () => import('../ui/office/payment.dialog').then((m) => m.PaymentDialog);
    const data: PaymentFor = { customer: null, invoice: null };
    if ((await this.dialogs.open(dialog, { data, needs: 'office.write' })) === null) return;
    this.acts.say('Recorded: it waits to be confirmed');
    this.list()?.refresh();
  }
}
