import { Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { Secrets } from '../../config/secrets.js';
import { Conflict, Unprocessable } from '../errors.js';
import type { Sealer } from '../sealer.js';
import { REMEMBERED_MS, type Remembered, seedOf } from './idempotency.js';
import { IdempotencyRepository } from './idempotency.repository.js';

const SWEEP_MS = 3_600_000;
/** Answers may hold a secret, as that to a new API key does. Those to messages do not, and are kept as they are. */
const SEALED = 'sealed:';

const CUT_OFF =
  'The first request with this Idempotency-Key was cut off: whether it was done is not known. ' +
  'To have it done, perhaps again, use a new key.';

/** The rules of Idempotency-Key: the same key and body give the same answer, another body is refused. */
@Injectable()
export class IdempotencyService implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly logger = new Logger(IdempotencyService.name);
  private readonly sealer: Sealer;
  private timer: NodeJS.Timeout | null = null;
  /** The scopes of the requests that are at work here. */
  private readonly atWork = new Set<string>();

  constructor(
    private readonly repository: IdempotencyRepository,
    secrets: Secrets,
  ) {
    this.sealer = secrets.sealer('signalbox remembered answers');
  }

  onApplicationBootstrap(): void {
    this.timer = setInterval(() => this.sweep(), SWEEP_MS);
  }

  onModuleDestroy(): void {
    if (this.timer) clearInterval(this.timer);
  }

  /** What is kept under the key of a request, before anything of the request is looked at. */
  find({ scope }: Remembered): Promise<Remembered | null> {
    return this.repository.find(scope);
  }

  /**
   * Does work once for a key, and answers the same again; without a key it is done whenever it is asked for.
   * @throws as `replay`, and what the work throws: then it may be tried again
   */
  async once<Answer>(request: Remembered | undefined, status: number, work: () => Promise<Answer>): Promise<Answer> {
    if (!request) return work();
    const earlier = await this.begin(request);
    if (earlier) return this.replay<Answer>(earlier, request.bodyHash);
    try {
      const answer = await work();
      await this.finish(request, status, answer);
      return answer;
    } catch (error) {
      await this.forget(request).catch(() => undefined);
      throw error;
    }
  }

  /**
   * Keeps a request; answers the earlier one of its scope, finished or still at work. One that nobody is at work on any
   * more, because a server's end cut it off or the database was away when it failed, is taken over.
   * @throws Conflict instead of taking over what is done at most once
   */
  async begin(request: Remembered, isAtMostOnce = false): Promise<Remembered | null> {
    const { scope } = request;
    const isFirst = !this.atWork.has(scope);
    this.atWork.add(scope);
    try {
      const earlier = await this.repository.begin(request);
      const isCutOff = earlier !== null && isFirst && isUnfinished(earlier, request);
      if (isCutOff && isAtMostOnce) throw new Conflict(CUT_OFF);
      if (earlier === null || isCutOff) return null;
      if (isFirst) this.atWork.delete(scope);
      return earlier;
    } catch (error) {
      if (isFirst) this.atWork.delete(scope);
      throw error;
    }
  }

  /**
   * The same for work that may be done twice without harm: an unfinished request is taken up again.
   * @returns the answer's, or of the request what its work follows from, which its repetitions have in common
   */
  async resume(request: Remembered): Promise<{ earlier: Remembered } | { earlier: null; seed: string }> {
    const earlier = await this.repository.begin(request);
    if (earlier && !isUnfinished(earlier, request)) return { earlier };
    return { earlier: null, seed: seedOf(earlier ?? request) };
  }

  async finish(request: Remembered, status: number, answer: unknown): Promise<void> {
    await this.repository.finish(request.scope, status, this.seal(request.scope, JSON.stringify(answer ?? null)));
    this.atWork.delete(request.scope);
  }

  async forget(request: Remembered): Promise<void> {
    try {
      await this.repository.forget(request.scope);
    } finally {
      this.atWork.delete(request.scope);
    }
  }

  /** @throws Unprocessable when the body was another; Conflict while the first request is still at work. */
  replay<Answer>(earlier: Remembered, bodyHash: string): Answer {
    if (earlier.bodyHash !== bodyHash) {
      throw new Unprocessable('This Idempotency-Key was used with another body.', [
        { field: 'Idempotency-Key', message: 'expected a new key, or the same body as before' },
      ]);
    }
    if (earlier.answer === null) throw new Conflict('The first request with this Idempotency-Key is still at work.');
    const answer = this.unseal(earlier.scope, earlier.answer);
    if (answer === null) throw new Conflict('The answer was kept under another secret; use a new Idempotency-Key.');
    return JSON.parse(answer) as Answer;
  }

  private seal(scope: string, answer: string): string {
    return SEALED + this.sealer.seal(answer, scope);
  }

  private unseal(scope: string, kept: string): string | null {
    return kept.startsWith(SEALED) ? this.sealer.open(kept.slice(SEALED.length), scope) : kept;
  }

  private sweep(): void {
    this.repository
      .sweep(Date.now() - REMEMBERED_MS)
      .catch((error: unknown) => this.logger.error({ error }, 'old answers could not be forgotten'));
  }
}

const isUnfinished = (earlier: Remembered, request: Remembered): boolean =>
  earlier.answer === null && earlier.bodyHash === request.bodyHash;
