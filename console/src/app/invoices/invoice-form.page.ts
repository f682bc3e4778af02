import { Component, computed, effect, inject, input, signal, untracked } from '@angular/core';
import { FormRoot, applyEach, form, required, validate } from '@angular/forms/signals';
import { MatButton, MatIconButton } from '@angular/material/button';
import { MatIcon } from '@angular/material/icon';
import { Router, RouterLink } from '@angular/router';
import type { InvoiceDetail, NewInvoice } from '@signalbox/contracts/office/invoices';
import { isFreeText } from '@signalbox/contracts/rules';
import { AttemptKey } from '../core/attempt-key';
import { Submission, matches } from '../core/form-errors';
import { CustomersApi } from '../core/office/customers.api';
import { InvoicesApi } from '../core/office/invoices.api';
import { failureOf, type Failure } from '../core/problem';
import { Acts } from '../ui/acts';
import { BackLink } from '../ui/back-link';
import { ErrorPanel } from '../ui/error-panel';
import { CustomerField, type PickedCustomer } from '../ui/office/customer-field';
import { Money, amountTrouble } from '../ui/office/money';
import { dayOf } from '../ui/office/spans';
import { PageHeader } from '../ui/page-header';
import { Skeleton } from '../ui/skeleton';
import { TextField } from '../ui/text-field';
import {
  blankLine,
  fieldsOfLine,
  lineOf,
  minorsOf,
  thousandthsTrouble,
  totalsOf,
  type LineFields,
} from './line-fields';

const DUE_AFTER_MS = 14 * 86_400_000;
const MOST_LINES = 200;

interface Fields {
  customer: PickedCustomer | null;
  due: string;
  lines: LineFields[];
  notes: string;
}

/** Writes an invoice, or a draft anew: for whom, what, and until when it is to be paid. */
@Component({
  selector: 'sb-invoice-form-page',
  imports: [
    BackLink,
    CustomerField,
    ErrorPanel,
    FormRoot,
    MatButton,
    MatIcon,
    MatIconButton,
    Money,
    PageHeader,
    RouterLink,
    Skeleton,
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
  /** Of a draft that is written anew. */
  readonly id = input<string>();

  protected readonly submission = new Submission();
  /** The draft as it was read; null of a new invoice, and until it is there. */
  private readonly draft = signal<InvoiceDetail | null>(null);
  protected readonly failure = signal<Failure | null>(null);
  protected readonly isReady = computed(() => this.id() === undefined || this.draft() !== null);
  protected readonly heading = computed(() => (this.id() === undefined ? 'New invoice' : `Edit draft ${this.id()}`));
  protected readonly back = computed(() => (this.id() === undefined ? ['/invoices'] : ['/invoices', this.id()]));
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
    effect(() => {
      if (this.id() !== undefined) untracked(() => void this.read());
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

  /** What stands for no rate. */
  protected taxOf(index: number): string {
    return this.fields().lines[index]?.fixedTax || 'none';
  }

  protected submitAs(draft: boolean): void {
    this.asDraft.set(draft);
  }

  protected async read(): Promise<void> {
    this.failure.set(null);
    try {
      const draft = await this.api.get(Number(this.id()));
      const customer = await this.customers.get(draft.customer_id);
      const { due_date: due, notes, lines } = draft;
      this.fields.set({ customer, due, notes: notes ?? '', lines: lines.map(fieldsOfLine) });
      this.draft.set(draft);
    } catch (error) {
      this.failure.set(failureOf(error));
    }
  }

  private async choose(id: number): Promise<void> {
    await this.acts.try(async () => {
      const customer = await this.customers.get(id);
      this.fields.update((fields) => ({ ...fields, customer }));
    });
  }

  private async save(): Promise<void> {
    const { customer, due, notes, lines } = this.fields();
    const written = {
      customer_id: customer?.id ?? 0,
      due_date: due,
      lines: lines.map(lineOf),
      ...(notes.trim() === '' ? {} : { notes: notes.trim() }),
    };
    const { id, number } = await this.keep(written);
    this.acts.say(number === null ? 'Kept as a draft' : `Issued as ${number}`);
    await this.router.navigate(['/invoices', id]);
  }

  private async keep(written: Omit<NewInvoice, 'draft'> & { due_date: string }): Promise<InvoiceDetail> {
    const draft = this.draft();
    if (draft === null) {
      const invoice = { ...written, draft: this.asDraft() };
      return this.api.create(invoice, this.key.for(invoice));
    }
    const kept = await this.api.rewrite(draft.id, { ...written, version: draft.version });
    // What cannot be issued now is written anew from here.
    this.draft.set(kept);
    return this.asDraft() ? kept : this.api.issue(kept.id);
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
