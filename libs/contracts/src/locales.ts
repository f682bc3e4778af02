/** By whose customs dates, numbers and money are written, by what a person chose: BCP 47, and what each calls itself. */
export const LOCALES = {
  /** As the browser is set. */
  browser: 'As this browser',
  'en-GB': 'English (United Kingdom)',
  'en-US': 'English (United States)',
  'en-KE': 'English (Kenya)',
  'en-UG': 'English (Uganda)',
  'en-TZ': 'English (Tanzania)',
  'en-NG': 'English (Nigeria)',
  'en-ZA': 'English (South Africa)',
  'en-IN': 'English (India)',
  'sw-KE': 'Kiswahili (Kenya)',
  'sw-TZ': 'Kiswahili (Tanzania)',
  'fr-FR': 'Français (France)',
  'fr-CD': 'Français (Congo)',
  'pt-MZ': 'Português (Moçambique)',
  'es-ES': 'Español (España)',
  'de-DE': 'Deutsch (Deutschland)',
  'it-IT': 'Italiano (Italia)',
  'nl-NL': 'Nederlands (Nederland)',
} as const;
export type Locale = keyof typeof LOCALES;
export const LOCALE_NAMES = Object.keys(LOCALES) as Locale[];
