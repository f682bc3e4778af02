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

/** The codes of which this table knows that they have other than two decimals. */
export const ODD_CURRENCIES: readonly string[] = Object.values(DECIMALS).flat();

/** The currency of an ISO 4217 code. */
export function currencyOf(code: string): Currency {
  const [decimals = '2'] = Object.entries(DECIMALS).find(([, codes]) => codes.includes(code)) ?? [];
  return { code, decimals: Number(decimals) };
}

/*
 * Amounts are whole minor units (cents), safe integers. In JSON they are numbers with decimals, which are read and written
 * by their shortest decimal text: 4.35 * 100 is not 435.
 */

/** The most that one amount may be, in minor units: sums of millions of them are safe integers still. */
export const MAX_MINOR = 1_000_000_000_000;

const DECIMAL = /^(\d{1,40})(?:\.(\d{1,40}))?$/;

/** What is wrong with an amount, as a sentence's end: `expected …`. */
export class AmountError extends Error {}

/**
 * Minor units of an amount: 5500.5 or "5500.50" is 550050 with two decimals. Zero is one; see `positiveOf`.
 * @throws AmountError on what is no amount, negative, with more decimals than the currency has, or too much
 */
export function minorOf(value: number | string, currency: Currency): number {
  const text = typeof value === 'number' ? String(value) : value.trim();
  if (/^-\d/.test(text)) throw new AmountError('expected an amount that is not negative');
  // As JavaScript writes numbers from 1e21 on, and those below 1e-6.
  if (/^[\d.]+e\+/.test(text)) throw tooMuch(currency);
  if (/^[\d.]+e-/.test(text)) throw tooFine(currency);
  const match = DECIMAL.exec(text);
  if (!match) throw new AmountError('expected an amount, such as 1500');
  const fraction = (match[2] ?? '').replace(/0+$/, '');
  if (fraction.length > currency.decimals) throw tooFine(currency);
  const minor = Number(`${match[1]}${fraction.padEnd(currency.decimals, '0')}`);
  if (minor > MAX_MINOR) throw tooMuch(currency);
  return minor;
}

/** The same for what must be more than nothing. @throws AmountError */
export function positiveOf(value: number | string, currency: Currency): number {
  const minor = minorOf(value, currency);
  if (minor === 0) throw new AmountError('expected an amount above zero');
  return minor;
}

/** As text with all decimals of the currency: -50 is "-0.50". */
export function textOf(minor: number, { decimals }: Pick<Currency, 'decimals'>): string {
  const digits = String(Math.abs(minor)).padStart(decimals + 1, '0');
  const point = digits.length - decimals;
  const sign = minor < 0 ? '-' : '';
  return decimals === 0 ? `${sign}${digits}` : `${sign}${digits.slice(0, point)}.${digits.slice(point)}`;
}

/** As a JSON number; its shortest decimal text is the amount. */
export const numberOf = (minor: number, currency: Pick<Currency, 'decimals'>): number =>
  Number(textOf(minor, currency)) || 0;

/**
 * Parts of a total by weight that add up to it: what is left by rounding down goes to the largest remainders, of equal
 * ones to the first. @param weights whole, not negative, not all zero
 */
export function allocate(total: number, weights: readonly number[]): number[] {
  const sum = weights.reduce((all, weight) => all + BigInt(weight), 0n);
  if (sum <= 0n) throw new RangeError('expected weights above zero');
  const shares = weights.map((weight, index) => {
    const exact = BigInt(total) * BigInt(weight);
    return { index, part: Number(exact / sum), rest: exact % sum };
  });
  let left = total - shares.reduce((all, { part }) => all + part, 0);
  const parts = shares.map(({ part }) => part);
  const byRest = shares.toSorted((a, b) => (a.rest === b.rest ? a.index - b.index : a.rest > b.rest ? -1 : 1));
  for (const { index } of byRest) if (left-- > 0) parts[index] = (parts[index] ?? 0) + 1;
  return parts;
}

/** a × b ÷ divisor, rounded half up, of whole numbers that are not negative. */
export const timesRounded = (a: number, b: number, divisor: number): number =>
  Number((2n * BigInt(a) * BigInt(b) + BigInt(divisor)) / (2n * BigInt(divisor)));

const tooMuch = (currency: Currency): AmountError =>
  new AmountError(`expected at most ${textOf(MAX_MINOR, currency)} ${currency.code}`);

function tooFine({ code, decimals }: Currency): AmountError {
  const most = decimals === 0 ? 'a whole amount' : `at most ${decimals} decimals`;
  return new AmountError(`expected ${most}: ${code} has no smaller units`);
}

/** Quantities and rates of tax have three decimals: they are whole thousandths. */
const THOUSAND = 1000;

/** What a line of an invoice comes to without tax. @param quantity thousandths */
export const lineAmount = (quantity: number, unitPrice: number): number => timesRounded(quantity, unitPrice, THOUSAND);

/** The tax on it. @param rate thousandths of a percent */
export const lineTax = (amount: number, rate: number): number => timesRounded(amount, rate, 100 * THOUSAND);

/** Whole thousandths of a number or its text, as `minorOf`. @throws AmountError */
export function thousandthsOf(value: number | string): number {
  try {
    return minorOf(value, { code: 'it', decimals: 3 });
  } catch (error) {
    if (error instanceof AmountError) throw new AmountError(error.message.replace(/: it has.*/, ''));
    throw error;
  }
}
