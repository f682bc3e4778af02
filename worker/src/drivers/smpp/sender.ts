import type { Job } from '@signalbox/contracts/bus';
import type { SmppChannel } from '@signalbox/contracts/providers';
import { isExpired } from '../../journal/job-state.js';
import { type DriverSink, returned } from '../driver.js';
import { refusalOf } from './command-status.js';
import type { Connection } from './connection.js';
import type { Answer } from './connection-user.js';
import type { Progress } from './early-reports.js';
import { Outgoing, type Step } from './outgoing.js';
import { Pace } from './pace.js';
import type { ReportBook } from './report-book.js';
import { submissionsOf } from './submission.js';

/** One submit_sm that is under way or about to be. */
export interface Submission {
  message: Outgoing;
  part: number;
  /** Counts the submits of an account. */
  serial: number;
}

export interface SenderHost {
  sink: DriverSink;
  book: ReportBook;
  /** What may be submitted over now. */
  connections(): Connection<Submission>[];
  /** The SMSC took one, or refused one in a way that it will refuse all. */
  heard(refusal: string | null): void;
  odd(kind: string, words: string): void;
}

/**
 * Each claim is a durable write, so jobs are claimed many at a time: as soon as half the window is free, or after so
 * long. Never more than there is room for: what is claimed and not sent is uncertain after a kill -9.
 */
const GATHER_MS = 5;
const RETRY_MS = 1000;

/** The jobs of one account on their way to its connections, within the window and at the pace that the SMSC allows. */
export class Sender {
  private waiting: Job[] = [];
  /** Claimed; the SMSC had no room for them, or they are the rest of a long message. */
  private ready: Submission[] = [];
  private readonly open = new Set<Outgoing>();
  private readonly pace: Pace;
  private readonly window: number;
  private serial = 0;
  private reference = Math.floor(Math.random() * 0x10000);
  private timer: NodeJS.Timeout | undefined;
  private readonly late = new Set<NodeJS.Timeout>();
  private isOn = true;

  constructor(
    private readonly account: SmppChannel,
    private readonly host: SenderHost,
  ) {
    const { window, binds } = account.settings;
    this.window = window * binds;
    this.pace = new Pace(this.window);
  }

  readonly progress: Progress = {
    last: () => this.serial,
    oldest: () => Math.min(Infinity, ...this.host.connections().map(({ oldest }) => oldest?.serial ?? Infinity)),
  };

  /** How many submits have no answer yet. */
  get busy(): number {
    return this.host.connections().reduce((sum, { busy }) => sum + busy, 0);
  }

  submit(jobs: readonly Job[]): void {
    for (const job of jobs) this.waiting.push(job);
    this.pump();
  }

  /** Whether anything is submitted; what is under way goes on. */
  turn(on: boolean): void {
    this.isOn = on;
    this.pump();
  }

  /** Submits what there is room for. To be called whenever there may be more of it. */
  readonly pump = (): void => this.submitNow(false);

  answered(submission: Submission, answer: Answer): void {
    const { message, part } = submission;
    const refusal = answer.kind === 'refused' ? refusalOf(answer.status) : null;
    let step: Step;
    if (refusal?.kind === 'throttled' || refusal?.kind === 'state') {
      if (refusal.kind === 'throttled') this.pace.throttled(Date.now());
      step = message.notTaken(part);
    } else {
      if (answer.kind === 'taken') this.pace.taken();
      if (refusal?.kind === 'account') this.host.heard(refusal.words);
      else if (answer.kind === 'taken') this.host.heard(null);
      step = message.answered(part, answer);
    }
    this.follow(message, step);
    if (answer.kind === 'taken' && !isUnsuccessful(step)) {
      this.host.book.expect(message.job, answer.id, part, message.group);
    }
    this.pump();
  }

  /** The jobs that nobody claimed yet; they are not this account's any more. */
  takeWaiting(): Job[] {
    return this.waiting.splice(0);
  }

  /** Gives everything back that is not under way. */
  giveBack(reason: string): void {
    const jobs = this.takeWaiting();
    if (jobs.length > 0) void this.host.sink.events(jobs.map((job) => returned(job, reason)));
    this.giveUpClaimed(reason);
  }

  /** Gives back what was claimed and is not under way. */
  giveUpClaimed(reason: string): void {
    for (const message of this.open) this.follow(message, message.giveUp(reason));
    this.ready = this.ready.filter(({ message }) => !message.isOver);
  }

  close(): void {
    this.isOn = false;
    clearTimeout(this.timer);
    for (const timer of this.late) clearTimeout(timer);
  }

  /** @param due whether jobs have waited long enough for company */
  private submitNow(due: boolean): void {
    if (!this.isOn || (this.ready.length === 0 && this.waiting.length === 0)) return;
    const now = Date.now();
    const pause = this.pace.pause(now);
    if (pause > 0) return this.again(pause);
    const connections = this.host.connections();
    const free = connections.reduce((sum, { room }) => sum + room, 0);
    let room = Math.min(free, this.pace.allowed(now) - this.busy);
    if (room <= 0) return;
    room -= this.launch(this.ready.splice(0, room), connections);
    if (room <= 0 || this.waiting.length === 0) return;
    const enough = Math.min(this.waiting.length, Math.ceil(Math.min(this.window, this.pace.allowed(now)) / 2));
    if (due || room >= enough) this.claim(room);
    else this.again(GATHER_MS, true);
  }

  private again(ms: number, due = false): void {
    this.timer ??= setTimeout(() => {
      this.timer = undefined;
      this.submitNow(due);
    }, ms);
  }

  /** Claims as many jobs as fit, and submits them. A message of more parts than fit goes alone. */
  private claim(room: number): void {
    let count = 0;
    for (let parts = 0; count < this.waiting.length; count += 1) {
      parts += this.waiting[count]?.segments ?? 1;
      if (count > 0 && parts > room) break;
    }
    const jobs = this.waiting.splice(0, count);
    let claimed: Job[];
    try {
      claimed = this.host.sink.claim(jobs);
    } catch (error) {
      this.host.odd('journal', `cannot claim jobs: ${error instanceof Error ? error.message : String(error)}`);
      this.waiting.unshift(...jobs);
      return this.again(RETRY_MS);
    }
    for (const job of claimed) this.begin(job);
    this.pump();
  }

  private begin(job: Job): void {
    let bodies: Buffer[];
    this.reference = (this.reference + 1) & 0xffff;
    try {
      bodies = submissionsOf(job, this.account, this.reference, Date.now());
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      const { id, attempt } = job;
      void this.host.sink.events([{ type: 'failed', id, attempt, at: Date.now(), temporary: false, reason }]);
      return;
    }
    const message = new Outgoing(job, bodies, this.host.book.group(bodies.length));
    this.open.add(message);
    bodies.forEach((_, part) => this.ready.push({ message, part, serial: 0 }));
  }

  /** @returns how many left; those of messages that are over do not. */
  private launch(submissions: readonly Submission[], connections: readonly Connection<Submission>[]): number {
    const now = Date.now();
    const shares = connections.map((connection) => ({ connection, room: connection.room, its: [] as Submission[] }));
    let count = 0;
    for (const submission of submissions) {
      const { message, part } = submission;
      if (isExpired(message.job, now)) this.follow(message, message.expire());
      const share = shares.reduce((most, one) => (one.room > most.room ? one : most));
      if (message.isOver || share.room <= 0) continue;
      share.room -= 1;
      share.its.push(submission);
      submission.serial = this.serial += 1;
      message.leaves(part);
      count += 1;
    }
    for (const { connection, its } of shares) {
      const items = its.map((what) => ({ what, body: what.message.bodies[what.part] ?? Buffer.alloc(0) }));
      if (items.length > 0) connection.submit(items);
    }
    return count;
  }

  private follow(message: Outgoing, step: Step): void {
    if (step.kind === 'event') {
      this.open.delete(message);
      if (step.event.type !== 'sent') this.host.book.drop(message.group);
      void this.host.sink.events([step.event]);
    } else if (step.kind === 'again') {
      const again = step.parts.map((part): Submission => ({ message, part, serial: 0 }));
      if (!step.late) this.ready.unshift(...again);
      else {
        const timer = setTimeout(() => {
          this.late.delete(timer);
          this.ready.push(...again);
          this.pump();
        }, RETRY_MS);
        this.late.add(timer);
      }
    }
  }
}

/** The message is over, and will not be delivered. */
const isUnsuccessful = (step: Step): boolean => step.kind === 'event' && step.event.type !== 'sent';
