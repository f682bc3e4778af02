/** The enquire_links of a connection that are without an answer. */
export class Enquiries {
  private readonly waiting = new Map<number, { answered: () => void; ended: (error: Error) => void }>();
  private askedAt: number | null = null;

  /** Since when the SMSC is asked and nothing at all came from it, epoch ms; null when it is not. */
  get since(): number | null {
    return this.askedAt;
  }

  /** One was sent. Resolves to the milliseconds that its answer took; rejects when the connection ends before. */
  add(sequence: number): Promise<number> {
    const at = Date.now();
    this.askedAt ??= at;
    return new Promise((resolve, reject) => {
      this.waiting.set(sequence, { answered: () => resolve(Date.now() - at), ended: reject });
    });
  }

  answered(sequence: number): void {
    this.waiting.get(sequence)?.answered();
    this.waiting.delete(sequence);
  }

  /** Something came: the SMSC is there. */
  heard(): void {
    this.askedAt = null;
  }

  end(words: string): void {
    for (const { ended } of this.waiting.values()) ended(new Error(words));
    this.waiting.clear();
  }
}
