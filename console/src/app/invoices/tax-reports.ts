import type { InvoiceDetail } from '@signalbox/contracts/office/invoices';
import type { TaxReport } from '@signalbox/contracts/office/tax-reports';
import { TAX_REPORTS } from '../ui/office/words';

/** A document of which the tax authority is told, and how far that is. */
export interface ToldDocument {
  name: string;
  state: (typeof TAX_REPORTS)[keyof typeof TAX_REPORTS];
  /** The authority's number of it, or why it refuses it. */
  note: string | null;
}

/** The documents of an invoice of which the authority is told, in the order in which they were made. */
export function toldOf({ number, credit_notes: notes }: InvoiceDetail, report: TaxReport): ToldDocument[] {
  const numberOf = (id: number) => notes.find((note) => note.id === id)?.number ?? `Credit note ${id}`;
  const documents = [
    { name: number ?? 'Invoice', ...report },
    ...report.credit_notes.map((note) => ({ name: numberOf(note.id), ...note })),
    { name: 'That it is void', ...report.void },
  ];
  return documents.flatMap(({ name, status, note }) =>
    status === 'none' ? [] : [{ name, state: TAX_REPORTS[status], note }],
  );
}
