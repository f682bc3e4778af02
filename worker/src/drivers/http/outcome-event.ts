import type { Job } from '@signalbox/contracts/bus';
import { type DriverEvent, returned } from '../driver.js';
import type { Outcome } from './outcome.js';

/** What the server is told. What the account is to blame for goes back as not tried. */
export function eventOf(job: Job, outcome: Outcome, deduplicates: boolean): DriverEvent {
  const about = { id: job.id, attempt: job.attempt, at: Date.now() };
  switch (outcome.type) {
    case 'sent':
      return { type: 'sent', ...about, ref: outcome.ref };
    case 'account':
    case 'throttled':
      return returned(job, outcome.reason);
    case 'uncertain':
      if (!deduplicates) return { type: 'uncertain', ...about, reason: outcome.reason };
      return { type: 'failed', ...about, temporary: true, reason: outcome.reason };
    case 'temporary':
    case 'unsent':
    case 'permanent':
      return { type: 'failed', ...about, temporary: outcome.type !== 'permanent', reason: outcome.reason };
  }
}
