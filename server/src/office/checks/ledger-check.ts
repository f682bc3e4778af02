import type { LedgerCheck as CheckView } from '@signalbox/contracts/office/ledger';
import { isoTime } from '../../platform/common/clock.js';

/** What a check of the books found: how many entries there are, and a line for each projection that is wrong. */
export interface LedgerFindings {
  entries: number;
  wrong: string[];
}

/** The same as it is kept. Times are epoch milliseconds. */
export interface LedgerCheck extends LedgerFindings {
  startedAt: number;
  endedAt: number;
}

/** As v1 shows it. */
export const toView = (check: LedgerCheck | null): CheckView =>
  check === null
    ? { checked_at: null, seconds: null, entries: 0, balanced: null, differences: [] }
    : {
        checked_at: isoTime(check.endedAt),
        seconds: (check.endedAt - check.startedAt) / 1000,
        entries: check.entries,
        balanced: check.wrong.length === 0,
        differences: check.wrong,
      };
