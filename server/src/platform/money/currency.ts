import countryToCurrency from 'country-to-currency';

/** ISO 4217: its code, and how many decimals its amounts have. */
export interface Currency {
  code: string;
  decimals: number;
}

/** ISO 4217, column "minor unit", where it is not 2. `Intl` has what is usual in print, which is another thing for some. */
const DECIMALS: Record<number, readonly string[]> = {
  0: 'BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF'.split(' '),
  3: 'BHD IQD JOD KWD LYD OMR TND'.split(' '),
  4: ['CLF', 'UYW'],
};

const BY_COUNTRY: Readonly<Record<string, string>> = countryToCurrency;
const KNOWN = new Set([...Object.values(BY_COUNTRY), ...Object.values(DECIMALS).flat()]);

export const isCurrency = (code: string): boolean => KNOWN.has(code);

/** The currency of a code that `isCurrency` knows. */
export function currencyOf(code: string): Currency {
  const [decimals = '2'] = Object.entries(DECIMALS).find(([, codes]) => codes.includes(code)) ?? [];
  return { code, decimals: Number(decimals) };
}

/** What is paid with in a country (ISO 3166, two letters); null where the table has none. */
export const currencyOfCountry = (country: string): string | null => BY_COUNTRY[country] ?? null;

/** The name under which the database keeps the currency, from the first posting on. */
export const KEPT_CURRENCY = 'currency';
