import { UseInterceptors } from '@nestjs/common';
import { IdempotencyInterceptor } from './idempotency.interceptor.js';

/**
 * The writes of this controller, or this one, take Idempotency-Key. Not global: an interceptor costs more than all the
 * rest of the road to a handler, and the routes that accept messages keep their answers with the messages.
 */
export const IdempotentWrites = () => UseInterceptors(IdempotencyInterceptor);
