/** First in, first out, without moving what stays. */
export class Fifo<T> {
  private items: T[] = [];
  private head = 0;

  get length(): number {
    return this.items.length - this.head;
  }

  push(item: T): void {
    this.items.push(item);
  }

  peek(): T | undefined {
    return this.items[this.head];
  }

  shift(): T | undefined {
    const item = this.items[this.head];
    if (this.length === 0) return undefined;
    this.head += 1;
    if (this.head > 1024 && this.head * 2 > this.items.length) {
      this.items = this.items.slice(this.head);
      this.head = 0;
    }
    return item;
  }

  /** Puts some in front of all others, in their order. */
  putBack(items: readonly T[]): void {
    if (items.length > 0) this.items = [...items, ...this.drain()];
  }

  drain(): T[] {
    const rest = this.items.slice(this.head);
    this.items = [];
    this.head = 0;
    return rest;
  }

  removeWhere(condition: (item: T) => boolean): T[] {
    const removed: T[] = [];
    this.items = this.drain().filter((item) => {
      if (!condition(item)) return true;
      removed.push(item);
      return false;
    });
    return removed;
  }
}
