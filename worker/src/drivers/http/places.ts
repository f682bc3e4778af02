import { expressionOf } from '@signalbox/contracts/http-templates';
import { isObject, textOf } from './json.js';

/** An answer or a report: its text, and what it is as JSON or as fields. */
export interface Document {
  text: string;
  value: unknown;
}

/** Expressions are an admin's and texts are a stranger's: what is further down is not searched. */
const SEARCHED = 64 * 1024;

/** Finds what is in a place, as text; null when there is nothing. A name `*` stands for each item of a list. */
export type Find = (document: Document) => string | null;
export type FindAll = (document: Document) => (string | null)[];

/** Reads a place once; see `place` of the contracts for what one is. */
export function finderOf(place: string): Find {
  const all = allFinderOf(place);
  return (document) => all(document)[0] ?? null;
}

/** The same for a place that may name many. */
export function allFinderOf(place: string): FindAll {
  const expression = expressionOf(place);
  if (expression) return ({ text }) => [textOf(expression.exec(text.slice(0, SEARCHED))?.[1])];
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
