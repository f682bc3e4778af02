import type { ProgramApiError } from '@signalbox/contracts/program-api';
import { type Failure, wordOf } from '../platform/common/problem.filter.js';

export const JSON_TYPE = 'application/json; charset=utf-8';

/**
 * A failure as the program API and the country-operator API tell it: the fields with what was expected of them, else
 * what went wrong.
 * @param names what the features call otherwise than the API does
 */
export function messageError(
  failure: Pick<Failure, 'status' | 'errors' | 'detail' | 'more'>,
  names: ReadonlyMap<string, string>,
): ProgramApiError {
  const { status, errors, detail } = failure;
  const fields = errors?.map(({ field, message }) => ({ field: names.get(field) ?? (field || 'body'), message }));
  const listed = fields?.map(({ field, message }) => `${field}: ${message}`).join('; ');
  const named = listed === undefined ? undefined : `${listed}${wordOf(failure)}`;
  const message = named === undefined ? detail : status === 400 ? named : `${detail} (${named})`;
  return { success: false, message, error: message, ...(fields && { errors: fields }) };
}
