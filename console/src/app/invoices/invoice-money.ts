import { Component, effect, inject, input, signal, untracked } from '@angular/core';
import { RouterLink } from '@angular/router';
import type { InvoiceDetail } from '@signalbox/contracts/office/invoices';
import type { Payment } from '@signalbox/contracts/office/payments';
import { allPages } from '../core/all-pages';
import { PaymentsApi } from '../core/office/payments.api';
import { failureOf, type Failure } from '../core/problem';
import { ErrorPanel } from '../ui/error-panel';
import { amountText } from '../ui/office/money';
import { METHODS, PAYMENTS } from '../ui/office/words';
import { StateChip } from '../ui/state-chip';
import { Time } from '../ui/time';

interface Given {
  payment: Payment;
  /** What this invoice has of it. */
  amount: number;
}

/** What was paid of an invoice, what waits to be confirmed, and what was taken off it. */
@Component({
  selector: 'sb-invoice-money',
  imports: [ErrorPanel, RouterLink, StateChip, Time],
  templateUrl: './invoice-money.html',
  styles: `
    :host {
      display: grid;
      grid-template-columns: minmax(0, 1fr);
      gap: var(--sb-gap);
    }
    h2,
    .none {
      padding: 16px 20px 12px;
    }
  `,
})
export class InvoiceMoney {
  private readonly payments = inject(PaymentsApi);
  readonly invoice = input.required<InvoiceDetail>();
  protected readonly given = signal<readonly Given[] | null>(null);
  protected readonly failure = signal<Failure | null>(null);
  protected readonly words = PAYMENTS;
  protected readonly methods = METHODS;

  constructor() {
    effect(() => {
      const invoice = this.invoice();
      untracked(() => void this.read(invoice));
    });
  }

  protected amount(amount: number): string {
    return amountText(amount, this.invoice().currency);
  }

  protected async read(invoice: InvoiceDetail): Promise<void> {
    try {
      const limits = { invoice_id: invoice.id, status: 'pending' };
      const pending = await allPages((page) => this.payments.list(limits, page));
      const known = new Map<number, Payment>(pending.map((payment) => [payment.id, payment]));
      const ids = new Set([...invoice.allocations.map((one) => one.payment_id), ...known.keys()]);
      const all = await Promise.all([...ids].map(async (id) => known.get(id) ?? this.payments.get(id)));
      if (invoice.id !== this.invoice().id) return;
      const partOf = (id: number) => invoice.allocations.find((one) => one.payment_id === id)?.amount ?? 0;
      this.given.set(all.map((payment) => ({ payment, amount: partOf(payment.id) })));
      this.failure.set(null);
    } catch (error) {
      this.failure.set(failureOf(error));
    }
  }
}
