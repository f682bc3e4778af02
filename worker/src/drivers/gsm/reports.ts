import type { StatusReport } from '@signalbox/codec/pdu-status-report';
import { reportOutcome } from '@signalbox/codec/report-status';
import type { Job } from '@signalbox/contracts/bus';
import type { JobKey } from '../../journal/journal.js';
import type { DriverEvent } from '../driver.js';
import type { ReportLog } from './report-log.js';

/** Messages of one SIM card that wait for their report; beyond them the oldest is not waited for any more. */
const MAX_AWAITED = 5_000;
/** Reports that came before the answer to AT+CMGS. */
const MAX_EARLY = 200;
const EARLY_MS = 120_000;
/** TP-SCTS has whole seconds, and service centres' clocks differ a little. */
const SAME_TIME_MS = 5_000;
const COMPARED_DIGITS = 8;

interface Awaited {
  job: JobKey;
  /** The last digits of the recipient. */
  to: string;
  /** References of the parts that are not reported yet. */
  open: Set<number>;
  /** When it left, epoch ms. */
  at: number;
}

type Report = Pick<StatusReport, 'messageReference' | 'status' | 'sentAt'> & { recipient: { number: string } };
interface EarlyReport {
  report: Report;
  at: number;
}

/** What a report means. */
export interface Reported {
  events: DriverEvent[];
  /** The part that was delivered, to be remembered until the journal has its message's end. */
  part: { job: JobKey; reference: number } | null;
}
const NOTHING: Reported = { events: [], part: null };

/** Networks write the recipient as it was dialled, or in their own country's way. */
const lastDigits = (number: string): string => number.replace(/\D/g, '').slice(-COMPARED_DIGITS);

/** The references of `sent`: "17", or "17 18 19" for a message of three parts. */
export const refOf = (references: readonly number[]): string => references.join(' ');

/**
 * The messages of a SIM card that wait for their status reports (TS 23.040 9.2.2.3), found by TP-MR and recipient. TP-MR
 * is 8 bits, so that it comes round; of several the one nearest to the report's time is meant, the oldest first.
 */
export class Reports {
  private readonly awaited = new Set<Awaited>();
  private readonly byReference = new Map<number, Awaited[]>();
  private early: EarlyReport[] = [];

  constructor(
    private readonly log: Pick<ReportLog, 'partsOf'>,
    private readonly now: () => number = Date.now,
  ) {}

  /**
   * A message has left.
   * @param since when its first part was given to the modem: a report that came later may be its own.
   * @returns what reports that came already say of it.
   */
  sent(job: Pick<Job, 'id' | 'attempt' | 'to'>, references: readonly number[], since: number): DriverEvent[] {
    this.await(job, references, this.now());
    const early = this.early.filter(({ at }) => at >= since);
    const events: DriverEvent[] = [];
    for (const one of early) {
      if (!references.includes(one.report.messageReference)) continue;
      if (lastDigits(one.report.recipient.number) !== lastDigits(job.to)) continue;
      this.early = this.early.filter((other) => other !== one);
      events.push(...this.take(one.report).events);
    }
    return events;
  }

  /**
   * After a restart: a message that left before, with the reference that its `sent` told.
   * @returns what is known of it already.
   */
  follow(job: Pick<Job, 'id' | 'attempt' | 'to' | 'segments'>, ref: string | null, at: number): DriverEvent[] {
    const known = this.log.partsOf(job);
    const references = ref !== null && /^\d{1,3}( \d{1,3})*$/.test(ref) ? ref.split(' ').map(Number) : [];
    // The worker died before it had told that it was sent.
    const isOver = references.length > 0 ? references.every((one) => known.has(one)) : known.size >= job.segments;
    if (isOver) return [{ type: 'delivered', id: job.id, attempt: job.attempt, at: this.now() }];
    this.await(job, references, at);
    return [];
  }

  /** What a report says; nothing when it is about a message that is not ours, or one that is still tried. */
  take(report: Report): Reported {
    const { outcome, words } = reportOutcome(report.status);
    if (outcome === 'temporary') return NOTHING;
    const found = this.find(report);
    if (!found) {
      this.keepEarly(report);
      return NOTHING;
    }
    const event = { ...found.job, at: this.now() };
    if (outcome === 'undelivered') {
      this.forget(found);
      return { events: [{ type: 'undelivered', ...event, reason: words }], part: null };
    }
    const reference = report.messageReference;
    found.open.delete(reference);
    this.leave(found, reference);
    const part = { job: found.job, reference };
    if (found.open.size > 0) return { events: [], part };
    this.forget(found);
    return { events: [{ type: 'delivered', ...event }], part };
  }

  private await(
    { id, attempt, to }: Pick<Job, 'id' | 'attempt' | 'to'>,
    references: readonly number[],
    at: number,
  ): void {
    const job = { id, attempt };
    const known = this.log.partsOf(job);
    const open = new Set(references.filter((reference) => !known.has(reference)));
    if (open.size === 0) return;
    const awaited = { job, to: lastDigits(to), open, at };
    this.awaited.add(awaited);
    for (const reference of open) {
      const others = this.byReference.get(reference);
      if (others) others.push(awaited);
      else this.byReference.set(reference, [awaited]);
    }
    const [oldest] = this.awaited;
    if (oldest && this.awaited.size > MAX_AWAITED) this.forget(oldest);
  }

  private find({ messageReference, recipient, sentAt }: Report): Awaited | undefined {
    const to = lastDigits(recipient.number);
    const candidates = (this.byReference.get(messageReference) ?? []).filter((awaited) => awaited.to === to);
    if (sentAt === null || candidates.length < 2) return candidates.at(sentAt === null ? -1 : 0);
    const distances = candidates.map(({ at }) => Math.abs(at - sentAt.at));
    const nearest = Math.min(...distances);
    return candidates[distances.findIndex((distance) => distance <= nearest + SAME_TIME_MS)];
  }

  private keepEarly(report: Report): void {
    const at = this.now();
    this.early = this.early.filter((one) => at - one.at < EARLY_MS).slice(1 - MAX_EARLY);
    this.early.push({ report, at });
  }

  private leave(awaited: Awaited, reference: number): void {
    const left = this.byReference.get(reference)?.filter((other) => other !== awaited) ?? [];
    if (left.length > 0) this.byReference.set(reference, left);
    else this.byReference.delete(reference);
  }

  private forget(awaited: Awaited): void {
    this.awaited.delete(awaited);
    for (const reference of awaited.open) this.leave(awaited, reference);
  }
}
