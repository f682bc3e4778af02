import { describe, expect, it } from '@jest/globals';
import type { Alert } from '../alert.js';
import { type Digest, digestOf, headline, plainText, shortText, telegramHtml } from './digest.js';
import type { NoticeKind } from './notice.js';

const HOUSE = { from: 'Signalbox', link: null };
const row = (id: number, what: NoticeKind = 'firing', fields: Partial<Alert> = {}) => ({
  what,
  alert: {
    id,
    severity: 'warning',
    title: `SIM card ${id} is offline`,
    text: 'No worker has it.',
    firedAt: 0,
    beganAt: 0,
    labels: {},
    fingerprint: 'f',
    ...fields,
  } as Alert,
});
const digest = (rows: ReturnType<typeof row>[], count = rows.length): Digest =>
  digestOf({ rows, count, upTo: 9 }, HOUSE);

describe('what a channel is told at once', () => {
  it('is one line for one alert', () => {
    expect(headline(digest([row(1)]))).toBe('Signalbox: FIRING warning: SIM card 1 is offline');
  });

  it('is a sum for many, and the rest is counted', () => {
    const many = digest([row(1), row(2), row(3, 'resolved')], 10_000);
    expect(headline(many)).toBe('Signalbox: 2 alerts fire, 1 is over, 9997 more');
    expect(plainText(many)).toContain('and 9997 more alerts');
  });

  it('has the worst first, and what is over last; of an alert that did both, that it is over', () => {
    const lines = digest([
      row(1, 'resolved'),
      row(2),
      row(3, 'firing', { severity: 'critical' }),
      row(4),
      row(4, 'resolved'),
    ]);
    expect(lines.lines.map(({ id, what }) => `${id} ${what}`)).toEqual([
      '3 firing',
      '2 firing',
      '1 resolved',
      '4 resolved',
    ]);
  });

  it('is escaped for Telegram, whatever stands in data', () => {
    const html = telegramHtml(digest([row(1, 'firing', { title: '<b>&"x', text: '<a href="http://x">click</a>' })]));
    expect(html).toContain('&lt;b&gt;&amp;"x');
    expect(html).not.toContain('<a');
  });

  it('stays within what Telegram and a phone take', () => {
    const rows = Array.from({ length: 20 }, (_, id) => row(id, 'firing', { text: '<'.repeat(2000) }));
    const html = telegramHtml(digest(rows));
    expect(html.length).toBeLessThanOrEqual(4096);
    expect(html).toMatch(/and \d+ of these/);
    expect(shortText(digest(rows)).length).toBeLessThanOrEqual(300);
  });
});
