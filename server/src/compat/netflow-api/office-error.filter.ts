import { type ArgumentsHost, Catch, type ExceptionFilter } from '@nestjs/common';
import type { NetflowError } from '@signalbox/contracts/netflow';
import { type Failure, sendFailure } from '../../platform/common/problem.filter.js';
import { JSON_TYPE } from '../message-error.js';
import { netflowError } from './netflow-error.filter.js';

/** What the back office calls otherwise than this API does. */
const NAMES = new Map([
  ['reference', 'reference_number'],
  ['method', 'payment_method'],
  ['lines', 'amount'],
  ['lines.0', 'amount'],
  ['lines.0.unit_price', 'amount'],
  ['lines.0.tax', 'tax'],
]);

/** A failure as the back office's part of this API tells it: of wrong fields the first, as `Email is required`. */
export function officeError(failure: Failure): NetflowError {
  const [first] = failure.status === 400 ? (failure.errors ?? []) : [];
  // A name and a password that do not fit; of a token the document has a sentence of its own.
  if (failure.status === 401 && failure.title !== 'Unauthorized') return { success: false, message: failure.detail };
  if (!first) return netflowError(failure);
  const name = (NAMES.get(first.field) ?? first.field).replaceAll('_', ' ');
  const label = `${name.slice(0, 1).toUpperCase()}${name.slice(1)}`;
  const colon = first.message.endsWith('is required') ? '' : ':';
  return { success: false, message: `${label}${colon} ${first.message}` };
}

@Catch()
export class OfficeErrorFilter implements ExceptionFilter {
  catch(error: unknown, host: ArgumentsHost): void {
    sendFailure(host, error, JSON_TYPE, officeError);
  }
}
