import { Component, inject, viewChild } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { MatIcon } from '@angular/material/icon';
import { SessionStore } from '../core/session';
import { Acts } from '../ui/acts';
import { Dialogs } from '../ui/dialogs';
import { EmptyState } from '../ui/empty-state';
import { PaymentList } from '../ui/office/payment-list';
import type { PaymentFor } from '../ui/office/payment.dialog';
import { PageHeader } from '../ui/page-header';

@Component({
  selector: 'sb-payments-page',
  imports: [EmptyState, MatButton, MatIcon, PageHeader, PaymentList],
  template: `
    <sb-page-header heading="Payments" lead="What came in, and what waits for somebody to see it.">
      @if (session.can('office.write')) {
        <button matButton="filled" type="button" (click)="record()">
          <mat-icon svgIcon="plus" aria-hidden="true" />Record a payment
        </button>
      }
    </sb-page-header>
    <sb-payment-list>
      <sb-empty-state icon="wallet" heading="No payments yet" text="Record what customers pay, and it shows up here." />
    </sb-payment-list>
  `,
})
export class PaymentsPage {
  private readonly dialogs = inject(Dialogs);
  private readonly acts = inject(Acts);
  private readonly list = viewChild(PaymentList);
  protected readonly session = inject(SessionStore);

  protected async record(): Promise<void> {
    const dialog = () => import('../ui/office/payment.dialog').then((m) => m.PaymentDialog);
    const data: PaymentFor = { customer: null, invoice: null };
    if ((await this.dialogs.open(dialog, { data, needs: 'office.write' })) === null) return;
    this.acts.say('Recorded: it waits to be confirmed');
    this.list()?.refresh();
  }
}
