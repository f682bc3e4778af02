import type { Job } from '@signalbox/contracts/bus';
import type { DriverEvent } from '../driver.js';
import type { ModemReport } from './modem-packets.js';

const DAY_MS = 24 * 3_600_000;
/** As long as the journal knows what was sent. */
const SENT_MS = 7 * DAY_MS;

interface Awaited {
  job: Pick<Job, 'id' | 'attempt'>;
  /** When it was published, epoch ms. */
  at: number;
  /** Its modem has said that it left. */
  isSent: boolean;
  noted: string;
}

/** The messages that were given to modems, until a report is their end or a day is over. */
export class AwaitedReports {
  private readonly awaited = new Map<string, Awaited>();

  constructor(private readonly now: () => number) {}

  expect({ id, attempt }: Pick<Job, 'id' | 'attempt'>, at: number, isSent: boolean): void {
    this.awaited.set(id, { job: { id, attempt }, at, isSent, noted: '' });
  }

  /** What a report changes; null when it is of a message that is not waited for. */
  take({ id, meaning, word }: ModemReport): DriverEvent[] | null {
    const awaited = this.awaited.get(id);
    if (!awaited) return null;
    const event = { ...awaited.job, at: this.now() };
    const reason = `the modem says "${word}"`;
    switch (meaning) {
      case 'waiting':
        return [];
      case 'sent':
        if (awaited.isSent) return [];
        awaited.isSent = true;
        return [{ type: 'sent', ...event, ref: null }];
      case 'delivered':
        this.awaited.delete(id);
        return [{ type: 'delivered', ...event }];
      case 'failed':
        this.awaited.delete(id);
        // At most once: nobody tells whether the modem gave up before the network had it.
        return awaited.isSent
          ? [{ type: 'undelivered', ...event, reason }]
          : [{ type: 'failed', ...event, temporary: false, reason }];
      case 'unknown':
        if (awaited.noted === word) return [];
        awaited.noted = word;
        return [{ type: 'sent', ...event, ref: null, note: `${reason}, which is no status that is known here` }];
    }
  }

  /** Those of which nothing was heard for a day: nobody knows what became of them. */
  overdue(): DriverEvent[] {
    const now = this.now();
    const events: DriverEvent[] = [];
    for (const [id, { job, at, isSent }] of this.awaited) {
      if (at > now - (isSent ? SENT_MS : DAY_MS)) continue;
      this.awaited.delete(id);
      if (!isSent) events.push({ type: 'uncertain', ...job, at: now, reason: 'its modem sent no report within a day' });
    }
    return events;
  }
}
