import type { ReportCall } from '@signalbox/contracts/bus';
import { Mistake } from '../mistake.js';
import { isObject, parsedJson } from './json.js';
import type { CallReading } from './profile.js';

/**
 * What a provider's call carries: the items of a JSON array, or one item of its query and its body's fields
 * together, JSON or form.
 */
export function itemsOf({ query, content_type, body }: ReportCall): unknown[] {
  const json = /json/i.test(content_type) || /^\s*[[{]/.test(body) ? parsedJson(body) : undefined;
  if (Array.isArray(json)) return json;
  if (isObject(json)) return [{ ...query, ...json }];
  return [{ ...query, ...Object.fromEntries(new URLSearchParams(body)) }];
}

/**
 * What a call's items say. One that cannot be read does not keep the others from being taken.
 * @throws Mistake when none can be read
 */
export function readingsOf(call: ReportCall, read: (item: unknown) => CallReading): CallReading[] {
  const readings: CallReading[] = [];
  let mistake: Mistake | null = null;
  for (const item of itemsOf(call)) {
    try {
      readings.push(read(item));
    } catch (error) {
      if (!(error instanceof Mistake)) throw error;
      mistake ??= error;
    }
  }
  if (readings.length > 0) return readings;
  throw mistake ?? new Mistake('request', 'expected a delivery report or a message, got an empty list');
}
