import type { Job, ReportCall } from '@signalbox/contracts/bus';
import type { Answer, Outcome } from './outcome.js';

export interface OutboundRequest {
  method: string;
  url: string;
  headers: Record<string, string>;
  body: string | null;
}

/** A request, and how its answer is read. Reading throws `ProviderError` where the answer is not one. */
export interface Question<T> {
  request: OutboundRequest;
  read(answer: Answer): T;
}

/** An answer that is none, in words. */
export class ProviderError extends Error {}

/** What a delivery report says of a message, by the provider's id. */
export interface ReportReading {
  ref: string;
  state: 'delivered' | 'undelivered' | 'pending';
  /** Why, where it was not delivered. */
  reason: string;
}

export interface Balance {
  words: string;
  /** Whether there is nothing left; null where the answer's amount is not a number. */
  empty: boolean | null;
}

/** How one provider is spoken to: requests out of jobs, meaning out of answers. It does no I/O and keeps no state. */
export interface Profile {
  /** The provider, as the channel shows it. */
  readonly label: string;
  /** At most so many messages in one request. */
  readonly most: number;
  /** Whether a repeated request is dropped by the provider. */
  readonly deduplicates: boolean;
  /** Whether delivery reports come at all. */
  readonly reports: boolean;
  /** What of its settings cannot be used, in words; it sends without that. Null is nothing. */
  readonly flaw: string | null;
  /**
   * The request that sends these; its answer reads as one outcome a job, in their order.
   * @throws ProviderError when the message cannot be written as this provider's request
   */
  send(jobs: readonly Job[]): Question<Outcome[]>;
  balance: Question<Balance> | null;
  /** Asks what became of a message; null where the provider cannot be asked. */
  askReport: ((ref: string) => Question<ReportReading>) | null;
  /** @throws ProviderError when a call is no delivery report */
  readReports(call: ReportCall): ReportReading[];
}
