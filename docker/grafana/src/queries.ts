const WINDOW = '[$__rate_interval]';
const by = (labels: string): string => (labels === '' ? '' : ` by (${labels})`);

/** How often a second, over all servers. @param selector the counter, with what is chosen of it */
export const perSecond = (selector: string, labels = ''): string => `sum${by(labels)} (rate(${selector}${WINDOW}))`;

/** What a share of a histogram's values is below, over all servers. @param name without `_bucket` */
export const quantile = (share: number, name: string, labels = ''): string =>
  `histogram_quantile(${share}, sum by (${labels === '' ? 'le' : `le, ${labels}`}) (rate(${name}_bucket${WINDOW})))`;

/** The mean of a histogram's values, or of what two counters say. */
export const mean = (name: string): string => `${perSecond(`${name}_sum`)} / ${perSecond(`${name}_count`)}`;

/** Of a gauge that all servers say of the same thing. */
export const most = (selector: string, labels = ''): string => `max${by(labels)} (${selector})`;

/** The half, and the slowest five and one in a hundred, as lines. */
export const latencies = (name: string): { expr: string; legend: string }[] => [
  { expr: quantile(0.5, name), legend: 'half' },
  { expr: quantile(0.95, name), legend: '95 %' },
  { expr: quantile(0.99, name), legend: '99 %' },
];
