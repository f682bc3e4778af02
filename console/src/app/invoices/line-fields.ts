import {
  AmountError,
  currencyOf,
  lineAmount,
  lineTax,
  minorOf,
  numberOf,
  thousandthsOf,
} from '@signalbox/contracts/amounts';
import type { InvoiceLine, NewInvoiceLine } from '@signalbox/contracts/office/invoices';
import { countText } from '../ui/count';

/** A line as the form has it. */
export interface LineFields {
  description: string;
  quantity: string;
  price: string;
  /** In percent; empty is none, or what was said in money. */
  tax: string;
  /** In money, of a line that was written with an amount of tax; else empty. */
  fixedTax: string;
}

export const blankLine = (tax = ''): LineFields => ({ description: '', quantity: '1', price: '', tax, fixedTax: '' });

/** A line that is written already, to be changed. */
export const fieldsOfLine = (line: InvoiceLine): LineFields => ({
  description: line.description,
  quantity: String(line.quantity),
  price: String(line.unit_price),
  tax: line.tax_rate ? String(line.tax_rate) : '',
  fixedTax: line.tax_rate === null && line.tax > 0 ? String(line.tax) : '',
});

export interface Totals {
  amount: number;
  tax: number;
  total: number;
}

/** What a line comes to, in minor units; null while it is not written whole. */
export function minorsOf(
  { quantity, price, tax, fixedTax }: LineFields,
  currency: string,
): { amount: number; tax: number } | null {
  try {
    const amount = lineAmount(thousandthsOf(quantity), minorOf(price, currencyOf(currency)));
    if (tax.trim() !== '') return { amount, tax: lineTax(amount, thousandthsOf(tax)) };
    return { amount, tax: fixedTax === '' ? 0 : minorOf(fixedTax, currencyOf(currency)) };
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
export const lineOf = ({ description, quantity, price, tax, fixedTax }: LineFields): NewInvoiceLine => ({
  description: description.trim(),
  quantity: quantity.trim(),
  unit_price: price.trim(),
  ...(tax.trim() === '' ? fixedTax !== '' && { tax: fixedTax } : { tax_rate: tax.trim() }),
});

/** What is wrong with a quantity or a rate; null when nothing is. */
export function thousandthsTrouble(text: string, most: number): string | null {
  try {
    return thousandthsOf(text) > most * 1000 ? `At most ${countText(most)}` : null;
  } catch (error) {
    if (!(error instanceof AmountError)) throw error;
    return 'Expected a number, such as 16';
  }
}
