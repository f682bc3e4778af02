import {
  AmountError,
  currencyOf,
  lineAmount,
  lineTax,
  minorOf,
  numberOf,
  thousandthsOf,
} from '@signalbox/contracts/amounts';
import type { NewInvoiceLine } from '@signalbox/contracts/office/invoices';

/** A line as the form has it. */
export interface LineFields {
  description: string;
  quantity: string;
  price: string;
  /** In percent; empty is none. */
  tax: string;
}

export const blankLine = (tax = ''): LineFields => ({ description: '', quantity: '1', price: '', tax });

export interface Totals {
  amount: number;
  tax: number;
  total: number;
}

/** What a line comes to, in minor units; null while it is not written whole. */
export function minorsOf(
  { quantity, price, tax }: LineFields,
  currency: string,
): { amount: number; tax: number } | null {
  try {
    const amount = lineAmount(thousandthsOf(quantity), minorOf(price, currencyOf(currency)));
    return { amount, tax: tax.trim() === '' ? 0 : lineTax(amount, thousandthsOf(tax)) };
  } catch (error) {
    if (error instanceof AmountError) return null;
    throw error;
  }
}

/** What all lines that are written whole come to. */
export function totalsOf(lines: readonly LineFields[], currency: string): Totals {
  const known = lines.map((line) => minorsOf(line, currency)).filter((line) => line !== null);
  const sum = (key: 'amount' | 'tax') => known.reduce((all, line) => all + line[key], 0);
  const shown = (minor: number) => numberOf(minor, currencyOf(currency));
  return { amount: shown(sum('amount')), tax: shown(sum('tax')), total: shown(sum('amount') + sum('tax')) };
}

/** As the server is asked for it. */
export const lineOf = ({ description, quantity, price, tax }: LineFields): NewInvoiceLine => ({
  description: description.trim(),
  quantity: quantity.trim(),
  unit_price: price.trim(),
  ...(tax.trim() === '' ? {} : { tax_rate: tax.trim() }),
});

/** What is wrong with a quantity or a rate; null when nothing is. */
export function thousandthsTrouble(text: string, most: number): string | null {
  try {
    return thousandthsOf(text) > most * 1000 ? `At most ${most.toLocaleString('en')}` : null;
  } catch (error) {
    if (!(error instanceof AmountError)) throw error;
    return 'Expected a number, such as 16';
  }
}
