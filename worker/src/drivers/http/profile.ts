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
  /** Why, where it was not delivered; where it is pending, what people are to be shown of it, mostly nothing. */
  reason: string;
}

/** A message that came in, as the provider hands it over. */
export interface InboundReading {
  from: string;
  text: string;
  /** The provider's id of it, by which it is known when it comes again; null where it tells none. */
  id: string | null;
  /** When it came to the provider, epoch ms; null where it does not say. */
  at: number | null;
}

/** What a provider calls for: one of our messages, or one that came in. */
export type CallReading = ReportReading | InboundReading;
export const isReport = (reading: CallReading): reading is ReportReading => 'ref' in reading;

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
  /** What is asked, one after the other, to find out whether it can send; absent: its balance, or whether it answers. */
  readonly examine?: readonly Question<Balance>[];
  /** Whether an earlier attempt reached it, though nobody was told, newest first: null from an answer is that it did not. */
  readonly earlier?: (job: Job) => readonly Question<Outcome | null>[];
  /** Asks what became of a message; null where the provider cannot be asked. */
  askReport: ((ref: string) => Question<ReportReading>) | null;
  /** @throws Mistake when a call is neither a delivery report nor a message that came in, or is not the provider's */
  readCall(call: ReportCall): CallReading[];
}
