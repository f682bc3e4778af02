import type { LedgerCheck, LedgerFindings } from './ledger-check.js';

/** Holds the books against themselves, and keeps what came of it. */
export abstract class LedgerCheckRepository {
  /** Looks at all entries without holding up anybody. @throws the signal's reason when that ends it */
  abstract check(signal: AbortSignal): Promise<LedgerFindings>;
  abstract keep(check: LedgerCheck): Promise<void>;
  /** The last one that was kept. */
  abstract last(): Promise<LedgerCheck | null>;
}
