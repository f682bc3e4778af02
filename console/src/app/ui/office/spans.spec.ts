import { afterEach, describe, expect, it } from 'vitest';
import { keepTimeBy } from '../../core/zone';
import { dayOf, dayWords, spanOf } from './spans';

const now = new Date(2026, 0, 31, 15);

afterEach(() => keepTimeBy(null));

describe('a span of months', () => {
  it.each([
    ['month', '2026-01-01', '2026-02-01'],
    ['last-month', '2025-12-01', '2026-01-01'],
    ['year', '2025-02-01', '2026-02-01'],
  ])('%s begins on %s and is over on %s', (name, since, until) => {
    const span = spanOf(name, now);
    expect([dayOf(new Date(span.since ?? '')), dayOf(new Date(span.until ?? ''))]).toEqual([since, until]);
  });

  it('is one of the reader’s zone, in which the month may be another already', () => {
    const late = new Date('2026-01-31T22:00:00Z');
    keepTimeBy('Africa/Nairobi');
    expect(spanOf('month', late)).toEqual({ since: '2026-01-31T21:00:00.000Z', until: '2026-02-28T21:00:00.000Z' });
    expect(dayOf(late)).toBe('2026-02-01');
    keepTimeBy('UTC');
    expect(spanOf('month', late)).toEqual({ since: '2026-01-01T00:00:00.000Z', until: '2026-02-01T00:00:00.000Z' });
    expect(dayOf(late)).toBe('2026-01-31');
  });

  it('that is unknown is any time', () => expect(spanOf('century', now)).toEqual({}));
});

it('a day is written as it stands, wherever it is read', () => expect(dayWords('2026-01-31')).toBe('31 Jan 2026'));
