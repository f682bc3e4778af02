import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { Conflict, Unprocessable } from '../common/errors.js';
import type { Remembered } from './idempotency.js';
import { IdempotencyRepository } from './idempotency.repository.js';

/** The rules of Idempotency-Key: the same key and body give the same answer, another body is refused. */
@Injectable()
export class IdempotencyService implements OnApplicationBootstrap {
  constructor(private readonly repository: IdempotencyRepository) {}

  /** Requests that a server's end cut off may be repeated. */
  onApplicationBootstrap(): Promise<void> {
    return this.repository.forgetUnfinished();
  }

  /** Keeps a request; answers the earlier one of its scope, finished or not. */
  begin(request: Remembered): Promise<Remembered | null> {
    return this.repository.begin(request);
  }

  /** The same for work that may be done twice without harm: an unfinished request is taken up again. */
  async resume(request: Remembered): Promise<Remembered | null> {
    const earlier = await this.repository.begin(request);
    return earlier?.bodyHash === request.bodyHash && earlier.answer === null ? null : earlier;
  }

  async finish(request: Remembered, status: number, answer: unknown): Promise<void> {
    await this.repository.finish(request.scope, status, JSON.stringify(answer ?? null));
  }

  forget(request: Remembered): Promise<void> {
    return this.repository.forget(request.scope);
  }

  /** @throws Unprocessable when the body was another; Conflict while the first request is still at work. */
  replay<Answer>(earlier: Remembered, bodyHash: string): Answer {
    if (earlier.bodyHash !== bodyHash) {
      throw new Unprocessable('This Idempotency-Key was used with another body.', [
        { field: 'Idempotency-Key', message: 'expected a new key, or the same body as before' },
      ]);
    }
    if (earlier.answer === null) throw new Conflict('The first request with this Idempotency-Key is still at work.');
    return JSON.parse(earlier.answer) as Answer;
  }
}
