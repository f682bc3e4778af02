import { type ArgumentsHost, Catch, type ExceptionFilter } from '@nestjs/common';
import type { GatewayError } from '@signalbox/contracts/gateway';
import { type Failure, sendFailure, wordOf } from '../../platform/common/problem.filter.js';

/** What the features call otherwise than this API does. */
const NAMES = new Map([
  ['to', 'recipient'],
  ['text', 'message'],
  ['identifier', 'username'],
]);

/** A failure in this API's form: the fields with what was expected of them, else what went wrong. */
export function gatewayError(failure: Pick<Failure, 'errors' | 'detail' | 'more'>): GatewayError {
  const { errors, detail } = failure;
  const fields = errors?.map(({ field, message }) => `${NAMES.get(field) ?? (field || 'body')}: ${message}`);
  const error = fields ? `${fields.join('; ')}${wordOf(failure)}` : detail;
  return { message: error, error };
}

/** Every error of the gateway API as `{"message": "...", "error": "..."}`. */
@Catch()
export class GatewayErrorFilter implements ExceptionFilter {
  catch(error: unknown, host: ArgumentsHost): void {
    sendFailure(host, error, 'application/json; charset=utf-8', gatewayError);
  }
}
