import { describe, expect, it } from 'vitest';
import { settingsOf } from '../../testing/general-settings';
import { NUMBERS, TEXTS, changeOf, fieldsOf, openNames, wrongNumber, wrongText } from './general-fields';
import { SECTIONS, hintOf, wordsOf, type Setting } from './general-words';

const settings = settingsOf({ default_country: 'UG' });
const shown = SECTIONS.flatMap((section) => section.settings);
const settingOf = (name: string): Setting => {
  const found = shown.find((one) => one.name === name);
  if (found === undefined) throw new Error(`There is no ${name}`);
  return found;
};

describe('what the form says of the installation', () => {
  it('asks for every setting, once', () => {
    const names = shown.map(({ name }) => name).sort();
    expect(names).toEqual(Object.keys(settings.values).sort());
    expect(names).toEqual([...TEXTS, ...NUMBERS].sort());
  });

  it('names what is another than before, as the server takes it', () => {
    const fields = fieldsOf(settings);
    expect(changeOf(fields, settings)).toEqual({});
    const change = { default_country: 'tanzania', smart_encoding: 'true', company_name: ' Acme ', stop_answer: '' };
    expect(changeOf({ ...fields, ...change, retention_texts_days: 30 }, settings)).toEqual({
      default_country: 'TZ',
      smart_encoding: true,
      company_name: 'Acme',
      stop_answer: '',
      retention_texts_days: 30,
    });
  });

  it('leaves out what the environment sets', () => {
    const given = { ...settings, from_environment: { time_zone: 'TIME_ZONE' } };
    expect(changeOf({ ...fieldsOf(given), time_zone: 'UTC' }, given)).toEqual({});
    expect(openNames(given, ['time_zone', 'stop_words'])).toEqual(['stop_words']);
  });

  it.each([
    ['company_name', ' ', 'Enter the name'],
    ['company_name', 'a'.repeat(121), 'At most 120 characters'],
    ['default_country', 'Atlantis', 'Choose a country of the list'],
    ['default_country', 'Kenya', null],
    ['default_country', 'KE', null],
    ['time_zone', 'recipient', 'Expected a time zone such as Africa/Nairobi'],
    ['time_zone', 'Africa/Nairobi', null],
    ['stop_words', 'a'.repeat(1001), 'At most 1,000 characters'],
    ['start_answer', 'a'.repeat(321), 'At most 320 characters'],
    ['stop_answer', '', null],
  ] as const)('says of %s %j: %s', (name, text, wrong) => expect(wrongText(name, text)).toBe(wrong));

  it.each([
    ['retention_messages_days', null, null],
    ['retention_messages_days', 6, 'Expected a whole number from 7 to 3,650'],
    ['retention_texts_days', 7.5, 'Expected a whole number from 7 to 3,650'],
    ['send_rate_per_minute', null, null],
    ['sign_in_rate_per_minute', null, 'Expected a whole number from 1 to 1,000,000'],
    ['sign_in_rate_per_minute', 10, null],
  ] as const)('says of %s %s: %s', (name, value, wrong) => expect(wrongNumber(name, value)).toBe(wrong));

  it('has words for each value, and says what is usual where something else is set', () => {
    expect(wordsOf(settingOf('default_country'), 'KE')).toBe('Kenya');
    expect(wordsOf(settingOf('retention_texts_days'), null)).toBe('for good');
    expect(wordsOf(settingOf('smart_encoding'), true)).toBe('Where they save a part');
    expect(wordsOf(settingOf('stop_answer'), '')).toBe('none');
    expect(hintOf(settingOf('default_country'), settings)).toBe(
      'Of numbers without a country’s code; by default Kenya',
    );
    expect(hintOf(settingOf('time_zone'), settings)).toBe('Whose days and hours count');
  });
});
