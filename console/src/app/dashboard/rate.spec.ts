import { describe, expect, it } from 'vitest';
import { chartOf, isQuiet } from '../ui/series';
import { RATE_WINDOW_MS, rateOf, rateText, withSample, type Sample } from './rate';

const samplesOf = (...counts: [number, number][]) =>
  counts.reduce<Sample[]>((samples, [at, count]) => withSample(samples, { at, count }), []);

describe('a rate', () => {
  it('is unknown before the second sample', () => {
    expect(rateOf(samplesOf([0, 5]))).toBeNull();
  });

  it('is what was counted a second', () => {
    expect(rateOf(samplesOf([0, 100], [2_000, 110], [4_000, 140]))).toBe(10);
  });

  it('forgets what is older than its window', () => {
    const samples = samplesOf([0, 0], [1_000, 5_000], [1_000 + RATE_WINDOW_MS, 5_000]);
    expect(samples).toHaveLength(2);
    expect(rateOf(samples)).toBe(0);
  });

  it('starts over when the counter went back', () => {
    expect(rateOf(samplesOf([0, 9_000], [3_000, 2]))).toBeNull();
  });

  it.each([
    [null, '–'],
    [0, '0'],
    [0.44, '0.4'],
    [12.5, '12.5'],
    [4210.4, '4,210'],
  ])('of %s is written "%s"', (rate, text) => expect(rateText(rate)).toBe(text));
});

describe('the chart', () => {
  const point = { at: '2026-11-22T10:00:00.000Z', accepted: 3, sent: 2, delivered: 1, failed: 0, received: 0 };

  it('has a line for every series that is not hidden', () => {
    const lines = chartOf([point], new Set(['sent', 'failed']));
    expect(lines.map(({ name, series }) => [name, series[0]?.value])).toEqual([
      ['Accepted', 3],
      ['Delivered', 1],
      ['Received', 0],
    ]);
  });

  it('knows an hour without traffic', () => {
    expect(isQuiet([{ ...point, accepted: 0, sent: 0, delivered: 0 }])).toBe(true);
    expect(isQuiet([point])).toBe(false);
  });
});
