/** What is due this soon after the first is taken with it: one wake-up for many. */
const TOGETHER_MS = 5;

/** Gives everything back after the same delay, in order, many at a time: one timer, however much waits. */
export class DueQueue<T> {
  private readonly batches: { due: number; items: readonly T[] }[] = [];
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly delayMs: number,
    private readonly onDue: (items: T[]) => void,
  ) {}

  push(items: readonly T[]): void {
    if (items.length === 0) return;
    this.batches.push({ due: performance.now() + this.delayMs, items });
    this.timer ??= setTimeout(this.fire, this.delayMs);
  }

  /** Drops what waits. */
  clear(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    this.batches.length = 0;
  }

  private readonly fire = (): void => {
    const now = performance.now();
    const later = this.batches.findIndex(({ due }) => due > now + TOGETHER_MS);
    const due = this.batches.splice(0, later < 0 ? this.batches.length : later);
    const next = this.batches[0];
    this.timer = next && setTimeout(this.fire, next.due - now);
    if (due.length > 0) this.onDue(due.flatMap(({ items }) => items));
  };
}
