import { RequestMethod, applyDecorators } from '@nestjs/common';
import { HTTP_CODE_METADATA, METHOD_METADATA } from '@nestjs/common/constants.js';
import { ApiOkResponse, ApiProduces, ApiResponse } from '@nestjs/swagger';
import type { z } from 'zod';
import { Audited } from './audit/audited.js';

/**
 * Says in the API document what a route answers when all is well. It stands above the route's method and code, which it
 * reads.
 */
export const Answers =
  (schema: z.ZodType): MethodDecorator =>
  (target, key, descriptor) =>
    ApiResponse({ status: statusOf(descriptor.value), standardSchema: schema })(target, key, descriptor);

/** The same for a route that answers a file of comma-separated values: who takes one out is written down. */
export const AnswersCsv = () =>
  applyDecorators(ApiProduces('text/csv'), ApiOkResponse({ schema: { type: 'string' } }), Audited());

/** The same for a route that answers another file. @param type its media type */
export const AnswersFile = (type: string) =>
  applyDecorators(ApiProduces(type), ApiOkResponse({ schema: { type: 'string', format: 'binary' } }), Audited());

/** The same for a document to print. */
export const AnswersPdf = () => AnswersFile('application/pdf');

/** What a route of Nest answers with: its own code, or else the one of its method. */
function statusOf(route: unknown): number {
  const method = Reflect.getMetadata(METHOD_METADATA, route as object) as RequestMethod | undefined;
  if (method === undefined) throw new Error('expected @Answers above the decorator of the route');
  const code = Reflect.getMetadata(HTTP_CODE_METADATA, route as object) as number | undefined;
  return code ?? (method === RequestMethod.POST ? 201 : 200);
}
