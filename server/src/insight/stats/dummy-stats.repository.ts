/** Messages that never were, as a client of the program API says of a program; the failed are among the sent. */
export interface DummyStats {
  sent: number;
  failed: number;
}

/** One row a program: what is said next takes its place. */
export abstract class DummyStatsRepository {
  abstract put(programId: string, stats: DummyStats): Promise<void>;
  /** Zeros where nothing was said. */
  abstract find(programId: string): Promise<DummyStats>;
  /** Of all programs together. */
  abstract sum(): Promise<DummyStats>;
}
