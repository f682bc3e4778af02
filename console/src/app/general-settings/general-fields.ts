import type { GeneralSetting, GeneralSettings, GeneralValues } from '@signalbox/contracts/general-settings';
import { isTimeZone } from '@signalbox/contracts/rules';
import { codeOf, countries } from '../core/country';
import { countText } from '../ui/count';

/** What is a number, or none. */
export const NUMBERS = [
  'retention_texts_days',
  'retention_messages_days',
  'send_rate_per_minute',
  'sign_in_rate_per_minute',
] as const satisfies readonly GeneralSetting[];
export type NumberName = (typeof NUMBERS)[number];

/** What is written, or chosen by a word. */
export const TEXTS = [
  'company_name',
  'default_country',
  'time_zone',
  'stop_words',
  'stop_answer',
  'start_words',
  'start_answer',
  'registration',
  'smart_encoding',
] as const satisfies readonly GeneralSetting[];
export type TextName = (typeof TEXTS)[number];

export type GeneralFields = Record<TextName, string> & Record<NumberName, number | null>;

const COUNTRIES = countries();
const [LONGEST_NAME, LONGEST_WORDS, LONGEST_ANSWER] = [120, 1000, 320];
const SPANS: Readonly<Record<NumberName, { from: number; to: number; none: boolean }>> = {
  // Reports come late: what is younger than a week may still change.
  retention_texts_days: { from: 7, to: 3650, none: true },
  retention_messages_days: { from: 7, to: 3650, none: true },
  send_rate_per_minute: { from: 1, to: 1_000_000, none: true },
  sign_in_rate_per_minute: { from: 1, to: 1_000_000, none: false },
};

export const fieldsOf = ({ values }: GeneralSettings): GeneralFields => ({
  ...values,
  smart_encoding: String(values.smart_encoding),
});

/** A country by its code or its name; one that is set already may be one the browser does not know. */
const country = (text: string): string | null => codeOf(text, COUNTRIES) ?? (/^[A-Z]{2}$/.test(text) ? text : null);

function valueOf(name: GeneralSetting, fields: GeneralFields): GeneralValues[GeneralSetting] {
  const value = fields[name];
  if (typeof value !== 'string') return value;
  if (name === 'smart_encoding') return value === 'true';
  return name === 'default_country' ? (country(value) ?? value) : value.trim();
}

/** What the form says that was said otherwise before, but for what the environment sets. */
export function changeOf(fields: GeneralFields, settings: GeneralSettings): Partial<GeneralValues> {
  const before = fieldsOf(settings);
  const changed = openNames(settings, [...TEXTS, ...NUMBERS]).filter((name) => fields[name] !== before[name]);
  return Object.fromEntries(changed.map((name) => [name, valueOf(name, fields)]));
}

/** Those of the settings that can be set here. */
export const openNames = <Name extends GeneralSetting>(
  { from_environment: given }: GeneralSettings,
  names: readonly Name[],
): Name[] => names.filter((name) => !(name in given));

const longerThan = (text: string, most: number): string | null =>
  text.trim().length > most ? `At most ${countText(most)} characters` : null;

/** What is wrong with a text, as the server would say; null where nothing is. */
export function wrongText(name: TextName, text: string): string | null {
  switch (name) {
    case 'company_name':
      return text.trim() === '' ? 'Enter the name' : longerThan(text, LONGEST_NAME);
    case 'default_country':
      return country(text) === null ? 'Choose a country of the list' : null;
    case 'time_zone': {
      const zone = text.trim();
      return zone !== 'recipient' && isTimeZone(zone) ? null : 'Expected a time zone such as Africa/Nairobi';
    }
    case 'stop_words':
    case 'start_words':
      return longerThan(text, LONGEST_WORDS);
    case 'stop_answer':
    case 'start_answer':
      return longerThan(text, LONGEST_ANSWER);
    default:
      return null;
  }
}

/** The same of a number. */
export function wrongNumber(name: NumberName, value: number | null): string | null {
  const { from, to, none } = SPANS[name];
  if (value === null && none) return null;
  const isFine = value !== null && Number.isInteger(value) && value >= from && value <= to;
  return isFine ? null : `Expected a whole number from ${from} to ${countText(to)}`;
}
