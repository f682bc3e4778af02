import { Component, computed, input, output } from '@angular/core';
import { RouterLink } from '@angular/router';
import type { InvoiceDetail } from '@signalbox/contracts/office/invoices';
import { Decimals } from '../ui/count';
import { Money, amountText } from '../ui/office/money';
import { PushList } from '../ui/office/push-list';
import { dayWords } from '../ui/office/spans';
import { INVOICES } from '../ui/office/words';
import { StateChip } from '../ui/state-chip';
import { Time } from '../ui/time';
import { TaxState } from './tax-state';

/** What an invoice says: its lines, what they come to, and what is left to pay. */
@Component({
  selector: 'sb-invoice-body',
  imports: [Decimals, Money, PushList, RouterLink, StateChip, TaxState, Time],
  templateUrl: './invoice-body.html',
  styleUrls: ['../ui/office/account.scss', './invoice-body.scss'],
})
export class InvoiceBody {
  readonly invoice = input.required<InvoiceDetail>();
  /** It may be paid: to be read again. */
  readonly outdated = output();
  protected readonly word = computed(() => INVOICES[this.invoice().status]);
  /** Made anew with each reading of the invoice, and read with it. */
  protected readonly pushLimits = computed(() => {
    const { id, customer_id } = this.invoice();
    return { customer_id, invoice_id: id };
  });
  protected readonly dayWords = dayWords;
  /** What happened, in the order of time. */
  protected readonly history = computed(() => {
    const { created_at: created, issued_at: issued, voided_at: voided, credit_notes: notes } = this.invoice();
    return [
      { at: created, what: 'Written' },
      ...(issued === null ? [] : [{ at: issued, what: 'Issued' }]),
      ...notes.map((note) => ({ at: note.created_at, what: `Credited by ${note.number}: ${note.reason}` })),
      ...(voided === null ? [] : [{ at: voided, what: 'Voided' }]),
    ].sort((a, b) => a.at.localeCompare(b.at));
  });

  protected amount(amount: number): string {
    return amountText(amount, this.invoice().currency);
  }
}
