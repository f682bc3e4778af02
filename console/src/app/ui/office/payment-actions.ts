import { Injectable, inject } from '@angular/core';
import type { Payment } from '@signalbox/contracts/office/payments';
import { PaymentsApi } from '../../core/office/payments.api';
import { SessionStore } from '../../core/session';
import { Acts } from '../acts';
import { Dialogs } from '../dialogs';
import type { RowAction } from '../list/action';
import { less, moneyText } from './money';
import type { Reasoned } from './reason.dialog';

/** What can be done with a payment, from its row and from its page. */
@Injectable({ providedIn: 'root' })
export class PaymentActions {
  private readonly api = inject(PaymentsApi);
  private readonly dialogs = inject(Dialogs);
  private readonly acts = inject(Acts);
  private readonly session = inject(SessionStore);

  of(payment: Payment, changed: () => unknown): RowAction[] {
    const actions: RowAction[] = [];
    const isPending = payment.status === 'pending';
    if (isPending && this.session.can('office.money')) {
      actions.push({ label: 'Confirm', icon: 'check', run: () => this.confirm(payment, changed) });
    }
    if (isPending && this.session.can('office.write')) {
      actions.push({ label: 'Cancel', icon: 'cancel', run: () => this.cancel(payment, changed) });
    }
    if (payment.unallocated > 0 && this.session.can('office.money')) {
      actions.push({ label: 'Put to an invoice', icon: 'invoice', run: () => this.allocate(payment, changed) });
    }
    if (payment.status === 'completed' && this.session.can('office.money')) {
      actions.push({ label: 'Refund', icon: 'requeue', run: () => this.refund(payment, changed) });
    }
    return actions;
  }

  private async confirm(payment: Payment, changed: () => unknown): Promise<void> {
    const dialog = () => import('./confirm-payment.dialog').then((m) => m.ConfirmPaymentDialog);
    if ((await this.dialogs.open(dialog, { data: payment, needs: 'office.money', width: 'small' })) === null) return;
    this.acts.say('Confirmed: it is in the books');
    changed();
  }

  private async allocate(payment: Payment, changed: () => unknown): Promise<void> {
    const dialog = () => import('./allocate.dialog').then((m) => m.AllocateDialog);
    if ((await this.dialogs.open(dialog, { data: payment, needs: 'office.money', width: 'small' })) === null) return;
    this.acts.say('Put to the invoice');
    changed();
  }

  private cancel(payment: Payment, changed: () => unknown): Promise<void> {
    return this.reason(
      {
        heading: `Cancel payment ${payment.id}`,
        text: 'It never came: nothing is booked, and its reference is free again.',
        action: 'Cancel the payment',
        run: (reason) => this.api.cancel(payment.id, reason),
      },
      'Cancelled',
      changed,
    );
  }

  private refund(payment: Payment, changed: () => unknown): Promise<void> {
    const { id, amount, refunded, currency, customer_name: name } = payment;
    const most = less(amount, currency, refunded);
    return this.reason(
      {
        heading: `Refund payment ${id}`,
        text: `Write down what was given back to ${name}. It takes the credit of the payment first, and then opens the last invoices that it paid again. At most ${moneyText(most, currency)} is left of it.`,
        action: 'Refund',
        amount: { most, value: String(most), currency },
        run: (reason, part, key) => this.api.refund(id, { amount: part, reason }, key),
      },
      'Refunded',
      changed,
    );
  }

  private async reason(data: Reasoned, done: string, changed: () => unknown): Promise<void> {
    const dialog = () => import('./reason.dialog').then((m) => m.ReasonDialog);
    if ((await this.dialogs.open(dialog, { data, needs: 'office.write', width: 'small' })) === null) return;
    this.acts.say(done);
    changed();
  }
}
