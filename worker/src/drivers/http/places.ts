import { expressionOf } from '@signalbox/contracts/http-places';
import { Pattern } from '@signalbox/patterns/pattern';
import { isObject, textOf } from './json.js';

/** An answer or a report: its text, and what it is as JSON or as fields. */
export interface Document {
  text: string;
  value: unknown;
}

/** Finds what is in a place, as text; null when there is nothing. A name `*` stands for each item of a list. */
export type Find = (document: Document) => string | null;
export type FindAll = (document: Document) => (string | null)[];

/** Reads a place once; see `place` of the contracts for what one is. @throws PatternError for an expression not taken */
export function finderOf(place: string): Find {
  const all = allFinderOf(place);
  return (document) => all(document)[0] ?? null;
}

/** The same for a place that may name many. @throws PatternError */
export function allFinderOf(place: string): FindAll {
  const expression = expressionOf(place);
  if (expression) {
    const pattern = Pattern.of(expression.source, expression.flags);
    return ({ text }) => [textOf(pattern.find(text))];
  }
  const names = place.split('.');
  return ({ value }) => walk([value], names).map(textOf);
}

function walk(values: unknown[], [name, ...rest]: string[]): unknown[] {
  if (name === undefined) return values;
  return walk(
    values.flatMap((value) => {
      if (name === '*') return Array.isArray(value) ? (value as unknown[]) : [];
      return [childOf(value, name)];
    }),
    rest,
  );
}

function childOf(value: unknown, name: string): unknown {
  if (Array.isArray(value)) return /^\d+$/.test(name) ? (value as unknown[])[Number(name)] : undefined;
  return isObject(value) && Object.hasOwn(value, name) ? value[name] : undefined;
}
