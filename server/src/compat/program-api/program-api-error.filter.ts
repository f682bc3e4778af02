import { type ArgumentsHost, Catch, type ExceptionFilter } from '@nestjs/common';
import type { ProgramApiError } from '@signalbox/contracts/program-api';
import { type Failure, sendFailure } from '../../platform/common/problem.filter.js';
import { JSON_TYPE, messageError } from '../message-error.js';

const NAMES = new Map([
  ['name', 'pair_name'],
  ['active', 'active_status'],
  ['file', 'number_list'],
  ['number_list_id', 'number_list'],
]);

export const programApiError = (failure: Pick<Failure, 'status' | 'errors' | 'detail' | 'more'>): ProgramApiError =>
  messageError(failure, NAMES);

/** Every error of the program API as `{"message": "..."}`, with the fields that were wrong. */
@Catch()
export class ProgramApiErrorFilter implements ExceptionFilter {
  catch(error: unknown, host: ArgumentsHost): void {
    sendFailure(host, error, JSON_TYPE, programApiError);
  }
}
