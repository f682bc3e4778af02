import { setTimeout as sleep } from 'node:timers/promises';
import { PduError } from '@signalbox/codec/pdu-error';
import { encodeSubmits, type SubmitPdu } from '@signalbox/codec/pdu-submit';
import type { Job } from '@signalbox/contracts/bus';
import { type DriverEvent, returned } from '../driver.js';
import type { AtChannel } from './at-channel.js';
import { AtError } from './at-errors.js';
import type { SimSettings } from './gsm-settings.js';
import type { GsmTimings } from './gsm-timings.js';
import { refOf, type Reports } from './reports.js';

const REFERENCE = /^\+CMGS:\s*(\d+)/;
/** A part behind the first that is refused for now is tried again: the parts before it are out already. */
const PART_TRIES = 3;

/** What the sender needs of the SIM card whose messages it sends. */
export interface SendingCard {
  readonly reports: Pick<Reports, 'sent'>;
  readonly settings: Pick<SimSettings, 'national_language'>;
  /** Joins the parts of a message; another each time. */
  nextReference(): number;
  /** It has not left: it waits on, before the others. */
  putBack(job: Job): void;
  /** Marks it durably as being sent. @returns false when its validity has passed. */
  claim(job: Job): boolean;
  tell(events: readonly DriverEvent[]): void;
  /** A submission takes long, or has come to its end after all. */
  stalled(isStalled: boolean): void;
}

/** Where a message stands. */
interface Sending {
  job: Job;
  since: number;
  pdus: readonly SubmitPdu[];
  /** TP-MR of the parts that the network took; null where the modem's answer was lost. */
  references: (number | null)[];
  claimed: boolean;
  /** The PDU of the current part has gone to the modem. */
  typed: boolean;
}

/** At the prompt a job's validity has passed, or the journal cannot mark it. */
class NotClaimed extends Error {
  constructor(readonly isExpired: boolean) {
    super('not claimed');
  }
}

/** Sends messages with AT+CMGS in PDU mode (TS 27.005 4.3), one at a time. */
export class Sender {
  constructor(
    private readonly at: AtChannel,
    private readonly card: SendingCard,
    private readonly timings: Pick<GsmTimings, 'submitMs' | 'stallMs' | 'commandMs'>,
    private readonly onFailure: () => void,
  ) {}

  /**
   * Sends a message and tells what became of it. It is claimed at the first prompt: until then nothing can have left, and
   * from then on nobody can say until the network's word comes.
   * @throws AtTimeout, LineClosed, and AtError of the SIM card: the line or the card must be looked after first.
   */
  async send(job: Job): Promise<void> {
    const sending = this.begin(job);
    if (!sending) return;
    const watch = setTimeout(() => this.card.stalled(true), this.timings.stallMs);
    try {
      for (const [index, part] of sending.pdus.entries()) {
        if (!(await this.part(sending, part, index))) return;
        watch.refresh();
      }
    } finally {
      clearTimeout(watch);
      this.card.stalled(false);
    }
    this.tellSent(sending);
  }

  private begin(job: Job): Sending | null {
    const since = Date.now();
    try {
      const pdus = encodeSubmits({
        to: job.to,
        text: job.text,
        reference: this.card.nextReference(),
        validitySeconds: job.expires_at === null ? null : Math.max(0, Math.floor((job.expires_at - since) / 1000)),
        statusReport: true,
        flash: job.flash ?? false,
        language: this.card.settings.national_language ?? null,
      });
      return { job, since, pdus, references: [], claimed: false, typed: false };
    } catch (error) {
      if (!(error instanceof PduError)) throw error;
      this.fail(job, false, error.message);
      return null;
    }
  }

  /** @returns whether the network took it; else the message's end was told. */
  private async part(sending: Sending, part: SubmitPdu, index: number): Promise<boolean> {
    for (let tries = 1; ; tries += 1) {
      sending.typed = false;
      try {
        const lines = await this.submit(sending, part);
        const reference = REFERENCE.exec(lines[0] ?? '')?.[1];
        sending.references.push(reference === undefined ? null : Number(reference));
        return true;
      } catch (error) {
        const mayTryAgain =
          index > 0 && tries < PART_TRIES && error instanceof AtError && error.failure === 'temporary';
        if (!mayTryAgain) {
          this.tellFailure(sending, error);
          if (error instanceof NotClaimed && !error.isExpired) await sleep(this.timings.commandMs / 5);
          if (error instanceof NotClaimed || (error instanceof AtError && error.failure !== 'sim')) return false;
          throw error;
        }
      }
      await sleep(this.timings.commandMs / 5);
    }
  }

  private async submit(sending: Sending, { pdu, tpduLength }: SubmitPdu): Promise<string[]> {
    let refusal: NotClaimed | null = null;
    const typed = (): string | null => {
      refusal = this.claim(sending);
      if (refusal) return null;
      sending.typed = true;
      return pdu;
    };
    const options = { answer: REFERENCE, required: true, timeoutMs: this.timings.submitMs };
    try {
      return await this.at.type(`AT+CMGS=${tpduLength}`, typed, options);
    } catch (error) {
      throw (refusal as NotClaimed | null) ?? error;
    }
  }

  private claim(sending: Sending): NotClaimed | null {
    if (sending.claimed) return null;
    try {
      sending.claimed = this.card.claim(sending.job);
      return sending.claimed ? null : new NotClaimed(true);
    } catch {
      // A full disk: the job stays in the journal as it is.
      this.card.putBack(sending.job);
      return new NotClaimed(false);
    }
  }

  private tellSent({ job, references, since }: Sending): void {
    const { id, attempt } = job;
    const known = references.filter((reference) => reference !== null);
    const isWhole = known.length === references.length;
    const ref = isWhole ? refOf(known) : null;
    const sent: DriverEvent = { type: 'sent', id, attempt, at: Date.now(), ref };
    this.card.tell([sent, ...(isWhole ? this.card.reports.sent(job, known, since) : [])]);
  }

  private tellFailure(sending: Sending, error: unknown): void {
    const { job, references, pdus, typed } = sending;
    // An expired job was told by the claim; one that could not be claimed waits.
    if (error instanceof NotClaimed) return;
    // Is there a network still? What waits must not be tried without one.
    this.onFailure();
    const reason = error instanceof Error ? error.message : String(error);
    if (references.length > 0) {
      // The whole again would be twice what is out already.
      this.uncertain(job, `part ${references.length + 1} of ${pdus.length} did not leave: ${reason}`);
    } else if (!(error instanceof AtError)) {
      if (typed) this.uncertain(job, reason);
      else this.card.putBack(job);
    } else if (error.failure === 'unknown' && typed) this.uncertain(job, reason);
    else if (error.failure === 'sim') this.card.tell([returned(job, reason)]);
    else this.fail(job, error.failure !== 'permanent', reason);
  }

  private fail({ id, attempt }: Job, temporary: boolean, reason: string): void {
    this.card.tell([{ type: 'failed', id, attempt, at: Date.now(), temporary, reason }]);
  }

  private uncertain({ id, attempt }: Job, reason: string): void {
    this.card.tell([{ type: 'uncertain', id, attempt, at: Date.now(), reason }]);
  }
}
