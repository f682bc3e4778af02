import {
  AmountError,
  type Currency,
  currencyOf,
  minorOf,
  numberOf,
  positiveOf,
  textOf,
} from '@signalbox/contracts/amounts';
import { Invalid } from '../common/errors.js';
import { type Config, ConfigError } from '../config/config.js';
import type { InstallationRepository } from '../config/installation.repository.js';
import { KEPT_CURRENCY, currencyOfCountry, isCurrency } from './currency.js';

/** Amounts in the installation's currency, at the doors. */
export class MoneyService {
  constructor(readonly currency: Currency) {}

  /** @throws Invalid naming the field */
  minorOf(field: string, value: number | string): number {
    return named(field, () => minorOf(value, this.currency));
  }

  /** The same for what must be more than nothing. @throws Invalid naming the field */
  positiveOf(field: string, value: number | string): number {
    return named(field, () => positiveOf(value, this.currency));
  }

  /** As a JSON number. */
  numberOf(minor: number): number {
    return numberOf(minor, this.currency);
  }

  /** For people: `1500.00 KES`. */
  textOf(minor: number): string {
    return `${textOf(minor, this.currency)} ${this.currency.code}`;
  }
}

function named(field: string, read: () => number): number {
  try {
    return read();
  } catch (error) {
    if (error instanceof AmountError) throw Invalid.field(field, error.message);
    throw error;
  }
}

/**
 * In the currency of `CURRENCY`, or else of `DEFAULT_COUNTRY`. @throws ConfigError in one line on one that there is not, and
 * on another than the one that the database has postings in
 */
export async function openMoney({ env }: Config, installation: InstallationRepository): Promise<MoneyService> {
  const code = env.CURRENCY ?? currencyOfCountry(env.DEFAULT_COUNTRY);
  if (code === null) throw new ConfigError(`CURRENCY: DEFAULT_COUNTRY ${env.DEFAULT_COUNTRY} has none; say which`);
  if (!isCurrency(code)) throw new ConfigError(`CURRENCY: expected an ISO 4217 code in use, got ${code}`);
  const kept = await installation.find(KEPT_CURRENCY);
  if (kept !== null && kept !== code) {
    const from = env.CURRENCY === undefined ? `, as DEFAULT_COUNTRY ${env.DEFAULT_COUNTRY} has it` : '';
    throw new ConfigError(`CURRENCY: ${code}${from}, but the books are kept in ${kept}; set CURRENCY=${kept}`);
  }
  return new MoneyService(currencyOf(code));
}
