import type { MoneyService } from '../../platform/money/money.service.js';
import type { CreditNote, InvoiceDetail, InvoiceLine } from '../billing/invoice.js';
import type { Company } from '../company/company.js';
import { figure, figureOf, quantityText } from './figures.js';
import type { Paper, PaperColumn, SumLine } from './paper.js';

/** What papers are made with. */
export interface Office {
  company: Company;
  money: MoneyService;
  /** The day of a time, where the office is. */
  dayOf(millis: number): string;
}

const COLUMNS: PaperColumn[] = [
  { head: 'Description', isWide: true },
  { head: 'Quantity', isNumber: true },
  { head: 'Price', isNumber: true },
  { head: 'Tax', isNumber: true },
  { head: 'Amount', isNumber: true },
];
const STAMPS = { draft: 'DRAFT', issued: null, void: 'VOID' } as const;

export function invoicePaper(invoice: InvoiceDetail, office: Office): Paper {
  const { company, money } = office;
  return {
    title: 'Invoice',
    name: invoice.number ?? `draft ${invoice.id}`,
    stamp: STAMPS[invoice.state],
    company,
    toLabel: 'Bill to',
    to: addresseeOf(invoice),
    facts: factsOf(invoice, office),
    columns: COLUMNS,
    rows: invoice.lines.map((line) => rowOf(line, money)),
    sums: sumsOf(invoice, money),
    notes: notesOf(invoice, company),
  };
}

export function creditNotePaper(note: CreditNote, invoice: InvoiceDetail, office: Office): Paper {
  const { company, money } = office;
  return {
    title: 'Credit note',
    name: note.number,
    stamp: null,
    company,
    toLabel: 'Credited to',
    to: addresseeOf(invoice),
    facts: [
      ['Date', office.dayOf(note.createdAt)],
      ['Of invoice', invoice.number ?? String(invoice.id)],
    ],
    columns: [
      { head: 'Reason', isWide: true },
      { head: 'Amount', isNumber: true },
    ],
    rows: [[note.reason, figure(note.amount, money)]],
    sums: [
      { label: 'Net', value: figure(note.amount, money) },
      { label: 'Tax', value: figure(note.tax, money) },
      { label: 'Total credited', value: figureOf(note.total, money), isStrong: true },
    ],
    notes: [],
  };
}

/** As it was issued; a draft as the customer is called today. */
const addresseeOf = ({ billedName, billedAddress, customerName }: InvoiceDetail): string[] => [
  billedName ?? customerName,
  ...(billedAddress?.split('\n') ?? []),
];

function factsOf(invoice: InvoiceDetail, { dayOf }: Office): Paper['facts'] {
  const facts: Paper['facts'] = [];
  if (invoice.issuedAt !== null) facts.push(['Date', dayOf(invoice.issuedAt)]);
  facts.push(['Due', invoice.dueDate]);
  if (invoice.voidedAt !== null) facts.push(['Void since', dayOf(invoice.voidedAt)]);
  return facts;
}

const rowOf = ({ description, quantity, unitPrice, taxRate, tax, amount }: InvoiceLine, money: MoneyService) => [
  description,
  quantityText(quantity),
  figure(unitPrice, money),
  taxRate === null ? figure(tax, money) : `${quantityText(taxRate)} %`,
  figure(amount, money),
];

function sumsOf(invoice: InvoiceDetail, money: MoneyService): SumLine[] {
  const less = (label: string, amount: number): SumLine[] =>
    amount === 0 ? [] : [{ label, value: figure(-amount, money) }];
  const sums: SumLine[] = [
    { label: 'Net', value: figure(invoice.amount, money) },
    { label: 'Tax', value: figure(invoice.tax, money) },
    { label: 'Total', value: figureOf(invoice.total, money), isStrong: true },
  ];
  if (invoice.state !== 'issued') return sums;
  const moved = [
    ...less('Paid', invoice.paid),
    ...less('Credited', invoice.credited),
    ...less('Written off', invoice.writtenOff),
  ];
  return [...sums, ...moved, { label: 'Left to pay', value: figureOf(invoice.open, money), isStrong: true }];
}

function notesOf({ notes, state, open }: InvoiceDetail, { payInstructions }: Company): Paper['notes'] {
  const all: Paper['notes'] = [];
  if (notes !== null) all.push(['Notes', notes]);
  if (payInstructions !== null && state === 'issued' && open > 0) all.push(['How to pay', payInstructions]);
  return all;
}
