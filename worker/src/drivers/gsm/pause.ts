/** A wait that may be cut short; one at a time. */
export class Pause {
  private finish: (() => void) | null = null;

  take(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(() => this.end(), ms);
      this.finish = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }

  /** Ends the wait, if there is one. */
  end(): void {
    this.finish?.();
    this.finish = null;
  }
}
