/** Runs work of the same name one after another, and of different names at the same time. */
export class Turns {
  private readonly last = new Map<string, Promise<void>>();

  async take<T>(name: string, work: () => Promise<T>): Promise<T> {
    const result = (this.last.get(name) ?? Promise.resolve()).then(work);
    const settled = result.then(nothing, nothing);
    this.last.set(name, settled);
    try {
      return await result;
    } finally {
      if (this.last.get(name) === settled) this.last.delete(name);
    }
  }
}

const nothing = (): void => undefined;
