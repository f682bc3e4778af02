import type { AccountPeriod, EntryKind, NamedEntry } from '../billing/ledger.js';
import { addressOf } from '../../platform/common/postal-address.js';
import type { Customer } from '../customers/customer.js';
import { figure, figureOf } from './figures.js';
import type { Office } from './invoice-paper.js';
import type { Paper } from './paper.js';

const KINDS: Record<EntryKind, string> = {
  issued: 'Invoice',
  voided: 'Void: invoice',
  credited: 'Credit note',
  written_off: 'Written off: invoice',
  paid: 'Payment',
  refunded: 'Money given back',
};

/** A customer's account from a day to another, both `YYYY-MM-DD` and counted in. */
export function statementPaper(
  customer: Customer,
  account: AccountPeriod,
  [from, to]: [from: string, to: string],
  { company, money }: Office,
): Paper {
  let balance = account.opening;
  const rows = account.entries.map((entry) => {
    balance += entry.amount;
    const sides = entry.amount < 0 ? ['', figure(-entry.amount, money)] : [figure(entry.amount, money), ''];
    return [entry.day, whatOf(entry), ...sides, figure(balance, money)];
  });
  return {
    title: 'Statement',
    name: `${from} to ${to}`,
    stamp: null,
    company,
    toLabel: 'Account of',
    to: [customer.name, ...(addressOf(customer)?.split('\n') ?? [])],
    facts: [
      ['Account', customer.accountNumber],
      ['From', from],
      ['To', to],
    ],
    columns: [
      { head: 'Day' },
      { head: 'What', isWide: true },
      { head: 'Charged', isNumber: true },
      { head: 'Received', isNumber: true },
      { head: 'Balance', isNumber: true },
    ],
    rows: [[from, 'Balance before', '', '', figure(account.opening, money)], ...rows],
    sums: [
      {
        label: account.closing < 0 ? 'Your credit' : 'Left to pay',
        value: figureOf(Math.abs(account.closing), money),
        isStrong: true,
      },
    ],
    notes: company.payInstructions !== null && account.closing > 0 ? [['How to pay', company.payInstructions]] : [],
  };
}

const whatOf = ({ kind, documentName, documentId, document }: NamedEntry): string =>
  documentName === null && document === 'refund' ? KINDS[kind] : `${KINDS[kind]} ${documentName ?? documentId}`;
