import { describe, expect, it } from 'vitest';
import { bellBadge, bellWords } from './bell';

const told = (critical: number, warning: number, silenced = 0) => ({
  firing: { critical, warning, info: 0 },
  silenced,
});

describe('the bell', () => {
  it.each([
    [null, '?', 'Alerts: not known'],
    [told(0, 0), '', 'Alerts: none fires'],
    [told(0, 0, 2), '', 'Alerts: none fires, 2 silenced'],
    [told(1, 0), '1', 'Alerts: 1 fires'],
    [told(1, 2, 1), '3', 'Alerts: 3 fire, 1 silenced'],
    [told(60, 40), '99+', 'Alerts: 100 fire'],
  ])('of %j shows “%s”, and is called “%s”', (summary, badge, words) => {
    expect([bellBadge(summary), bellWords(summary)]).toEqual([badge, words]);
  });
});
