/** Runs work of the same name one after another, and of different names at the same time. */
export class KeyedMutex {
  private readonly last = new Map<string, Promise<void>>();
  private readonly counts = new Map<string, number>();

  /** How much of a name is at work or waits. */
  count(name: string): number {
    return this.counts.get(name) ?? 0;
  }

  async take<T>(name: string, work: () => Promise<T>): Promise<T> {
    const result = (this.last.get(name) ?? Promise.resolve()).then(work);
    const settled = result.then(nothing, nothing);
    this.last.set(name, settled);
    this.counts.set(name, this.count(name) + 1);
    try {
      return await result;
    } finally {
      this.counts.set(name, this.count(name) - 1);
      if (this.count(name) === 0) this.counts.delete(name);
      if (this.last.get(name) === settled) this.last.delete(name);
    }
  }
}

const nothing = (): void => undefined;
