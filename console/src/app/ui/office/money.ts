import { Pipe, type PipeTransform } from '@angular/core';
import { AmountError, currencyOf, minorOf, numberOf } from '@signalbox/contracts/amounts';
import { numbers } from '../../core/locale';

const formats = new Map<number, () => Intl.NumberFormat>();

function formatOf(currency: string): Intl.NumberFormat {
  const { decimals } = currencyOf(currency);
  const known = formats.get(decimals) ?? numbers({ minimumFractionDigits: decimals, maximumFractionDigits: decimals });
  formats.set(decimals, known);
  return known();
}

/** An amount with all decimals of its currency: "1,500.00". A minus is a minus, not a hyphen. */
export const amountText = (amount: number, currency: string): string =>
  formatOf(currency).format(amount).replace('-', '−');

/** The same with its currency: "KES 1,500.00". */
export const moneyText = (amount: number, currency: string): string => {
  const sign = amount < 0 ? '−' : '';
  return `${sign}${currency} ${formatOf(currency).format(Math.abs(amount))}`;
};

/** What is left of an amount without others, to the cent. */
export function less(amount: number, currency: string, ...taken: readonly number[]): number {
  const of = currencyOf(currency);
  return numberOf(
    taken.reduce((left, one) => left - minorOf(one, of), minorOf(amount, of)),
    of,
  );
}

/** What is wrong with an amount that somebody enters; null when nothing is. @param most in whole units of the currency */
export function amountTrouble(text: string, currency: string, most?: number): string | null {
  try {
    const minor = minorOf(text, currencyOf(currency));
    if (minor === 0) return 'Expected an amount above zero';
    if (most !== undefined && minor > minorOf(most, currencyOf(currency))) {
      return `At most ${amountText(most, currency)}`;
    }
    return null;
  } catch (error) {
    if (!(error instanceof AmountError)) throw error;
    return error.message.charAt(0).toUpperCase() + error.message.slice(1);
  }
}

/** `{{ 1500 | money: 'KES' }}` */
@Pipe({ name: 'money' })
export class Money implements PipeTransform {
  transform(amount: number, currency: string): string {
    return moneyText(amount, currency);
  }
}
