import type { GeneralSetting, GeneralSettings, GeneralValues } from '@signalbox/contracts/general-settings';
import { countries } from '../core/country';
import type { Choice } from '../ui/choice-field';
import { countText } from '../ui/count';
import type { NumberName, TextName } from './general-fields';

interface Said {
  label: string;
  hint?: string;
}
type Text = Said & { kind: 'text'; name: TextName; rows?: number };
type Chosen = Said & { kind: 'suggest' | 'choice'; name: TextName; choices: readonly Choice[] };
type Counted = Said & { kind: 'number'; name: NumberName; none?: string };
/** A setting as the form asks for it. */
export type Setting = Text | Chosen | Counted;

export interface Section {
  id: string;
  title: string;
  lead?: string;
  settings: readonly Setting[];
}

const ZONES = ['UTC', ...Intl.supportedValuesOf('timeZone').filter((name) => name !== 'UTC')];
const COMMAS = 'With commas between; a message that is one of them and nothing else';

const FOR_GOOD = { hint: 'Empty is for good', none: 'for good' };

/** All settings, in the order of the page. */
export const SECTIONS: readonly Section[] = [
  {
    id: 'names',
    title: 'Names',
    settings: [
      { kind: 'text', name: 'company_name', label: 'Business', hint: 'Until the business settings say who writes' },
    ],
  },
  {
    id: 'places',
    title: 'Country and clock',
    settings: [
      {
        kind: 'suggest',
        name: 'default_country',
        label: 'Country',
        hint: 'Of numbers without a country’s code',
        choices: countries().map(({ code, name }) => ({ value: code, label: name })),
      },
      {
        kind: 'suggest',
        name: 'time_zone',
        label: 'Time zone',
        hint: 'Whose days and hours count',
        choices: ZONES.map((name) => ({ value: name, label: name })),
      },
    ],
  },
  {
    id: 'opt-outs',
    title: 'Opting out by SMS',
    lead: 'Whoever sends such a word gets nothing more, until they send one of the others.',
    settings: [
      { kind: 'text', name: 'stop_words', label: 'Words for STOP', hint: COMMAS, rows: 2 },
      { kind: 'text', name: 'stop_answer', label: 'The answer to them', hint: 'Empty is none', rows: 2 },
      { kind: 'text', name: 'start_words', label: 'Words for START', hint: COMMAS, rows: 2 },
      { kind: 'text', name: 'start_answer', label: 'The answer to those', hint: 'Empty is none', rows: 2 },
    ],
  },
  {
    id: 'retention',
    title: 'How long messages are kept',
    lead: 'Each night what is over for longer goes, for good. Figures stay, and lead to no lists any more.',
    settings: [
      { kind: 'number', name: 'retention_texts_days', label: 'Texts, in days', ...FOR_GOOD },
      { kind: 'number', name: 'retention_messages_days', label: 'Messages, in days', ...FOR_GOOD },
    ],
  },
  {
    id: 'registration',
    title: 'Registration',
    settings: [
      {
        kind: 'choice',
        name: 'registration',
        label: 'Accounts',
        hint: 'They have role user',
        choices: [
          { value: 'open', label: 'Anybody may make one' },
          { value: 'closed', label: 'Only admins make them' },
        ],
      },
    ],
  },
  {
    id: 'limits',
    title: 'Limits and texts',
    settings: [
      {
        kind: 'number',
        name: 'send_rate_per_minute',
        label: 'Requests to send a minute',
        hint: 'Of an API key or account; empty is any',
        none: 'without limit',
      },
      {
        kind: 'number',
        name: 'sign_in_rate_per_minute',
        label: 'Failed sign-ins a minute',
        hint: 'Of an address; registrations count, too',
      },
      {
        kind: 'choice',
        name: 'smart_encoding',
        label: 'Plain characters',
        hint: 'In place of curly quotes, long dashes and the like',
        choices: [
          { value: 'true', label: 'Where they save a part' },
          { value: 'false', label: 'Where a message asks for them' },
        ],
      },
    ],
  },
];

/** A value as people read it. */
export function wordsOf(setting: Setting, value: GeneralValues[GeneralSetting]): string {
  if (value === null) return setting.kind === 'number' ? (setting.none ?? 'none') : 'none';
  if (value === '') return 'none';
  const text = String(value);
  if (setting.kind === 'suggest' || setting.kind === 'choice') {
    return setting.choices.find((choice) => choice.value === text)?.label ?? text;
  }
  return typeof value === 'number' ? countText(value) : text;
}

/** Longer ones are no hint. */
const LONGEST_HINT = 40;

/** What a setting is about, and what it is when nobody sets it, where somebody has. */
export function hintOf(setting: Setting, { values, defaults }: GeneralSettings): string {
  const { hint = '', name } = setting;
  const usual = wordsOf(setting, defaults[name]);
  if (values[name] === defaults[name] || usual.length > LONGEST_HINT) return hint;
  return [hint, `by default ${usual}`].filter(Boolean).join('; ');
}
