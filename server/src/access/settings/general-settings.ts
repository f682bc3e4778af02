import { type GeneralSetting, GeneralValues } from '@signalbox/contracts/general-settings';
import type { Config, Environment } from '../../platform/config/config.js';

/** The environment variable that a setting has its default of, and that wins where it is set. */
export const VARIABLES = {
  company_name: 'COMPANY_NAME',
  default_country: 'DEFAULT_COUNTRY',
  time_zone: 'TIME_ZONE',
  registration: 'REGISTRATION',
  stop_words: 'STOP_WORDS',
  start_words: 'START_WORDS',
  stop_answer: 'STOP_ANSWER',
  start_answer: 'START_ANSWER',
  smart_encoding: 'SMART_ENCODING',
  send_rate_per_minute: 'SEND_RATE_PER_MINUTE',
  sign_in_rate_per_minute: 'SIGN_IN_RATE_PER_MINUTE',
  retention_texts_days: 'RETENTION_TEXTS_DAYS',
  retention_messages_days: 'RETENTION_MESSAGES_DAYS',
} as const satisfies Record<GeneralSetting, keyof Environment>;

const NAMES = Object.keys(VARIABLES) as GeneralSetting[];

type Readable = Pick<Config, 'own' | 'given'>;

/** What each setting is when nobody sets it here. */
export function defaultsOf({ own }: Readable): GeneralValues {
  const registration = own.REGISTRATION ?? (own.NODE_ENV === 'production' ? 'closed' : 'open');
  const values = NAMES.map((name) => [name, own[VARIABLES[name]] ?? null]);
  return { ...(Object.fromEntries(values) as GeneralValues), registration };
}

/** The variables that are set, by the settings that they win over. */
export const fromEnvironment = ({ given }: Readable): Partial<Record<GeneralSetting, string>> =>
  Object.fromEntries(NAMES.filter((name) => given.has(VARIABLES[name])).map((name) => [name, VARIABLES[name]]));

/** What counts of what was stored: known names, values that are right, none that the environment has set. */
export function countingOf(stored: unknown, config: Readable): Partial<GeneralValues> {
  const given = fromEnvironment(config);
  const values = typeof stored === 'object' && stored !== null ? (stored as Record<string, unknown>) : {};
  const counting = NAMES.filter((name) => !(name in given)).flatMap((name) => {
    // What another version stored may be none to this one: its default counts then.
    const { success, data } = GeneralValues.shape[name].safeParse(values[name]);
    return success && name in values ? [[name, data] as const] : [];
  });
  return Object.fromEntries(counting);
}

/** As the rest of the server asks for it. */
export const asEnvironment = (values: Partial<GeneralValues>): Partial<Environment> =>
  Object.fromEntries(
    Object.entries(values).map(([name, value]) => [VARIABLES[name as GeneralSetting], value ?? undefined]),
  );

/** What is to be stored: what is as its default is left out, so that it follows a new one. */
export function storedOf(values: Partial<GeneralValues>, defaults: GeneralValues): Partial<GeneralValues> {
  const differs = ([name, value]: [string, unknown]): boolean => value !== defaults[name as GeneralSetting];
  return Object.fromEntries(Object.entries(values).filter(differs));
}
