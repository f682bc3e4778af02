import { type ArgumentsHost, Catch, type ExceptionFilter } from '@nestjs/common';
import type { NetflowError } from '@signalbox/contracts/netflow';
import { type Failure, sendFailure, wordOf } from '../../platform/common/problem.filter.js';
import { JSON_TYPE } from '../message-error.js';

/** What the features call otherwise than this API does. */
const NAMES = new Map([
  ['text', 'message'],
  ['sender', 'shortcode'],
  ['secrets.api_key', 'apiKey'],
  ['settings.partner_id', 'partnerId'],
  ['settings.send_url', 'customApiUrl'],
  ['settings.base_url', 'customApiUrl'],
]);

/** A failure in this API's form: a sentence for people. */
export function netflowError(failure: Pick<Failure, 'status' | 'detail' | 'errors' | 'more'>): NetflowError {
  const { status, detail, errors } = failure;
  if (status === 401) return { success: false, message: 'Unauthorized - Invalid or expired token' };
  if (status === 500) return { success: false, message: 'An unexpected error occurred' };
  const fields = status === 400 ? errors?.map(({ field, message }) => sentence(field, message)) : undefined;
  return { success: false, message: fields ? `${fields.join('; ')}${wordOf(failure)}` : detail };
}

/** `to is required`, but `to: expected …`; `to.2` is one of the recipients. */
function sentence(field: string, message: string): string {
  const name = NAMES.get(field) ?? (field.replace(/\.\d+$/, '') || 'body');
  return message.startsWith('expected') ? `${name}: ${message}` : `${name} ${message}`;
}

/** Every error of the NetFlow API as `{"success": false, "message": "..."}`. */
@Catch()
export class NetflowErrorFilter implements ExceptionFilter {
  catch(error: unknown, host: ArgumentsHost): void {
    sendFailure(host, error, JSON_TYPE, netflowError);
  }
}
