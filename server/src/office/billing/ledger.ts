import type { PaymentMethod } from '@signalbox/contracts/office/payments';

/** What customers owe, what was earned, what is the tax office's, money by how it came, and what is given up. */
export type Account = 'receivable' | 'revenue' | 'tax' | 'write_off' | `money.${PaymentMethod}`;

/** Debit above zero, credit below, in minor units. */
export interface Posting {
  account: Account;
  amount: number;
}

/** What moves money in the books; `net` and `tax` add up to what the customer sees. */
export type BookedEvent =
  | { kind: 'issued' | 'voided' | 'credited'; net: number; tax: number }
  | { kind: 'written_off'; amount: number }
  | { kind: 'paid' | 'refunded'; method: PaymentMethod; amount: number };
export type EntryKind = BookedEvent['kind'];

/** Which document an entry stands for. */
export type LedgerDocument = 'invoice' | 'credit_note' | 'payment' | 'refund';

/** Who does something to the books, when, and why. */
export interface Act {
  userId: number | null;
  reason: string | null;
  /** Epoch milliseconds, and the day that it is then in the installation's time zone. */
  at: number;
  day: string;
  /** Of the installation: the first posting fixes it. */
  currency: string;
  /** Whether the document that is made waits to be told to the tax authority. */
  isReported?: boolean;
}

/** An entry as the statement of a customer shows it. */
export interface StatementEntry {
  id: number;
  day: string;
  kind: EntryKind;
  document: LedgerDocument;
  documentId: number;
  /** What it adds to the balance. */
  amount: number;
  reason: string | null;
  userId: number | null;
  createdAt: number;
}

/** The same with what its document is called: an invoice's or credit note's number, a payment's reference. */
export interface NamedEntry extends StatementEntry {
  documentName: string | null;
}

/** A customer's account over some days. */
export interface AccountPeriod {
  opening: number;
  /** In the order of their days. */
  entries: NamedEntry[];
  closing: number;
}

/** The postings of an event; they add up to zero. Accounts that nothing is posted to are left out. */
export function postingsOf(event: BookedEvent): Posting[] {
  return postings(event).filter(({ amount }) => amount !== 0);
}

function postings(event: BookedEvent): Posting[] {
  switch (event.kind) {
    case 'issued':
      return invoiced(event.net, event.tax);
    case 'voided':
    case 'credited':
      return invoiced(-event.net, -event.tax);
    case 'written_off':
      return between('write_off', 'receivable', event.amount);
    case 'paid':
      return between(`money.${event.method}`, 'receivable', event.amount);
    case 'refunded':
      return between('receivable', `money.${event.method}`, event.amount);
  }
}

const invoiced = (net: number, tax: number): Posting[] => [
  { account: 'receivable', amount: net + tax },
  { account: 'revenue', amount: -net },
  { account: 'tax', amount: -tax },
];

const between = (debit: Account, credit: Account, amount: number): Posting[] => [
  { account: debit, amount },
  { account: credit, amount: -amount },
];
