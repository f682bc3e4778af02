import type { ChannelState, Job, RequestPacket } from '@signalbox/contracts/bus';
import type { NewEvent } from '../events/event.js';
import type { JobKey, UnfinishedJob } from '../journal/journal.js';

/** What a driver reports: everything that can happen to a job once it is accepted, and what came in. */
export type DriverEvent = Exclude<NewEvent, { type: 'accepted' }>;

/** What a driver knows of a job after a crash; `open`: that its report is still to come, if it left. */
export type Verdict = 'sent' | 'unsent' | 'open' | 'unknown';

/** What a request to a channel asks; the worker answers `ping` and `parts` itself. */
export type DriverRequest = Pick<RequestPacket, 'argument'> & {
  type: Exclude<RequestPacket['type'], 'ping' | 'parts'>;
  channel: string;
  /**
   * To be called right before something is done that may cost or disturb (a code is dialled, a modem begins anew), however
   * long the request waited for its turn. @throws Error when nobody waits for it any more
   */
  begin?: () => void;
};

/** A job that has left, and the reference that its `sent` told; its delivery report is to come. */
export interface SentJob {
  job: Job;
  ref: string | null;
  /** When it left, epoch ms. */
  at: number;
  /** Nobody has said yet that it left: the driver's verdict was `open`. */
  isOpen?: true;
}

/** What a driver is given to tell its worker. */
export interface DriverSink {
  /** Takes events in the order they happened. Resolves when they are in the journal: only then may a modem forget them. */
  events(events: readonly DriverEvent[]): Promise<void>;
  /** A channel came, went or changed: `channels()` answers something new. */
  channelsChanged(): void;
  /**
   * For a driver that cannot say after a crash whether it sent: to be called before a job leaves. Returns those that may
   * leave, marked durably as being sent; the others' validity has passed, which is reported.
   */
  claim(jobs: readonly Job[]): Job[];
}

/** Holds channels of one kind. It must not throw out of `submit` or `follow`: what goes wrong is an event. */
export abstract class Driver {
  /** Opens its channels. Rejects when it cannot work at all. */
  abstract start(sink: DriverSink): Promise<void>;
  /** Sends no more; what it has not sent stays in the journal for the next start. */
  abstract stop(): Promise<void>;
  abstract channels(): ChannelState[];
  /** Whether a channel is this driver's, also one that is away just now or not known yet after a start. */
  abstract owns(channel: string): boolean;
  /** Takes charge of accepted jobs of channels that it owns. One whose channel is away for long goes back, `returned`. */
  abstract submit(jobs: readonly Job[]): void;
  /** After a start: these have left and wait for their delivery report. */
  abstract follow(jobs: readonly SentJob[]): void;
  /** Asks a channel. Resolves to the answer in words; rejects with the reason in words. */
  abstract request(request: DriverRequest): Promise<string>;

  /**
   * After a start: whether these left before the last end. A network that cannot be asked knows nothing of what was
   * claimed, which makes it uncertain; what was not claimed did not leave.
   */
  recall(_jobs: readonly UnfinishedJob[]): Promise<(job: UnfinishedJob) => Verdict> {
    return Promise.resolve(({ state }) => (state === 'sending' ? 'unknown' : 'unsent'));
  }
}

/** The event of a job that was never tried. */
export const returned = ({ id, attempt }: JobKey, reason: string): DriverEvent => {
  return { type: 'failed', id, attempt, at: Date.now(), temporary: true, returned: true, reason };
};
