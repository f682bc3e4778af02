import type { Remembered } from './idempotency.js';

/** Answers kept under callers' keys. */
export abstract class IdempotencyRepository {
  /** What is kept in a scope. */
  abstract find(scope: string): Promise<Remembered | null>;
  /** Keeps the request, or answers what was kept before in its scope. */
  abstract begin(request: Remembered): Promise<Remembered | null>;
  abstract finish(scope: string, status: number, answer: string): Promise<void>;
  /** Forgets a request that failed, so that it may be tried again. */
  abstract forget(scope: string): Promise<void>;
  abstract sweep(before: number): Promise<void>;
}
