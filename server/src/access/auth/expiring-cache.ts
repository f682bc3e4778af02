interface Entry<Value> {
  value: Value;
  until: number;
}

/**
 * A bounded map whose entries live for `lifetime` milliseconds; when full, the oldest goes. What is loaded while
 * something was removed is answered but not kept, so that a removal is never undone by a slow reader.
 */
export class ExpiringCache<Key, Value> {
  private readonly entries = new Map<Key, Entry<Value>>();
  private removals = 0;

  constructor(
    private readonly lifetime: number,
    private readonly capacity: number,
  ) {}

  get(key: Key): Value | undefined {
    const entry = this.entries.get(key);
    return entry && entry.until > Date.now() ? entry.value : undefined;
  }

  set(key: Key, value: Value): void {
    this.entries.delete(key);
    if (this.entries.size >= this.capacity) {
      const [oldest] = this.entries.keys();
      if (oldest !== undefined) this.entries.delete(oldest);
    }
    this.entries.set(key, { value, until: Date.now() + this.lifetime });
  }

  /** The entry, or what `load` finds; null is not kept. */
  async load(key: Key, load: () => Promise<Value | null>): Promise<Value | null> {
    const kept = this.get(key);
    if (kept !== undefined) return kept;
    const removals = this.removals;
    const value = await load();
    if (value !== null && removals === this.removals) this.set(key, value);
    return value;
  }

  delete(key: Key): void {
    this.removals += 1;
    this.entries.delete(key);
  }

  clear(): void {
    this.removals += 1;
    this.entries.clear();
  }
}
