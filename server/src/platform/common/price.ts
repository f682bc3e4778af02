/** Prices are whole millionths of the installation's currency, and decimals in the API. */
const MILLION = 1_000_000;

/** Millionths of a price of the `Price` schema, `0.8` -> 800000. */
export const millionthsOf = (price: string): number => {
  const [whole = '0', decimals = ''] = price.split('.');
  return Number(whole) * MILLION + Number(decimals.padEnd(6, '0'));
};

/** Millionths as a price of the `Price` schema, with two decimals or as many as it takes: 800000 -> `0.80`. */
export const priceOf = (millionths: number): string => {
  const decimals = String(millionths % MILLION).padStart(6, '0');
  return `${Math.floor(millionths / MILLION)}.${decimals.replace(/0{1,4}$/, '')}`;
};
