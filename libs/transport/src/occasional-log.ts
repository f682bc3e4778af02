/** Says the first of its kind at once, and then at most one line an interval with how many were left unsaid. */
export class OccasionalLog {
  private readonly kinds = new Map<string, { said: number; unsaid: number }>();

  constructor(
    private readonly say: (line: string) => void,
    private readonly intervalMs = 10_000,
    private readonly now: () => number = Date.now,
  ) {}

  /** `kind` is one of a few: each has its own interval. */
  note(kind: string, line: string): void {
    const known = this.kinds.get(kind);
    const at = this.now();
    if (known && at - known.said < this.intervalMs) {
      known.unsaid += 1;
      return;
    }
    this.say(known?.unsaid ? `${line} (and ${known.unsaid} more since)` : line);
    this.kinds.set(kind, { said: at, unsaid: 0 });
  }
}
