import { DomainError, TooMany } from '../errors.js';

/** Octets that may be in memory at a time, over all callers and of each; how many requests wait for room, and how long. */
export interface BudgetLimits {
  total: number;
  perCaller: number;
  waiting: number;
  waitMs: number;
}

interface Waiter {
  caller: number;
  size: number;
  begin: () => void;
}

const RETRY_AFTER_SECONDS = 2;

/**
 * Shares the memory for large bodies: who finds no room waits for it, unread, first come first served, but that one
 * caller's own excess holds up nobody else.
 */
export class BodyBudget {
  private taken = 0;
  private readonly byCaller = new Map<number, number>();
  private readonly waiters = new Set<Waiter>();

  constructor(private readonly limits: BudgetLimits) {}

  /**
   * Resolves to what gives the room back.
   * @param size octets, at most as much as a caller may have
   * @throws TooMany when the caller's own bodies take the room; DomainError 503 when those of all do
   */
  async take(caller: number, size: number): Promise<() => void> {
    if (!this.fits(caller, size)) await this.wait(caller, size);
    else this.add(caller, size);
    return () => {
      this.add(caller, -size);
      this.letIn();
    };
  }

  private fits(caller: number, size: number): boolean {
    const { total, perCaller } = this.limits;
    return this.taken + size <= total && (this.byCaller.get(caller) ?? 0) + size <= perCaller;
  }

  private add(caller: number, size: number): void {
    this.taken += size;
    const own = (this.byCaller.get(caller) ?? 0) + size;
    if (own === 0) this.byCaller.delete(caller);
    else this.byCaller.set(caller, own);
  }

  private wait(caller: number, size: number): Promise<void> {
    if (this.waiters.size >= this.limits.waiting) throw this.refusal(caller, size);
    return new Promise((resolve, reject) => {
      const waiter = { caller, size, begin: () => (clearTimeout(timer), resolve()) };
      const timer = setTimeout(() => {
        this.waiters.delete(waiter);
        reject(this.refusal(caller, size));
      }, this.limits.waitMs).unref();
      this.waiters.add(waiter);
    });
  }

  private letIn(): void {
    for (const waiter of this.waiters) {
      if (!this.fits(waiter.caller, waiter.size)) continue;
      this.waiters.delete(waiter);
      this.add(waiter.caller, waiter.size);
      waiter.begin();
    }
  }

  private refusal(caller: number, size: number): DomainError {
    if ((this.byCaller.get(caller) ?? 0) + size > this.limits.perCaller) {
      return new TooMany('Too many large requests of yours at once.', RETRY_AFTER_SECONDS);
    }
    const detail = 'Too many large requests at once.';
    return new DomainError(503, 'Service Unavailable', detail, [], RETRY_AFTER_SECONDS);
  }
}
