import { AsyncLocalStorage } from 'node:async_hooks';
import { type Remembered, bodyHashOf } from './idempotency.js';

const request = new AsyncLocalStorage<string>();

/** Runs the work of a request that has an Idempotency-Key. */
export const forRequest = <T>({ scope, bodyHash }: Remembered, work: () => T): T =>
  request.run(bodyHashOf([scope, bodyHash]), work);

/**
 * What stands for something that the request under way does, whatever becomes of its answer: the same for its repetitions.
 * A server can die between a commit and the keeping of the answer. To be asked before the transaction, which has another
 * context. @param what tells apart what one request does. @returns up to 64 characters; undefined without a key
 */
export function onceKey(what: string): string | undefined {
  const key = request.getStore();
  return key === undefined ? undefined : `${what}:${key}`;
}
