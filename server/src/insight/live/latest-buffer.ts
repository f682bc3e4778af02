/** What is to be shown later: the latest under each key, in the order the keys first came; of too many the newest. */
export class LatestBuffer<T> {
  private readonly kept = new Map<string, T>();
  /** How many were let go since this was last set to 0. */
  dropped = 0;

  constructor(private readonly most: number) {}

  get isEmpty(): boolean {
    return this.kept.size === 0;
  }

  add(key: string, value: T): void {
    if (this.kept.size >= this.most && !this.kept.has(key)) this.dropOldest();
    this.kept.set(key, value);
  }

  /** Takes out the oldest, so many at most. */
  take(most: number): T[] {
    const taken: T[] = [];
    for (const [key, value] of this.kept) {
      if (taken.length === most) break;
      taken.push(value);
      this.kept.delete(key);
    }
    return taken;
  }

  /** A tenth at once: to find the first of a map costs as much as was deleted before it. */
  private dropOldest(): void {
    const dropped = Math.ceil(this.most / 10);
    let left = dropped;
    for (const key of this.kept.keys()) {
      this.kept.delete(key);
      left -= 1;
      if (left === 0) break;
    }
    this.dropped += dropped;
  }
}
