import { computed, inject, signal } from '@angular/core';
import { form, maxLength, pattern, required, validate } from '@angular/forms/signals';
import type { NewPair, Pair } from '@signalbox/contracts/pairs';
import { codeOf, countries, countriesLike } from '../core/country';
import { Submission } from '../core/form-errors';
import { orNone } from '../core/or-none';
import { PairsApi } from './pairs.api';
import { notPrefixes, prefixesOf } from './prefixes';

export interface PairFields {
  /** A country's code, or what was typed in its stead. */
  country: string;
  operator: string;
  mcc: string;
  mnc: string;
  prefixes: string;
  high: boolean;
  rest: boolean;
  active: boolean;
  codes: boolean;
}

const fieldsOf = (pair: Pair | null): PairFields => ({
  country: pair?.country ?? '',
  operator: pair?.operator ?? '',
  mcc: pair?.mcc ?? '',
  mnc: pair?.mnc ?? '',
  prefixes: pair?.prefixes.join(' ') ?? '',
  high: pair?.is_high_priority ?? false,
  rest: pair?.takes_rest ?? false,
  active: pair?.active ?? true,
  codes: pair?.short_codes ?? false,
});

/** The form as the API takes it; `country` is a code by now. */
export const pairOf = (fields: PairFields, country: string): NewPair => ({
  country,
  operator: fields.operator.trim(),
  mcc: orNone(fields.mcc),
  mnc: orNone(fields.mnc),
  prefixes: prefixesOf(fields.prefixes),
  is_high_priority: fields.high,
  takes_rest: fields.rest,
  active: fields.active,
  short_codes: fields.codes,
});

export type PairDraft = ReturnType<typeof pairDraft>;

/** The form of a pair, of a new one with null, and what becomes of it. To be made in an injection context. */
export function pairDraft(pair: Pair | null, stored: (pair: Pair) => void) {
  const api = inject(PairsApi);
  const all = countries();
  const fields = signal(fieldsOf(pair));
  const submission = new Submission();
  /** A code of a pair that is there already may be one the browser does not know. */
  const code = (text: string): string | null => codeOf(text, all) ?? (text === pair?.country ? text : null);
  const save = (): Promise<Pair> => {
    const change = pairOf(fields(), code(fields().country) ?? '');
    return pair === null ? api.create(change) : api.change(pair.id, change);
  };
  const tree = form(
    fields,
    (path) => {
      required(path.country, { message: 'Choose the country' });
      validate(path.country, ({ value }) =>
        value() === '' || code(value()) !== null
          ? undefined
          : { kind: 'country', message: 'Choose a country of the list' },
      );
      required(path.operator, { message: 'Enter the operator' });
      maxLength(path.operator, 64, { message: 'At most 64 characters' });
      pattern(path.mcc, /^\d{3}$/, { message: '3 digits' });
      pattern(path.mnc, /^\d{2,3}$/, { message: '2 or 3 digits' });
      validate(path.prefixes, ({ value }) => {
        const prefixes = prefixesOf(value());
        const [wrong] = notPrefixes(prefixes);
        if (wrong !== undefined) {
          return { kind: 'prefix', message: `${wrong}: expected 1 to 15 digits, the calling code first` };
        }
        return prefixes.length > 500 ? { kind: 'prefix', message: 'At most 500 prefixes' } : undefined;
      });
    },
    {
      submission: {
        action: ({ high, rest, codes, ...same }) =>
          submission.run(
            async () => stored(await save()),
            () => ({ ...same, is_high_priority: high, takes_rest: rest, short_codes: codes }),
          ),
      },
    },
  );
  return {
    form: tree,
    submission,
    suggested: computed(() => countriesLike(fields().country, all)),
    /** How many prefixes are written. */
    count: computed(() => prefixesOf(fields().prefixes).length),
  };
}
