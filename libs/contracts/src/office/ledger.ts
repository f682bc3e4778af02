import { z } from 'zod';
import { Timestamp } from '../common.js';

/** `GET /api/v1/ledger/check`: what the last check of the books found. */
export const LedgerCheck = z.object({
  /** Null as long as there was none. */
  checked_at: Timestamp.nullable(),
  seconds: z.number().nullable(),
  /** Entries that there were. */
  entries: z.int(),
  /** Whether every balance and sum is what its entries add up to; null as long as there was none. */
  balanced: z.boolean().nullable(),
  /** A line for each that is not, in minor units; of a kind the first 20. */
  differences: z.array(z.string()),
});
export type LedgerCheck = z.infer<typeof LedgerCheck>;
