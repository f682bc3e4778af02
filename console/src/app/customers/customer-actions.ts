import { Injectable, inject } from '@angular/core';
import { Router } from '@angular/router';
import type { Customer } from '@signalbox/contracts/office/customers';
import { SessionStore } from '../core/session';
import { Acts } from '../ui/acts';
import { Dialogs } from '../ui/dialogs';
import type { RowAction } from '../ui/list/action';
import { PushActions, canPush } from '../ui/office/push-actions';
import type { PaymentFor } from '../ui/office/payment.dialog';

/** What can be done with a customer, from a row and from the page. */
@Injectable({ providedIn: 'root' })
export class CustomerActions {
  private readonly dialogs = inject(Dialogs);
  private readonly acts = inject(Acts);
  private readonly session = inject(SessionStore);
  private readonly router = inject(Router);
  private readonly pushes = inject(PushActions);

  of(customer: Customer, changed: () => unknown): RowAction[] {
    if (!this.session.can('office.write')) return [];
    const { id, phone } = customer;
    return [
      { label: 'Edit', icon: 'edit', run: () => this.edit(customer, changed) },
      { label: 'New invoice', icon: 'invoice', link: ['/invoices/new'], query: { customer: id } },
      { label: 'Record a payment', icon: 'wallet', run: () => this.pay(customer, changed) },
      ...(canPush(customer) ? [this.push(customer, changed)] : []),
      { label: 'New ticket', icon: 'ticket', link: ['/tickets'], query: { new: id } },
      ...(phone === null ? [] : [this.write(phone)]),
    ];
  }

  /** Makes one, and goes to it. */
  async add(): Promise<void> {
    const made = await this.open(null);
    if (made !== null) await this.router.navigate(['/customers', made.id]);
  }

  private push(customer: Customer, changed: () => unknown): RowAction {
    const { phone, balance, currency } = customer;
    return this.pushes.of({ customer, phone, invoice: null, owed: balance, currency }, changed);
  }

  private write(phone: string): RowAction {
    return { label: 'Send a message', icon: 'send', apart: true, link: ['/compose'], query: { to: phone } };
  }

  private async edit(customer: Customer, changed: () => unknown): Promise<void> {
    if ((await this.open(customer)) === null) return;
    this.acts.say('Saved');
    changed();
  }

  private open(customer: Customer | null): Promise<Customer | null> {
    const dialog = () => import('./customer.dialog').then((m) => m.CustomerDialog);
    return this.dialogs.open<Customer, Customer | null>(dialog, { data: customer, needs: 'office.write' });
  }

  private async pay(customer: Customer, changed: () => unknown): Promise<void> {
    const dialog = () => import('../ui/office/payment.dialog').then((m) => m.PaymentDialog);
    const data: PaymentFor = { customer, invoice: null };
    if ((await this.dialogs.open(dialog, { data, needs: 'office.write' })) === null) return;
    this.acts.say('Recorded: it waits to be confirmed');
    changed();
  }
}
