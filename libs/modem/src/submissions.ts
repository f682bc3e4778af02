import type { Alphabet } from '@signalbox/codec/pdu-data-coding';
import { encodeStatusReport, type OutgoingReport } from '@signalbox/codec/pdu-status-report';
import type { EncodedPdu } from '@signalbox/codec/pdu-octets';
import type { Submit } from '@signalbox/codec/pdu-submit';
import type { Concatenation } from '@signalbox/codec/concatenation';
import type { Faults } from './faults.js';
import type { ModemOptions } from './modem-options.js';

/** A message (or a part of one) that the network took from the modem. */
export interface SentMessage {
  /** TP-MR, as `+CMGS: <mr>` said. */
  reference: number;
  to: string;
  /** null for an 8 bit message. */
  text: string | null;
  alphabet: Alphabet;
  /** Class 0. */
  flash: boolean;
  statusReport: boolean;
  validitySeconds: number | null;
  concatenation: Concatenation | null;
  smsc: string | null;
  /** Epoch ms. */
  at: number;
}

/** A status report that the network sent to the modem. */
export interface SentReport {
  reference: number;
  to: string;
  /** TP-ST. */
  status: number;
  /** Epoch ms. */
  at: number;
}

export interface SubmissionEvents {
  sent: (message: SentMessage) => void;
  report: (report: SentReport, pdu: EncodedPdu) => void;
}

const OFFSET_MINUTES = 180;
const second = (at: number): number => at - (at % 1000);

/** The newest of many. */
function remember<T>(list: T[], item: T, limit: number): void {
  list.push(item);
  if (list.length > limit * 1.2) list.splice(0, list.length - limit);
}

/** The network's side of sending: takes messages, refuses some, reports. */
export class Submissions {
  readonly sent: SentMessage[] = [];
  readonly reports: SentReport[] = [];
  /** All that were ever taken, also those no longer remembered. */
  count = 0;
  private reference = 0;
  private readonly refusals = new Map<string, number>();
  private readonly statuses = new Map<string, readonly number[]>();
  private readonly timers = new Set<NodeJS.Timeout>();

  constructor(
    private readonly options: Pick<ModemOptions, 'reportDelayMs' | 'remembered' | 'smsc'>,
    private readonly faults: Faults,
    private readonly events: SubmissionEvents,
  ) {}

  /** Messages to this number get `+CMS ERROR: code`; null takes that back. */
  refuse(number: string, code: number | null): void {
    if (code === null) this.refusals.delete(number);
    else this.refusals.set(number, code);
  }

  /** TP-ST of the reports to come, several one after another; of one recipient, or of all. */
  setReportStatus(statuses: readonly number[], number = ''): void {
    this.statuses.set(number, statuses);
  }

  /** @returns the +CMS ERROR code the network would refuse with, or null. */
  refusal(to: string): number | null {
    const fault = this.faults.strike('cms-error');
    if (fault !== undefined) return Number(fault);
    return this.refusals.get(to) ?? null;
  }

  /** Takes a message. @returns its TP-MR. */
  take(submit: Submit): number {
    this.reference = (this.reference + 1) & 0xff;
    this.count++;
    const message: SentMessage = {
      reference: this.reference,
      to: submit.to.number,
      text: submit.text,
      alphabet: submit.dataCoding.alphabet,
      flash: submit.dataCoding.messageClass === 0,
      statusReport: submit.statusReport,
      validitySeconds: submit.validitySeconds,
      concatenation: submit.concatenation,
      smsc: submit.smsc,
      at: Date.now(),
    };
    remember(this.sent, message, this.options.remembered);
    this.events.sent(message);
    if (message.statusReport) this.schedule(message);
    return message.reference;
  }

  /** No report comes any more. */
  stop(): void {
    for (const timer of this.timers) clearTimeout(timer);
    this.timers.clear();
  }

  private schedule(message: SentMessage): void {
    const statuses = this.statuses.get(message.to) ?? this.statuses.get('') ?? [0];
    for (const [index, status] of statuses.entries()) {
      const timer = setTimeout(
        () => {
          this.timers.delete(timer);
          this.report(message, status);
        },
        this.options.reportDelayMs * (index + 1),
      );
      timer.unref();
      this.timers.add(timer);
    }
  }

  private report({ reference, to, at }: SentMessage, status: number): void {
    if (this.faults.strike('no-report') !== undefined) return;
    if (this.faults.strike('foreign-report') !== undefined) {
      this.send({ reference: (reference + 101) & 0xff, to: '+254799999999', status: 0, at });
    }
    this.send({ reference, to, status, at });
    if (this.faults.strike('duplicate-report') !== undefined) this.send({ reference, to, status, at });
  }

  private send({ reference, to, status, at }: SentReport): void {
    const now = Date.now();
    const report: OutgoingReport = {
      messageReference: reference,
      recipient: to,
      sentAt: { at: second(at), offsetMinutes: OFFSET_MINUTES },
      dischargedAt: { at: second(now), offsetMinutes: OFFSET_MINUTES },
      status,
      smsc: this.options.smsc,
    };
    const sent = { reference, to, status, at: now };
    remember(this.reports, sent, this.options.remembered);
    this.events.report(sent, encodeStatusReport(report));
  }
}
