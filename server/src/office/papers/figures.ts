import type { MoneyService } from '../../platform/money/money.service.js';

/** `1,234,567.50`, without the currency. */
export function figure(minor: number, money: MoneyService): string {
  const [amount = ''] = money.textOf(minor).split(' ');
  const [whole = '', decimals] = amount.split('.');
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ',');
  return decimals === undefined ? grouped : `${grouped}.${decimals}`;
}

/** The same with it: `1,234,567.50 KES`. */
export const figureOf = (minor: number, money: MoneyService): string =>
  `${figure(minor, money)} ${money.currency.code}`;

/** Thousandths as people write them: `2`, `1.5`. */
export const quantityText = (thousandths: number): string => String(thousandths / 1000);
