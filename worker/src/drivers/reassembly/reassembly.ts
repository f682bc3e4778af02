import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Logger } from '@nestjs/common';
import { OccasionalLog } from '@signalbox/transport/occasional-log';
import type { DriverSink } from '../driver.js';
import { type InboundEvent, inboundEvent, type InboundPart, joined, normalized } from './inbound-part.js';
import { LIMITS, type ReassemblyLimits } from './limits.js';
import { PARTS_FILE, type PartSet, PartsFile } from './parts-file.js';
import { arrivalDigest, Repetitions } from './repetitions.js';

export type { InboundPart, PartOf } from './inbound-part.js';

/** To be called when the network has our answer: what comes again is another message then. */
export type Answered = () => void;

interface Waiting {
  part: InboundPart;
  done: { resolve: (answered: Answered) => void; reject: (error: Error) => void };
}

/** What remains to be done once a part is on disk, and once it is answered. */
interface Taken {
  tell: () => Promise<void>;
  answered: (file: PartsFile) => void;
}

const nothing = (): void => undefined;

/**
 * Joins the parts of inbound messages, for all drivers of a worker. Parts are kept in `parts.db` in the worker's folder
 * until their message is in the journal. Each driver calls `start` when it starts and `stop` when it stops.
 */
export class Reassembly {
  private readonly limits: ReassemblyLimits;
  private readonly repetitions: Repetitions;
  private readonly log = new OccasionalLog((line) => new Logger('Reassembly').warn(line));
  private events: DriverSink['events'] | undefined;
  private opened: PartsFile | undefined;
  private users = 0;
  private sweeper: NodeJS.Timeout | undefined;
  private gatherer: NodeJS.Timeout | undefined;
  private gathered: Waiting[] = [];
  /** Sets whose event is on its way to the journal. */
  private readonly telling = new Set<number>();

  constructor(
    private readonly folder: string,
    limits: Partial<ReassemblyLimits> = {},
    private readonly now: () => number = Date.now,
  ) {
    this.limits = { ...LIMITS, ...limits };
    this.repetitions = new Repetitions(this.limits, now);
  }

  /** Opens for one driver more. What was complete when the worker died is told. @throws Error when the file cannot be used */
  start({ events }: Pick<DriverSink, 'events'>): void {
    this.users += 1;
    if (this.users > 1) return;
    this.events = events;
    if (existsSync(join(this.folder, PARTS_FILE))) this.sweep();
    this.sweeper = setInterval(() => this.sweepAgain(), this.limits.sweepMs);
    this.sweeper.unref();
  }

  /** Closes with the last driver. What was given and has not resolved is refused: its network keeps it. */
  stop(): void {
    this.users = Math.max(0, this.users - 1);
    if (this.users > 0) return;
    clearInterval(this.sweeper);
    this.flush();
    this.events = undefined;
    this.opened?.close();
    this.opened = undefined;
  }

  /**
   * Takes a message or a part of one, told once however often it comes. Resolves when it is kept: the part is on disk,
   * or the message's event is in the journal. Only then may its network forget it.
   */
  async add(given: InboundPart): Promise<Answered> {
    const part = normalized(given);
    if (!this.events) throw new Error('the worker is stopping');
    if (part.concatenation === null && part.connectedAt === undefined) {
      await this.events([inboundEvent(part)]);
      return nothing;
    }
    return new Promise((resolve, reject) => {
      this.gathered.push({ part, done: { resolve, reject } });
      this.gatherer ??= setTimeout(() => this.flush(), this.limits.gatherMs);
    });
  }

  /** How many messages miss parts for more than a minute. */
  waiting(): number {
    return this.opened?.openCount(this.now() - this.limits.lateMs) ?? 0;
  }

  /** Tells those as they are, with their gaps marked. Resolves to how many when they are in the journal. */
  async tellWaiting(): Promise<number> {
    const late = this.opened?.openSets(this.now() - this.limits.lateMs) ?? [];
    await Promise.all(late.map((set) => this.tellSet(set)));
    return late.length;
  }

  private flush(): void {
    clearTimeout(this.gatherer);
    this.gatherer = undefined;
    const batch = this.gathered.splice(0);
    if (batch.length === 0) return;
    try {
      const tasks = this.file().transact(() => batch.map(({ part }) => this.take(part)));
      tasks.forEach((task, index) => {
        const done = batch[index]?.done;
        if (done) void task.tell().then(() => done.resolve(() => this.answer(task)), done.reject);
      });
    } catch (error) {
      const reason = this.failed(error);
      for (const { done } of batch) done.reject(reason);
    }
  }

  /** One that fails costs at most one repetition that is taken for a message. */
  private answer({ answered }: Taken): void {
    try {
      if (this.opened) answered(this.opened);
    } catch (error) {
      this.failed(error);
    }
  }

  /** Inside the transaction. */
  private take(part: InboundPart): Taken {
    const { concatenation } = part;
    if (concatenation === null) {
      const event = inboundEvent({ ...part, at: this.repetitions.arrival(this.file(), part) });
      return { tell: () => this.tell([event]), answered: (file) => file.answerArrival(arrivalDigest(part)) };
    }
    const file = this.file();
    const { number } = concatenation;
    const sets = file.setsOf(part, concatenation);
    const before: PartSet[] = [];
    for (const set of sets) {
      const known = file.partOf(set, number);
      const answered = (its: PartsFile) => its.answerPart(set, number);
      if (set.told !== null && known?.text === part.text && this.repetitions.isPart(part, known, set.told)) {
        return { tell: () => Promise.resolve(), answered };
      }
      if (set.told !== null) continue;
      if (known?.text === part.text) return { tell: () => this.tellIfComplete(set), answered };
      if (known === null) return this.put(set, part, number, before);
      // The sender has come round to this reference again: nothing more will come of the older message.
      before.push(set);
    }
    const full = file.openCount() - before.length >= this.limits.openSets;
    if (full) before.push(...file.openSets(undefined, 1));
    return this.put(file.begin(part, concatenation, this.now()), part, number, before);
  }

  private put(set: PartSet, { text, at }: InboundPart, number: number, ended: PartSet[]): Taken {
    this.file().put(set, number, { text, at });
    const tell = async () => {
      for (const old of ended) void this.tellSet(old).catch(() => undefined);
      await this.tellIfComplete(set);
    };
    return { tell, answered: (file) => file.answerPart(set, number) };
  }

  private async tellIfComplete(set: PartSet): Promise<void> {
    if (this.opened && this.opened.countOf(set) === set.total) await this.tellSet(set);
  }

  private async tellSet(set: PartSet): Promise<void> {
    if (this.telling.has(set.id) || !this.opened) return;
    this.telling.add(set.id);
    try {
      await this.tell([this.eventOf(set, this.opened)]);
      this.opened?.tell(set, this.now());
    } finally {
      this.telling.delete(set.id);
    }
  }

  private tell(events: InboundEvent[]): Promise<void> {
    return this.events?.(events) ?? Promise.reject(new Error('the worker is stopping'));
  }

  /** Its time is that of the first part that is here: the same whenever it is told. */
  private eventOf(set: PartSet, file: PartsFile): InboundEvent {
    const parts = file.partsOf(set);
    const text = joined(new Map([...parts].map(([number, part]) => [number, part.text])), set.total);
    const at = parts.values().next().value?.at ?? set.begun;
    return inboundEvent({ channel: set.channel, from: set.sender, text, at });
  }

  /** Tells what is complete or too old, and forgets what was told long ago. */
  private sweep(): void {
    if (!this.opened && !existsSync(join(this.folder, PARTS_FILE))) return;
    const { completeMs, memoryMs, arrivalMs } = this.limits;
    const file = this.file();
    const tooOld = this.now() - completeMs;
    for (const set of file.openSets()) {
      if (set.begun <= tooOld || file.countOf(set) === set.total) void this.tellSet(set).catch(() => undefined);
    }
    file.forget(this.now() - memoryMs, this.now() - arrivalMs);
  }

  private sweepAgain(): void {
    try {
      this.sweep();
    } catch (error) {
      this.failed(error);
    }
  }

  private failed(error: unknown): Error {
    const reason = error instanceof Error ? error : new Error(String(error));
    this.log.note('parts', `cannot keep what came in: ${reason.message}`);
    return reason;
  }

  private file(): PartsFile {
    this.opened ??= new PartsFile(this.folder);
    return this.opened;
  }
}
