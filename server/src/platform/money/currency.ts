import { ODD_CURRENCIES } from '@signalbox/contracts/amounts';
import countryToCurrency from 'country-to-currency';

const BY_COUNTRY: Readonly<Record<string, string>> = countryToCurrency;
const KNOWN = new Set([...Object.values(BY_COUNTRY), ...ODD_CURRENCIES]);

export const isCurrency = (code: string): boolean => KNOWN.has(code);

/** What is paid with in a country (ISO 3166, two letters); null where the table has none. */
export const currencyOfCountry = (country: string): string | null => BY_COUNTRY[country] ?? null;

/** The name under which the database keeps the currency, from the first posting on. */
export const KEPT_CURRENCY = 'currency';
