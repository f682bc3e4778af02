import type { GeneralSettings, GeneralValues } from '@signalbox/contracts/general-settings';

const DEFAULTS: GeneralValues = {
  company_name: 'Signalbox',
  default_country: 'KE',
  time_zone: 'Africa/Nairobi',
  registration: 'closed',
  stop_words: 'STOP, ACHA',
  start_words: 'START',
  stop_answer: 'You get no more messages.',
  start_answer: '',
  smart_encoding: false,
  send_rate_per_minute: null,
  sign_in_rate_per_minute: 10,
  retention_texts_days: null,
  retention_messages_days: null,
};

/** The settings of an installation in which nobody set anything, unless told otherwise. */
export const settingsOf = (values: Partial<GeneralValues> = {}): GeneralSettings => ({
  version: 3,
  values: { ...DEFAULTS, ...values },
  defaults: DEFAULTS,
  from_environment: {},
});
