import { describe, expect, it } from '@jest/globals';
import type { Alert } from '../alert.js';
import { isRouted, openFrom } from './route.js';

const NAIROBI = 'Africa/Nairobi';
/** 2026-11-27 was a Friday; Nairobi is three hours ahead of UTC. */
const at = (day: number, hour: number, minute = 0) => Date.UTC(2026, 10, day, hour - 3, minute);
const WEEKDAYS = { days: [1, 2, 3, 4, 5], from: '08:00', to: '17:00' };

describe('the hours of a channel', () => {
  const opens = (hours: Parameters<typeof openFrom>[0], now: number) => openFrom(hours, now, NAIROBI) - now;

  it('are always, unless some are given', () => {
    expect(opens(null, at(28, 3))).toBe(0);
  });

  it('begin the same day, or the next that has some', () => {
    expect(opens(WEEKDAYS, at(27, 8))).toBe(0);
    expect(opens(WEEKDAYS, at(27, 16, 59))).toBe(0);
    expect(opens(WEEKDAYS, at(27, 7, 30))).toBe(30 * 60_000);
    expect(opens(WEEKDAYS, at(27, 17))).toBe((7 + 48 + 8) * 3_600_000);
  });

  it('go over midnight', () => {
    const night = { days: [5], from: '20:00', to: '06:00' };
    expect(opens(night, at(27, 23))).toBe(0);
    expect(opens(night, at(28, 5, 59))).toBe(0);
    expect(opens(night, at(28, 6))).toBeGreaterThan(0);
    expect(opens(night, at(27, 5))).toBe(15 * 3_600_000);
  });
});

describe('a route', () => {
  const alert = (severity: Alert['severity'], labels: Alert['labels'] = {}) => ({ severity, labels }) as Alert;
  const route = (severities: Alert['severity'][], teams: string[] = []) => ({ severities, teams, hours: null });

  it('takes severities and teams, or all', () => {
    expect(isRouted(route([]), alert('info'))).toBe(true);
    expect(isRouted(route(['critical']), alert('info'))).toBe(false);
    expect(isRouted(route([], ['noc']), alert('info', { team: 'noc' }))).toBe(true);
    expect(isRouted(route([], ['noc']), alert('info'))).toBe(false);
  });
});
