import { afterEach, describe, expect, it } from 'vitest';
import { countText, tenthText } from '../ui/count';
import { moneyText } from '../ui/office/money';
import { sizeText } from '../ui/size';
import { relativeTime, utcTime } from '../ui/time';
import { dates, numbers, writeBy } from './locale';

afterEach(() => writeBy(null));
const plain = (text: string): string => text.replaceAll(/\s/g, ' ');
const texts = () => [utcTime('2026-11-30T13:05:09Z'), countText(1_234_567), moneyText(1234.5, 'KES')].map(plain);

describe('what dates, numbers and money are written by', () => {
  it('is the console’s own until somebody chose, and follows the choice', () => {
    expect(texts()).toEqual(['30 Nov 2026, 13:05:09 UTC', '1,234,567', 'KES 1,234.50']);
    writeBy('de-DE');
    expect(texts()).toEqual(['30. Nov. 2026, 13:05:09 UTC', '1.234.567', 'KES 1.234,50']);
    writeBy('fr-FR');
    expect(texts()).toEqual(['30 nov. 2026, 13:05:09 UTC', '1 234 567', 'KES 1 234,50']);
    writeBy('en-US');
    expect(texts()[0]).toContain('Nov 30, 2026');
  });

  it('is what distances in time and broken numbers follow, too', () => {
    const five = 5 * 60_000;
    const all = () => [relativeTime(0, five), relativeTime(0, 0), tenthText(2.25), sizeText(1_440_000)].map(plain);
    expect(all()).toEqual(['5 min. ago', 'now', '2.3', '1.4 MB']);
    writeBy('de-DE');
    expect(all()).toEqual(['vor 5 Min.', 'jetzt', '2,3', '1,4 MB']);
    writeBy('fr-CD');
    expect(all()).toEqual(['il y a 5 min', 'maintenant', '2,3', '1,4 MB']);
  });

  it('is the browser’s where somebody wants that, and each format is made once', () => {
    writeBy('browser');
    const own = new Intl.DateTimeFormat().resolvedOptions().locale;
    const format = dates({ day: 'numeric' });
    expect(format().resolvedOptions().locale).toBe(own);
    expect(format()).toBe(format());
    expect(numbers()().format(1)).toBe(new Intl.NumberFormat().format(1));
  });
});
