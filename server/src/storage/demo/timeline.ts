import { travelTo } from './clock.js';

/** Things that are done at their times, one after the other; what is done may bring more, later. */
export class Timeline {
  private readonly ahead: { at: number; act: (at: number) => Promise<unknown> }[] = [];

  /** @param end what would be later does not come */
  constructor(private readonly end: number) {}

  plan(at: number, act: (at: number) => Promise<unknown>): void {
    if (at >= this.end) return;
    const later = this.ahead.findIndex((other) => other.at > at);
    this.ahead.splice(later < 0 ? this.ahead.length : later, 0, { at, act });
  }

  async pass(): Promise<void> {
    for (let next = this.ahead.shift(); next; next = this.ahead.shift()) {
      travelTo(next.at);
      await next.act(next.at);
    }
  }
}
