/**
 * The value that a share of all values does not exceed, exact: no interpolation, no histogram.
 * @param {number[]} values
 * @param {number} share 0 to 1
 */
export function percentile(values, share) {
  if (values.length === 0) return Number.NaN;
  const sorted = Float64Array.from(values).sort();
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)];
}

/** The middle value; of an even number of values the mean of the two in the middle. */
export function median(values) {
  const sorted = Float64Array.from(values).sort();
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/** Rounded to so many decimals, as a report shows it. */
export const round = (value, decimals = 0) => Number(value.toFixed(decimals));

/**
 * One line of a bench's verdict.
 * @param {string} figure
 * @param {number} value
 * @param {'>=' | '<='} relation
 * @param {number} limit
 */
export const bar = (figure, value, relation, limit) => ({
  figure,
  value,
  bar: `${relation} ${limit}`,
  met: relation === '>=' ? value >= limit : value <= limit,
});
