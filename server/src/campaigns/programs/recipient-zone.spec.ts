import { describe, expect, it } from '@jest/globals';
import { getAllCountries } from 'countries-and-timezones';
import { recipientZone } from './recipient-zone.js';

describe("a recipient's time zone", () => {
  it.each([
    ['+254712345678', 'Africa/Nairobi'],
    ['+447911123456', 'Europe/London'],
    ['+12125550123', 'America/New_York'],
    ['+14165550123', 'America/Toronto'],
    ['+18765550123', 'America/Jamaica'],
    ['+79161234567', 'Europe/Moscow'],
    ['+77012345678', 'Asia/Almaty'],
    ['+6281234567890', 'Asia/Jakarta'],
    ['+5511961234567', 'America/Sao_Paulo'],
  ])("of %s is that of its country, or of most of its country's people: %s", (number, zone) => {
    expect(recipientZone(number)).toBe(zone);
  });

  it('of a number without a country is UTC', () => {
    expect(recipientZone('+883510001234567')).toBe('UTC');
  });

  it('is known to the clocks of this system, for every country', () => {
    for (const { timezones } of Object.values(getAllCountries())) {
      for (const timeZone of timezones.slice(0, 1)) {
        expect(() => new Intl.DateTimeFormat('en', { timeZone })).not.toThrow();
      }
    }
  });
});
