import { Component, computed, effect, inject, input, signal, untracked } from '@angular/core';
import { FormRoot, applyEach, form, required, validate } from '@angular/forms/signals';
import { MatButton, MatIconButton } from '@angular/material/button';
import { MatIcon } from '@angular/material/icon';
import { Router, RouterLink } from '@angular/router';
import type { NewInvoice } from '@signalbox/contracts/office/invoices';
import { isFreeText } from '@signalbox/contracts/rules';
import { AttemptKey } from '../core/attempt-key';
import { Submission, matches } from '../core/form-errors';
import { CustomersApi } from '../core/office/customers.api';
import { InvoicesApi } from '../core/office/invoices.api';
import { Acts } from '../ui/acts';
import { BackLink } from '../ui/back-link';
import { CustomerField, type PickedCustomer } from '../ui/office/customer-field';
import { Money, amountTrouble } from '../ui/office/money';
import { dayOf } from '../ui/office/spans';
import { PageHeader } from '../ui/page-header';
import { TextField } from '../ui/text-field';
import { blankLine, lineOf, minorsOf, thousandthsTrouble, totalsOf, type LineFields } from './line-fields';

const DUE_AFTER_MS = 14 * 86_400_000;
const MOST_LINES = 200;

interface Fields {
  customer: PickedCustomer | null;
  due: string;
  lines: LineFields[];
  notes: string;
}

/** Writes an invoice: for whom, what, and until when it is to be paid. */
@Component({
  selector: 'sb-invoice-form-page',
  imports: [
    BackLink,
    CustomerField,
    FormRoot,
    MatButton,
    MatIcon,
    MatIconButton,
    Money,
    PageHeader,
    RouterLink,
    TextField,
  ],
  templateUrl: './invoice-form.page.html',
  styleUrls: ['../ui/dialog-form.scss', './invoice-form.page.scss'],
})
export class InvoiceFormPage {
  private readonly api = inject(InvoicesApi);
  private readonly customers = inject(CustomersApi);
  private readonly router = inject(Router);
  private readonly acts = inject(Acts);
  private readonly key = new AttemptKey();
  /** A customer's page leads here with its id. */
  readonly customer = input<string>();

  protected readonly submission = new Submission();
  /** Whether it is kept as a draft in place of being issued. */
  private readonly asDraft = signal(false);
  private readonly fields = signal<Fields>({
    customer: null,
    due: dayOf(new Date(Date.now() + DUE_AFTER_MS)),
    lines: [blankLine()],
    notes: '',
  });
  protected readonly currency = computed(() => this.fields().customer?.currency ?? '');
  protected readonly totals = computed(() => totalsOf(this.fields().lines, this.currency()));
  protected readonly mayAdd = computed(() => this.fields().lines.length < MOST_LINES);
  protected readonly form = form(
    this.fields,
    (path) => {
      validate(path.customer, ({ value }) =>
        value() === null ? { kind: 'customer', message: 'Choose who is billed' } : undefined,
      );
      required(path.due, { message: 'Say until when' });
      matches(path.notes, isFreeText(1000), 'At most 1,000 characters');
      applyEach(path.lines, (line) => {
        required(line.description, { message: 'Say what it is' });
        matches(line.description, isFreeText(200), 'At most 200 characters');
        validate(line.quantity, ({ value }) => wrong(thousandthsTrouble(value(), 1_000_000)));
        validate(line.price, ({ value }) => wrong(amountTrouble(value(), this.currency())));
        validate(line.tax, ({ value }) =>
          value().trim() === '' ? undefined : wrong(thousandthsTrouble(value(), 100)),
        );
      });
    },
    {
      submission: {
        action: ({ customer, due, notes, lines }) =>
          this.submission.run(
            () => this.save(),
            () => ({ customer_id: customer, due_date: due, notes, ...lineNames(lines) }),
          ),
      },
    },
  );

  constructor() {
    effect(() => {
      const id = Number(this.customer());
      if (Number.isInteger(id) && id > 0) untracked(() => void this.choose(id));
    });
  }

  protected addLine(): void {
    // What is bought together is mostly taxed alike.
    const tax = this.fields().lines.at(-1)?.tax ?? '';
    this.fields.update((fields) => ({ ...fields, lines: [...fields.lines, blankLine(tax)] }));
  }

  protected removeLine(index: number): void {
    this.fields.update((fields) => ({ ...fields, lines: fields.lines.filter((_, each) => each !== index) }));
  }

  /** What a line comes to without tax, for those who write it. */
  protected amountOf(index: number): number | null {
    const line = this.fields().lines[index];
    const known = line && minorsOf(line, this.currency());
    return known ? totalsOf([line], this.currency()).amount : null;
  }

  protected submitAs(draft: boolean): void {
    this.asDraft.set(draft);
  }

  private async choose(id: number): Promise<void> {
    await this.acts.try(async () => {
      const customer = await this.customers.get(id);
      this.fields.update((fields) => ({ ...fields, customer }));
    });
  }

  private async save(): Promise<void> {
    const { customer, due, notes, lines } = this.fields();
    const invoice: NewInvoice = {
      customer_id: customer?.id ?? 0,
      due_date: due,
      lines: lines.map(lineOf),
      ...(notes.trim() === '' ? {} : { notes: notes.trim() }),
      draft: this.asDraft(),
    };
    const { id, number } = await this.api.create(invoice, this.key.for(invoice));
    this.acts.say(number === null ? 'Kept as a draft' : `Issued as ${number}`);
    await this.router.navigate(['/invoices', id]);
  }
}

const wrong = (message: string | null) => (message === null ? undefined : { kind: 'amount', message });

type LineTree = Record<'description' | 'quantity' | 'price' | 'tax', unknown>;

/** The fields of the lines, by their names in the API. */
function lineNames<T extends { length: number }>(lines: T): Record<string, never> {
  const names: Record<string, unknown> = {};
  for (let nth = 0; nth < lines.length; nth++) {
    const { description, quantity, price, tax } = (lines as unknown as LineTree[])[nth] ?? {};
    const of = `lines.${nth}`;
    Object.assign(names, {
      [`${of}.description`]: description,
      [`${of}.quantity`]: quantity,
      [`${of}.unit_price`]: price,
      [`${of}.tax_rate`]: tax,
    });
  }
  return names as Record<string, never>;
}
