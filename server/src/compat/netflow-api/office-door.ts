import { UseFilters, UseInterceptors, applyDecorators } from '@nestjs/common';
import { ApiDefaultResponse, ApiTags } from '@nestjs/swagger';
import { NetflowError } from '@signalbox/contracts/netflow';
import { netflowAnswer } from '@signalbox/contracts/office/netflow-answers';
import type { z } from 'zod';
import { Answers } from '../../platform/common/answers.js';
import { IdempotentWrites } from '../../platform/common/idempotency/idempotency.interceptor.js';
import { EnvelopeInterceptor } from './envelope.interceptor.js';
import { OfficeErrorFilter } from './office-error.filter.js';

/** A controller of the back office in this API's shape. The envelope is inside: what is remembered of a write has it. */
export const OfficeDoor = () =>
  applyDecorators(
    ApiTags('NetFlow API'),
    ApiDefaultResponse({ standardSchema: NetflowError }),
    UseFilters(OfficeErrorFilter),
    IdempotentWrites(),
    UseInterceptors(EnvelopeInterceptor),
  );

/** As `Answers`, in the envelope. */
export const OfficeAnswers = (data: z.ZodType): MethodDecorator => Answers(netflowAnswer(data));
