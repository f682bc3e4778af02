import { Injectable } from '@nestjs/common';
import { WAITING, type WaitingStatus } from '@signalbox/contracts/statuses';
import { KeyedMutex } from '../../platform/common/keyed-mutex.js';
import { IntakeService } from './accept/intake.service.js';
import { ChangeBuilder } from './change.js';
import { QueueService } from './dispatch/queue.service.js';
import { type Message, isDue } from './message.js';
import { MessageRepository, type RunAdvance } from './message.repository.js';
import { ProgramProxiesService, type StoredProxy } from './program-proxies.service.js';
import { type RunRoute, type RunRow, runMessage } from './run-message.js';
import { MassChangesService } from './status/mass-changes.service.js';

const PAGE = 500;
/** Later than anything: a message held until then waits for somebody to let it go. */
export const FOR_GOOD = Date.parse('2200-01-01T00:00:00Z');

/** The messages of programs' runs: how they come into the queue, wait there for their program, and leave it again. */
@Injectable()
export class RunMessagesService {
  private readonly turns = new KeyedMutex();

  constructor(
    private readonly intake: IntakeService,
    private readonly repository: MessageRepository,
    private readonly queue: QueueService,
    private readonly changes: MassChangesService,
    private readonly proxies: ProgramProxiesService,
  ) {}

  /**
   * Stores the messages of rows and moves the run's cursor, in one transaction.
   * @throws Conflict when the cursor stands elsewhere or the run does not run; then nothing was stored
   */
  store(route: RunRoute, rows: readonly RunRow[], advance: RunAdvance): Promise<void> {
    const now = Date.now();
    const messages = rows.map((row) => runMessage(route, row, now));
    return this.intake.storeMany(messages, { known: false, advance });
  }

  /** The proxy that HTTP providers are reached through for a program's messages, as its last run has it; null is none. */
  useProxy(programId: string, proxy: StoredProxy | null): void {
    this.proxies.set(programId, proxy);
  }

  /** Why nothing can carry a run's next message for now; null when something can. */
  closedReason(route: RunRoute, pairId: string | null): string | null {
    return this.queue.closedReason(probe(route, pairId), Date.now());
  }

  /** Whether there is any channel, at work or not, that may carry a run's messages. */
  hasChannel(route: RunRoute, pairId: string | null): boolean {
    return this.queue.hasChannel(probe(route, pairId));
  }

  /** From now on nothing of the run is dispatched, until `open`. What waits stays in the database. */
  bar(runId: number): void {
    this.queue.room.barredRuns.add(runId);
    this.queue.room.removeWhere((message) => message.runId === runId);
  }

  open(runId: number): void {
    this.queue.room.barredRuns.delete(runId);
  }

  /**
   * Makes what is queued wait until a time (epoch ms), for a reason.
   * @param until null for a message that need not wait
   */
  async hold(runId: number, until: (message: Message) => number | null, reason: string): Promise<void> {
    await this.sweep(runId, 'queued', (message, now) => {
      const dueAt = until(message);
      if (dueAt === null || (message.dueAt >= dueAt && message.reason === reason)) return null;
      return new ChangeBuilder(message).patch(now, { dueAt, reason });
    });
  }

  /**
   * Lets go what is held for a reason that begins so.
   * @param andDue also what became due meanwhile, while the run was barred
   */
  async release(runId: number, reason: string, andDue: boolean): Promise<void> {
    await this.sweep(runId, 'queued', (message, now) => {
      const isHeld = message.reason?.startsWith(reason) ?? false;
      if (!isHeld && (!andDue || message.dueAt > now || this.queue.room.has(message.id))) return null;
      return new ChangeBuilder(message).patch(now, { dueAt: now, reason: null });
    });
  }

  /** Takes back all that waits. */
  async cancel(runId: number, reason: string): Promise<void> {
    for (const status of WAITING) {
      await this.sweep(runId, status, (message, now) => new ChangeBuilder(message).step('cancelled', now, { reason }));
    }
  }

  /** One sweep of a run after another: a pause that is still being written must not go on behind the resumption. */
  private sweep(
    runId: number,
    status: WaitingStatus,
    changeOf: (message: Message, now: number) => ChangeBuilder | null,
  ): Promise<void> {
    return this.turns.take(String(runId), () => this.sweepAll(runId, status, changeOf));
  }

  private async sweepAll(
    runId: number,
    status: WaitingStatus,
    changeOf: (message: Message, now: number) => ChangeBuilder | null,
  ): Promise<void> {
    for (let after = 0, full = true; full;) {
      const page = await this.repository.waitingOfRun(runId, status, after, PAGE);
      const now = Date.now();
      const changing = page.filter((message) => changeOf(message, now) !== null);
      this.queue.room.remove(changing.map(({ id }) => id));
      await this.changes.change(changing, (message) => (message.status === status ? changeOf(message, now) : null));
      // The backlog reader may be past the place where those lie now that are due.
      for (const message of changing) if (isDue(message, Date.now())) this.queue.leave(message);
      after = page.at(-1)?.seq ?? after;
      full = page.length === PAGE;
    }
  }
}

/** A message as the run's next one may be, to ask what could carry it. */
const probe = (route: RunRoute, pairId: string | null): Message =>
  runMessage(
    route,
    { id: '', to: '', pairId, isHighPriority: false, lane: 2, text: '', problem: null, sendAt: null },
    Date.now(),
  );
