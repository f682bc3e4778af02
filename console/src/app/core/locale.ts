import { signal } from '@angular/core';
import type { Locale } from '@signalbox/contracts/locales';

const chosen = signal<Locale | null>(null);

/** By whose customs dates, distances in time, numbers and money are written; null is the console's own. It follows who is signed in. */
export const writeBy = (locale: Locale | null): void => chosen.set(locale);

/** For `Intl`. @param usual what it is until somebody chose; undefined is the browser's */
const localeOr = (usual: string): string | undefined => {
  const locale = chosen();
  return locale === 'browser' ? undefined : (locale ?? usual);
};

/** A format of the locale, made once for each; read where a text is made, so that texts follow the choice. */
function following<Format>(usual: string, make: (locale: string | undefined) => Format): () => Format {
  const made = new Map<string | undefined, Format>();
  return () => {
    const locale = localeOr(usual);
    const format = made.get(locale) ?? make(locale);
    made.set(locale, format);
    return format;
  };
}

/** Dates and times as people here write them: "22 Nov 2026". */
export const dates = (options: Intl.DateTimeFormatOptions): (() => Intl.DateTimeFormat) =>
  following('en-GB', (locale) => new Intl.DateTimeFormat(locale, options));

/** Numbers: "1,234". */
export const numbers = (options: Intl.NumberFormatOptions = {}): (() => Intl.NumberFormat) =>
  following('en', (locale) => new Intl.NumberFormat(locale, options));

/** Distances in time: "5 min. ago". */
export const distances = (options: Intl.RelativeTimeFormatOptions = {}): (() => Intl.RelativeTimeFormat) =>
  following('en', (locale) => new Intl.RelativeTimeFormat(locale, options));
