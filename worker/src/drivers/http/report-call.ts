import type { ReportCall } from '@signalbox/contracts/bus';
import { isObject, parsedJson } from './json.js';

/**
 * What a delivery report over HTTP carries: the items of a JSON array, or one item of its query and its body's fields
 * together, JSON or form.
 */
export function itemsOf({ query, content_type, body }: ReportCall): unknown[] {
  const json = /json/i.test(content_type) || /^\s*[[{]/.test(body) ? parsedJson(body) : undefined;
  if (Array.isArray(json)) return json;
  if (isObject(json)) return [{ ...query, ...json }];
  return [{ ...query, ...Object.fromEntries(new URLSearchParams(body)) }];
}
