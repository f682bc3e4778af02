import type { StatementLine } from '@signalbox/contracts/office/invoices';

const WHAT: Readonly<Record<string, string>> = {
  issued: 'Invoice issued',
  voided: 'Invoice voided',
  credited: 'Credit note',
  written_off: 'Written off',
  paid: 'Payment',
  refunded: 'Refund',
};

/** What was booked, in words. */
export const entryWords = ({ what, document, document_id: id }: StatementLine): string => {
  const said = WHAT[what] ?? what;
  return document === 'payment' ? `${said} no. ${id}` : said;
};

/** Where its document is shown; null where it has no page of its own. */
export function documentLink({ document, document_id: id }: StatementLine): string[] | null {
  if (document === 'invoice') return ['/invoices', String(id)];
  return document === 'payment' ? ['/payments', String(id)] : null;
}
