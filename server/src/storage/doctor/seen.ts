/** What a look at something said. `note` is nothing that keeps the server from working. */
export interface Seen {
  state: 'ok' | 'note' | 'wrong';
  what: string;
  found: string;
  /** What to do; absent where all is well. */
  advice?: string;
}

export const ok = (what: string, found: string): Seen => ({ state: 'ok', what, found });
export const note = (what: string, found: string, advice: string): Seen => ({ state: 'note', what, found, advice });
export const wrong = (what: string, found: string, advice: string): Seen => ({ state: 'wrong', what, found, advice });

/** An error's own words, of one line. */
export const wordsOf = (error: unknown): string =>
  (error instanceof Error ? error.message || String((error as NodeJS.ErrnoException).code) : String(error))
    .split('\n')
    .join('; ');

/** What work says, or that it failed. */
export async function looked(what: string, advice: string, work: () => Promise<Seen[]> | Seen[]): Promise<Seen[]> {
  try {
    return await work();
  } catch (error) {
    return [wrong(what, wordsOf(error), advice)];
  }
}
