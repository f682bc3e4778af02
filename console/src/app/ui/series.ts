export const SERIES = [
  { key: 'accepted', label: 'Accepted', light: '#5d7486', dark: '#a3b8c9' },
  { key: 'sent', label: 'Sent', light: '#2f6fd0', dark: '#86b6ff' },
  { key: 'delivered', label: 'Delivered', light: '#178a4c', dark: '#62d394' },
  { key: 'failed', label: 'Failed', light: '#c5352c', dark: '#ff8f86' },
  { key: 'received', label: 'Received', light: '#6a5acd', dark: '#c2b5ff' },
] as const;

export type SeriesKey = (typeof SERIES)[number]['key'];

/** What happened in one span of time; a series that a statistic does not have is left out. */
export type ChartPoint = { at: string } & Partial<Record<SeriesKey, number>>;

export interface ChartSeries {
  name: string;
  series: { name: Date; value: number }[];
}

/** The series that these points have, in the order of SERIES. */
export const seriesIn = (points: readonly ChartPoint[]) => SERIES.filter(({ key }) => points[0]?.[key] !== undefined);

/** The chart's data: one line a visible series, in the order of SERIES. */
export const chartOf = (points: readonly ChartPoint[], hidden: ReadonlySet<SeriesKey>): ChartSeries[] =>
  seriesIn(points)
    .filter(({ key }) => !hidden.has(key))
    .map(({ key, label }) => ({
      name: label,
      series: points.map((point) => ({ name: new Date(point.at), value: point[key] ?? 0 })),
    }));

/** Whether nothing happened at all. */
export const isQuiet = (points: readonly ChartPoint[]): boolean =>
  points.every((point) => SERIES.every(({ key }) => (point[key] ?? 0) === 0));
