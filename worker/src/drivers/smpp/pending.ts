/** What was submitted and has no answer, by its sequence number, the oldest first. */
export class Pending<T> {
  private readonly submitted = new Map<number, { what: T; at: number }>();

  get size(): number {
    return this.submitted.size;
  }

  get oldest(): T | undefined {
    return this.submitted.values().next().value?.what;
  }

  add(sequence: number, what: T, at: number): void {
    this.submitted.set(sequence, { what, at });
  }

  /** What this number's answer is for; undefined where none is awaited. */
  take(sequence: number): { what: T } | undefined {
    const found = this.submitted.get(sequence);
    this.submitted.delete(sequence);
    return found;
  }

  /** Waits no longer for what was submitted up to this time, epoch ms. */
  expire(before: number): T[] {
    const late: T[] = [];
    for (const [sequence, { what, at }] of this.submitted) {
      if (at > before) break;
      late.push(what);
      this.submitted.delete(sequence);
    }
    return late;
  }

  /** Waits for nothing any more. */
  drain(): T[] {
    const left = [...this.submitted.values()].map(({ what }) => what);
    this.submitted.clear();
    return left;
  }
}
