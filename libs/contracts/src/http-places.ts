import { z } from 'zod';

const EXPRESSION = /^\/(.+)\/(i?)$/s;

export interface Expression {
  source: string;
  flags: '' | 'i';
}

/** The expression of a place in slashes; null for a place with dots. Whether it can be used is the server's to say. */
export function expressionOf(place: string): Expression | null {
  const [, source, flags] = EXPRESSION.exec(place) ?? [];
  return source === undefined ? null : { source, flags: flags === 'i' ? 'i' : '' };
}

/**
 * Where something is in an answer: names and numbers with dots (`responses.0.messageid`), or a regular expression in
 * slashes over the text, whose one group it is.
 */
export const place = z
  .string()
  .min(1)
  .max(200)
  .refine(
    (text) => !text.startsWith('/') || expressionOf(text) !== null,
    'expected names with dots, or a regular expression in slashes with one group',
  );

/** The settings that hold places, as far as they do. */
interface WithPlaces {
  answer: { id?: string; code?: string; error?: string };
  report?: { id: string; status: string };
  inbound?: { from: string; text: string; id?: string };
  balance?: { value: string };
}

/** Every place in settings, by its field's name below them. */
export const placesIn = ({ answer, report, inbound, balance }: WithPlaces): { field: string; place: string }[] =>
  [
    { field: 'answer.id', place: answer.id },
    { field: 'answer.code', place: answer.code },
    { field: 'answer.error', place: answer.error },
    { field: 'report.id', place: report?.id },
    { field: 'report.status', place: report?.status },
    { field: 'inbound.from', place: inbound?.from },
    { field: 'inbound.text', place: inbound?.text },
    { field: 'inbound.id', place: inbound?.id },
    { field: 'balance.value', place: balance?.value },
  ].flatMap(({ field, place }) => (place === undefined ? [] : [{ field, place }]));
