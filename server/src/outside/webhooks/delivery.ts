import type { DeliveryState } from '@signalbox/contracts/webhook-events';
import { retryAfterMs } from '@signalbox/transport/retry-after';
import { waitBeforeNext } from '../../platform/outbox/outbox.js';
import { DELIVERY_MS } from './webhook.js';

/** An event on its way to an endpoint. Times are epoch milliseconds. */
export interface Delivery {
  seq: number;
  /** The same over all deliveries of an event, and over all attempts. */
  eventId: string;
  webhookId: number;
  type: string;
  topic: string | null;
  /** Of a message that names its own; else the endpoint's. */
  url: string | null;
  body: string;
  state: DeliveryState;
  attempts: number;
  dueAt: number;
  deadline: number;
  statusCode: number | null;
  durationMs: number | null;
  error: string | null;
  response: string | null;
  createdAt: number;
  endedAt: number | null;
}

/** One that is due, with the first of its topic that waits: itself, or one that it must wait for. */
export interface DueDelivery extends Pick<
  Delivery,
  'seq' | 'eventId' | 'webhookId' | 'type' | 'topic' | 'url' | 'body' | 'attempts' | 'deadline' | 'dueAt' | 'createdAt'
> {
  first: number;
  /** When that one is due. */
  firstDueAt: number;
}

export interface DeliveryFailure {
  attempt: number;
  at: number;
  statusCode: number | null;
  durationMs: number | null;
  error: string;
  response: string | null;
}

/** What an attempt came to. */
export interface AttemptEnd {
  delivery: Pick<Delivery, 'seq' | 'webhookId' | 'topic' | 'attempts'>;
  state: DeliveryState;
  /** While it waits: when it is tried again. */
  dueAt: number;
  at: number;
  statusCode: number | null;
  durationMs: number | null;
  error: string | null;
  response: string | null;
}

/** What the receiver said; `error` where it said nothing. */
export type Answer =
  | { status: number; body: string; ms: number; retryAfter: string | undefined }
  | { error: string; ms: number };

/** What an attempt means for its delivery and for the endpoint. */
export interface Verdict extends Omit<AttemptEnd, 'delivery'> {
  /** The endpoint is gone for good, it said. */
  isGone: boolean;
  /** It asked for nothing more before that. */
  notBefore: number | null;
}

interface Attempted {
  /** With this one. */
  attempts: number;
  deadline: number;
  maxAttempts: number | null;
}

/**
 * 2xx is taken; 410 is gone for good; 429 and 503 say when to come again; all else, also a redirect, failed, and comes again
 * with growing waits until its deadline or its last attempt.
 * @param random from 0 to 1
 */
export function verdictOf(
  answer: Answer,
  { attempts, deadline, maxAttempts }: Attempted,
  at: number,
  random: number,
): Verdict {
  const status = 'status' in answer ? answer.status : null;
  const said = {
    at,
    statusCode: status,
    durationMs: answer.ms,
    response: 'body' in answer ? answer.body : null,
    isGone: status === 410,
    notBefore: null,
  };
  if (status !== null && status >= 200 && status < 300) return { ...said, state: 'delivered', dueAt: at, error: null };
  const error = 'error' in answer ? answer.error : errorOf(answer.status);
  if (status === 410) return { ...said, state: 'failed', dueAt: at, error };
  const asked =
    status === 429 || status === 503 ? retryAt('retryAfter' in answer ? answer.retryAfter : undefined, at) : null;
  const dueAt = Math.max(at + waitBeforeNext(attempts, random), asked ?? 0);
  if (maxAttempts !== null && attempts >= maxAttempts) {
    return {
      ...said,
      notBefore: asked,
      state: 'failed',
      dueAt: at,
      error: `${error}; the last attempt of ${maxAttempts}`,
    };
  }
  if (dueAt > deadline)
    return { ...said, notBefore: asked, state: 'failed', dueAt: at, error: `${error}; given up at its deadline` };
  return { ...said, notBefore: asked, state: 'waiting', dueAt, error };
}

function errorOf(status: number): string {
  if (status === 410) return 'HTTP 410: the endpoint says that it is gone';
  if (status >= 300 && status < 400) return `HTTP ${status}: redirects are not followed`;
  return `HTTP ${status}`;
}

/** When Retry-After says to come again; at most as long as a delivery lives. */
function retryAt(header: string | undefined, now: number): number | null {
  const wait = retryAfterMs(header, now);
  return wait === null || wait === 0 ? null : now + Math.min(wait, DELIVERY_MS);
}
