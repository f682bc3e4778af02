import { describe, expect, it } from 'vitest';
import { stationsOf } from './delivery-track';
import { spanText, stepsOf } from './timeline';

const words = (status: Parameters<typeof stationsOf>[0]) =>
  stationsOf(status).map(({ label, state }) => `${label} ${state}`);

describe('the way of a message', () => {
  it('shows what is behind it and what is ahead', () => {
    expect(words('dispatched')).toEqual(['Queued passed', 'Dispatched here', 'Sent ahead', 'Delivered ahead']);
  });

  it.each([
    ['undelivered', ['Queued passed', 'Dispatched passed', 'Sent passed', 'Undelivered here']],
    ['failed', ['Queued passed', 'Dispatched passed', 'Failed here']],
    ['cancelled', ['Queued passed', 'Cancelled here']],
  ] as const)('ends early when it is %s', (status, expected) => {
    expect(words(status)).toEqual(expected);
  });

  it('begins before the queue when it is scheduled', () => {
    expect(words('scheduled')).toEqual([
      'Scheduled here',
      'Queued ahead',
      'Dispatched ahead',
      'Sent ahead',
      'Delivered ahead',
    ]);
  });
});

describe('the history of a message', () => {
  it('says what took how long', () => {
    const steps = stepsOf(
      [
        { status: 'queued', at: '2026-11-22T10:00:00.000Z', detail: null },
        { status: 'accepted', at: '2026-11-22T10:00:00.040Z', detail: null },
        { status: 'delivered', at: '2026-11-22T10:02:00.040Z', detail: null },
      ],
      () => null,
    );
    expect(steps.map(({ label, after }) => [label, after])).toEqual([
      ['Queued', null],
      ['Accepted by the worker', '40 ms'],
      ['Delivered', '2 min'],
    ]);
  });

  it.each([
    [999, '999 ms'],
    [1_000, '1.0 s'],
    [90_000, '2 min'],
    [5_400_000, '1.5 h'],
  ])('writes %i ms as %s', (milliseconds, text) => expect(spanText(milliseconds)).toBe(text));
});
