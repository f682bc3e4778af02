import { MINUTE } from '../../platform/common/clock.js';
import { TooMany } from '../../platform/common/errors.js';

/** What is known of one address. */
interface Attempts {
  /** When those that count began to count, oldest first; epoch ms. */
  counted: number[];
  running: number;
  waiting: (() => void)[];
}

/** At one address; those that come then are sent away at once. */
const MOST_WAITING = 100;

/**
 * How many attempts of an address may come to nothing within a minute. What is under way may still do so: when all of it
 * together would be too many, others wait for how it ends, so that neither a hundred guesses at once get past the limit,
 * nor a hundred people with the right passwords are held up by it.
 */
export class AttemptLimit {
  private readonly addresses = new Map<string, Attempts>();
  private sweptAt = 0;

  /** @param limit asked each time: it is a setting */
  constructor(private readonly limit: () => number) {}

  /** How many addresses are remembered. */
  get size(): number {
    return this.addresses.size;
  }

  /**
   * @param counts whether an attempt that ended so is one of the minute's; told the error, or undefined when it went well
   * @throws TooMany when there were as many as may be, or too many wait; what the work throws
   */
  async take<T>(address: string, counts: (error: unknown) => boolean, work: () => Promise<T>): Promise<T> {
    const attempts = await this.enter(address);
    let failure: unknown;
    try {
      return await work();
    } catch (error) {
      failure = error;
      throw error;
    } finally {
      attempts.running -= 1;
      if (counts(failure)) attempts.counted.push(Date.now());
      // Each looks for itself whether it may go on, or has to be sent away.
      for (const next of attempts.waiting.splice(0)) next();
    }
  }

  private async enter(address: string): Promise<Attempts> {
    const attempts = this.of(address);
    for (;;) {
      const now = Date.now();
      while ((attempts.counted[0] ?? now) <= now - MINUTE) attempts.counted.shift();
      const [oldest = now] = attempts.counted;
      if (attempts.counted.length >= this.limit()) {
        throw new TooMany('Too many attempts from this address.', (oldest + MINUTE - now) / 1000);
      }
      if (attempts.counted.length + attempts.running < this.limit()) break;
      if (attempts.waiting.length >= MOST_WAITING) {
        throw new TooMany('Too many attempts at once from this address.', 1);
      }
      await new Promise<void>((resolve) => attempts.waiting.push(resolve));
    }
    attempts.running += 1;
    return attempts;
  }

  private of(address: string): Attempts {
    const now = Date.now();
    if (now - this.sweptAt >= MINUTE) this.sweep(now);
    let attempts = this.addresses.get(address);
    if (!attempts) this.addresses.set(address, (attempts = { counted: [], running: 0, waiting: [] }));
    return attempts;
  }

  private sweep(now: number): void {
    this.sweptAt = now;
    for (const [address, { counted, running, waiting }] of this.addresses) {
      const isOver = (counted.at(-1) ?? 0) <= now - MINUTE;
      if (isOver && running === 0 && waiting.length === 0) this.addresses.delete(address);
    }
  }
}
