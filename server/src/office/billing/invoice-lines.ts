import { AmountError, MAX_MINOR, lineAmount, lineTax, thousandthsOf } from '@signalbox/contracts/amounts';
import type { NewInvoiceLine } from '@signalbox/contracts/office/invoices';
import { Invalid } from '../../platform/common/errors.js';
import type { MoneyService } from '../../platform/money/money.service.js';
import type { InvoiceLine } from './invoice.js';
import { totalsOf } from './invoice.js';

/** Quantities and rates have three decimals. */
const THOUSAND = 1000;
const MAX_QUANTITY = 1_000_000 * THOUSAND;
const MAX_RATE = 100 * THOUSAND;

/** @throws Invalid naming the line and its field, or the total when it is nothing or too much */
export function linesOf(lines: readonly NewInvoiceLine[], money: MoneyService): InvoiceLine[] {
  const computed = lines.map((line, index) => lineOf(line, `lines.${index}`, money));
  const { total } = totalsOf(computed);
  if (total === 0) throw Invalid.field('lines', 'expected a total above zero');
  if (total > MAX_MINOR) throw Invalid.field('lines', `expected a total of at most ${money.textOf(MAX_MINOR)}`);
  return computed;
}

function lineOf(line: NewInvoiceLine, field: string, money: MoneyService): InvoiceLine {
  const quantity = thousandths(`${field}.quantity`, line.quantity, MAX_QUANTITY);
  if (quantity === 0) throw Invalid.field(`${field}.quantity`, 'expected a quantity above zero');
  const unitPrice = money.minorOf(`${field}.unit_price`, line.unit_price);
  const amount = lineAmount(quantity, unitPrice);
  if (amount > MAX_MINOR) throw Invalid.field(field, `expected at most ${money.textOf(MAX_MINOR)}`);
  const taxRate = line.tax_rate === undefined ? null : thousandths(`${field}.tax_rate`, line.tax_rate, MAX_RATE);
  const tax = taxRate === null ? money.minorOf(`${field}.tax`, line.tax ?? 0) : lineTax(amount, taxRate);
  return { description: line.description, quantity, unitPrice, taxRate, amount, tax };
}

function thousandths(field: string, value: number | string, most: number): number {
  try {
    const read = thousandthsOf(value);
    if (read > most) throw new AmountError(`expected at most ${most / THOUSAND}`);
    return read;
  } catch (error) {
    if (error instanceof AmountError) throw Invalid.field(field, error.message);
    throw error;
  }
}
