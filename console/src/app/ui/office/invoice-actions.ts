import { Injectable, inject } from '@angular/core';
import type { Invoice } from '@signalbox/contracts/office/invoices';
import { InvoicesApi } from '../../core/office/invoices.api';
import { SessionStore } from '../../core/session';
import { Acts } from '../acts';
import { Dialogs } from '../dialogs';
import type { RowAction } from '../list/action';
import { less, moneyText } from './money';
import type { PaymentFor } from './payment.dialog';
import { PushActions, canPush } from './push-actions';
import type { Reasoned } from './reason.dialog';

const BEFORE_ISSUE: readonly Invoice['status'][] = ['draft', 'void'];

/** An invoice in a word or two. */
export const invoiceName = ({ number, id }: Pick<Invoice, 'number' | 'id'>): string => number ?? `Draft ${id}`;

/** What may be credited of it still. */
const leftOf = ({ total, currency, credited, written_off: writtenOff }: Invoice): number =>
  less(total, currency, credited, writtenOff);

/** What can be done with an invoice, from its row and from its page. */
@Injectable({ providedIn: 'root' })
export class InvoiceActions {
  private readonly api = inject(InvoicesApi);
  private readonly dialogs = inject(Dialogs);
  private readonly acts = inject(Acts);
  private readonly session = inject(SessionStore);
  private readonly pushes = inject(PushActions);

  of(invoice: Invoice, changed: () => unknown): RowAction[] {
    const actions: RowAction[] = [];
    const isIssued = !BEFORE_ISSUE.includes(invoice.status);
    if (this.session.can('office.write')) {
      if (invoice.status === 'draft') {
        actions.push({ label: 'Edit', icon: 'edit', link: ['/invoices', invoice.id, 'edit'] });
        actions.push({ label: 'Issue', icon: 'check', run: () => this.issue(invoice, changed) });
      }
      if (invoice.open > 0)
        actions.push({ label: 'Record a payment', icon: 'wallet', run: () => this.pay(invoice, changed) });
      if (invoice.open > 0 && canPush(invoice)) actions.push(this.push(invoice, changed));
    }
    if (this.session.can('office.money')) {
      if (isIssued && leftOf(invoice) > 0)
        actions.push({ label: 'Credit', icon: 'requeue', run: () => this.credit(invoice, changed) });
      if (invoice.open > 0)
        actions.push({ label: 'Write off', icon: 'cancel', run: () => this.writeOff(invoice, changed) });
      if (invoice.status !== 'void' && invoice.credited === 0 && invoice.written_off === 0)
        actions.push({ label: 'Void', icon: 'trash', apart: true, run: () => this.void(invoice, changed) });
    }
    return actions;
  }

  async issue(invoice: Invoice, changed: () => unknown): Promise<void> {
    const question = {
      title: 'Issue this invoice?',
      text: `${invoice.customer_name} then owes ${moneyText(invoice.total, invoice.currency)}. It gets its number, and can be voided or credited but not changed any more.`,
      action: 'Issue',
      dismiss: 'Not yet',
    };
    if (!(await this.dialogs.ask(question))) return;
    if (await this.acts.do(() => this.api.issue(invoice.id), 'Issued')) changed();
  }

  async pay(invoice: Invoice, changed: () => unknown): Promise<void> {
    const dialog = () => import('./payment.dialog').then((m) => m.PaymentDialog);
    const { customer_id: id, customer_name: name, currency } = invoice;
    const data: PaymentFor = { customer: { id, name, account_number: '', currency }, invoice };
    if ((await this.dialogs.open(dialog, { data, needs: 'office.write' })) === null) return;
    this.acts.say('Recorded: it waits to be confirmed');
    changed();
  }

  private push(invoice: Invoice, changed: () => unknown): RowAction {
    const { customer_id: id, customer_name: name, number, open, currency } = invoice;
    const of = { id: invoice.id, number };
    return this.pushes.of({ customer: { id, name }, phone: null, invoice: of, owed: open, currency }, changed);
  }

  private credit(invoice: Invoice, changed: () => unknown): Promise<void> {
    const { id, currency } = invoice;
    const most = leftOf(invoice);
    return this.reason(
      {
        heading: `Credit ${invoiceName(invoice)}`,
        text: `${invoice.customer_name} owes so much less; what was paid beyond the rest becomes credit. At most ${moneyText(most, currency)} is left of it.`,
        action: 'Credit',
        amount: { most, value: '', currency },
        run: (reason, amount, key) => this.api.credit(id, { amount, reason }, key),
      },
      'Credited',
      changed,
    );
  }

  private writeOff(invoice: Invoice, changed: () => unknown): Promise<void> {
    return this.reason(
      {
        heading: `Write off ${invoiceName(invoice)}`,
        text: `${moneyText(invoice.open, invoice.currency)} is given up: ${invoice.customer_name} owes it no longer, and it counts as a loss.`,
        action: 'Write off',
        run: (reason) => this.api.end(invoice.id, 'write-off', reason),
      },
      'Written off',
      changed,
    );
  }

  private void(invoice: Invoice, changed: () => unknown): Promise<void> {
    const paid = invoice.paid > 0 ? ` ${moneyText(invoice.paid, invoice.currency)} that was paid becomes credit.` : '';
    return this.reason(
      {
        heading: `Void ${invoiceName(invoice)}`,
        text: `It is owed no longer, and its number stays taken.${paid}`,
        action: 'Void',
        run: (reason) => this.api.end(invoice.id, 'void', reason),
      },
      'Void',
      changed,
    );
  }

  private async reason(data: Reasoned, done: string, changed: () => unknown): Promise<void> {
    const dialog = () => import('./reason.dialog').then((m) => m.ReasonDialog);
    if ((await this.dialogs.open(dialog, { data, needs: 'office.money', width: 'small' })) === null) return;
    this.acts.say(done);
    changed();
  }
}
