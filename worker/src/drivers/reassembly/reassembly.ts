import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Logger } from '@nestjs/common';
import { OccasionalLog } from '@signalbox/transport/occasional-log';
import type { DriverSink } from '../driver.js';
import { digestOf, type InboundEvent, inboundEvent, type InboundPart, joined, normalized } from './inbound-part.js';
import { PARTS_FILE, type PartSet, PartsFile } from './parts-file.js';

export type { InboundPart, PartOf } from './inbound-part.js';

const HOUR_MS = 3_600_000;

export interface ReassemblyLimits {
  /** After so long what came of a message is told, with its gaps marked. */
  completeMs: number;
  /** Sets that wait at once; beyond them the oldest is told as it is. */
  openSets: number;
  /** How long a part that comes again is known, once its message was told. */
  memoryMs: number;
  /** How long what came over an earlier connection may come again, where the network tells no time. */
  arrivalMs: number;
  /** How long after a connection was made that may happen. */
  connectedMs: number;
  /** Parts of so long share a transaction. */
  gatherMs: number;
  sweepMs: number;
}
const LIMITS: ReassemblyLimits = {
  completeMs: 24 * HOUR_MS,
  openSets: 5000,
  memoryMs: 24 * HOUR_MS,
  arrivalMs: HOUR_MS / 4,
  connectedMs: HOUR_MS / 30,
  gatherMs: 10,
  sweepMs: 60_000,
};

interface Waiting {
  part: InboundPart;
  done: { resolve: () => void; reject: (error: Error) => void };
}

/**
 * Joins the parts of inbound messages, for all drivers of a worker. Parts are kept in `parts.db` in the worker's folder
 * until their message is in the journal. Each driver calls `start` when it starts and `stop` when it stops.
 */
export class Reassembly {
  private readonly limits: ReassemblyLimits;
  private readonly log = new OccasionalLog((line) => new Logger('Reassembly').warn(line));
  private events: DriverSink['events'] | undefined;
  private opened: PartsFile | undefined;
  private users = 0;
  private sweeper: NodeJS.Timeout | undefined;
  private gatherer: NodeJS.Timeout | undefined;
  private waiting: Waiting[] = [];
  /** Sets whose event is on its way to the journal. */
  private readonly telling = new Set<number>();

  constructor(
    private readonly folder: string,
    limits: Partial<ReassemblyLimits> = {},
    private readonly now: () => number = Date.now,
  ) {
    this.limits = { ...LIMITS, ...limits };
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
  async add(given: InboundPart): Promise<void> {
    const part = normalized(given);
    if (!this.events) throw new Error('the worker is stopping');
    if (part.concatenation === null && part.connectedAt === undefined) return this.events([inboundEvent(part)]);
    return new Promise((resolve, reject) => {
      this.waiting.push({ part, done: { resolve, reject } });
      this.gatherer ??= setTimeout(() => this.flush(), this.limits.gatherMs);
    });
  }

  private flush(): void {
    clearTimeout(this.gatherer);
    this.gatherer = undefined;
    const batch = this.waiting.splice(0);
    if (batch.length === 0) return;
    try {
      const tasks = this.file().transact(() => batch.map(({ part }) => this.take(part)));
      tasks.forEach((task, index) => {
        const done = batch[index]?.done;
        if (done) void task().then(done.resolve, done.reject);
      });
    } catch (error) {
      const reason = this.failed(error);
      for (const { done } of batch) done.reject(reason);
    }
  }

  /** Inside the transaction. @returns what remains to be done once it is on disk. */
  private take(part: InboundPart): () => Promise<void> {
    const { concatenation } = part;
    if (concatenation === null) {
      const event = inboundEvent({ ...part, at: this.arrived(part) });
      return () => this.tell([event]);
    }
    const file = this.file();
    const { number } = concatenation;
    const sets = file.setsOf(part, concatenation);
    const before: PartSet[] = [];
    for (const set of sets) {
      const known = file.partOf(set, number);
      if (set.told !== null && known?.text === part.text && this.isRepetition(part, known.at, set.told)) {
        return () => Promise.resolve();
      }
      if (set.told !== null) continue;
      if (known?.text === part.text) return () => this.tellIfComplete(set);
      if (known === null) return this.put(set, part, number, before);
      // The sender has come round to this reference again: nothing more will come of the older message.
      before.push(set);
    }
    const full = file.openCount() - before.length >= this.limits.openSets;
    if (full) before.push(...file.openSets(undefined, 1));
    return this.put(file.begin(part, concatenation, this.now()), part, number, before);
  }

  private put(set: PartSet, { text, at }: InboundPart, number: number, ended: PartSet[]): () => Promise<void> {
    this.file().put(set, number, { text, at });
    return async () => {
      for (const old of ended) void this.tellSet(old).catch(() => undefined);
      await this.tellIfComplete(set);
    };
  }

  /** A part of a message that was told already; without the network's time only for a while, as references come round. */
  private isRepetition(part: InboundPart, at: number, told: number): boolean {
    return part.connectedAt === undefined ? part.at === at : this.mayComeAgain(told, part.connectedAt);
  }

  /** Whether what came at a time may come again over a connection that was made later. */
  private mayComeAgain(at: number, connectedAt: number): boolean {
    const now = this.now();
    return at < connectedAt && now - at < this.limits.arrivalMs && now - connectedAt < this.limits.connectedMs;
  }

  /** The time of a message whose network tells none: when it came first, if this is it again. */
  private arrived({ channel, from, text, at, connectedAt = 0 }: InboundPart): number {
    const file = this.file();
    const digest = digestOf(channel, from, text);
    const before = file.arrivalOf(digest);
    if (before !== null && this.mayComeAgain(before, connectedAt)) return before;
    // Two messages with the same words in the same millisecond are two.
    const time = before === null ? at : Math.max(at, before + 1);
    file.arrive(digest, time);
    return time;
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
