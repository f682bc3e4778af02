import { setTimeout as wait } from 'node:timers/promises';
import { Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { SuppressionService } from '../../../messaging/suppression/suppression.service.js';
import type { ImportState, NumberList } from '../number-list.js';
import { NumberListRepository } from '../number-list.repository.js';
import { NumberListsEvents } from '../number-lists.events.js';
import { UploadStoreService } from '../../../platform/uploads/upload-store.service.js';
import { runImport } from './import-run.js';
import type { ImportOutcome } from './protocol.js';
import { detailsAfter, detailsDuring, orderFor } from './import-details.js';
import { persist } from './persist.js';

const WAITING = 'the database of the lists does not answer; the import goes on when it does';
const BROKE_OFF = 'the import broke off on our side, and the log says why; upload the file again';
const FILE_GONE = 'the uploaded file is not there any more; upload it again';

interface Job extends ImportState {
  end: AbortController;
  done: Promise<void>;
}

/** Imports uploaded files one after the other; those that a server's end cut off are begun anew by the next start. */
@Injectable()
export class ImportsService implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly logger = new Logger(ImportsService.name);
  private readonly jobs = new Map<string, Job>();
  private readonly stopping = new AbortController();
  private last: Promise<void> = Promise.resolve();

  constructor(
    private readonly repository: NumberListRepository,
    private readonly uploads: UploadStoreService,
    private readonly suppressions: SuppressionService,
    private readonly events: NumberListsEvents,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    // Read before anybody can upload: what comes later is not left over.
    const left = await this.uploads.list();
    void this.resume(left).catch((error: unknown) => {
      if (!this.stopping.signal.aborted) this.logger.error({ error }, 'imports could not be taken up again');
    });
  }

  async onModuleDestroy(): Promise<void> {
    this.stopping.abort(new Error('the server stops'));
    for (const { end } of this.jobs.values()) end.abort(new Error('the server stops'));
    await this.last;
  }

  /** What is known of an import that has not ended, also while the database does not answer. */
  stateOf(id: string): ImportState | undefined {
    return this.jobs.get(id);
  }

  /** Resolves when a list's import has ended, at the latest after so many ms; at once where none goes on. */
  async ended(id: string, withinMs: number): Promise<void> {
    const job = this.jobs.get(id);
    if (!job) return;
    const enough = new AbortController();
    const patience = wait(withinMs, undefined, { signal: enough.signal }).catch(() => undefined);
    await Promise.race([job.done, patience]);
    enough.abort();
  }

  /** Imports the uploaded file of a list that is stored as `importing`. */
  begin(list: NumberList): void {
    const end = new AbortController();
    const job: Job = { list, share: 0, end, done: Promise.resolve() };
    this.jobs.set(list.id, job);
    this.last = job.done = this.last.then(() => this.work(job));
  }

  /** An import that goes on shows the list's new name. */
  renamed({ id, name }: NumberList): void {
    const job = this.jobs.get(id);
    if (job) job.list = { ...job.list, name };
  }

  /** Ends an import, and forgets its file; resolves when nothing of it goes on. */
  async cancel(id: string): Promise<void> {
    const job = this.jobs.get(id);
    job?.end.abort(new Error('the list is deleted'));
    await job?.done;
    await this.uploads.discard(id);
  }

  private async resume(left: readonly string[]): Promise<void> {
    const { signal } = this.stopping;
    const lists = await persist(
      () => this.repository.importing(),
      signal,
      (error) => this.logger.warn({ error }, WAITING),
    );
    const waiting = lists.filter(({ id }) => !this.jobs.has(id));
    await this.uploads.sweep(left, new Set(lists.map(({ id }) => id)));
    for (const list of waiting) this.begin(list);
  }

  /** Never rejects: the next one waits for it. */
  private async work(job: Job): Promise<void> {
    const { id } = job.list;
    try {
      const outcome = await this.import(job);
      await this.finish(job, outcome);
      await this.uploads.discard(id);
    } catch (error) {
      if (!job.end.signal.aborted) this.logger.error({ error, list: id }, 'an import could not be ended');
    } finally {
      this.jobs.delete(id);
    }
  }

  private async import(job: Job): Promise<ImportOutcome> {
    const { list, end } = job;
    if (!(await this.uploads.has(list.id))) return { reason: FILE_GONE, findings: null };
    await this.persist(job, () => this.repository.removeChunks(list.id));
    const order = orderFor(list, this.uploads.pathOf(list.id), this.suppressions.snapshot());
    const handlers = {
      store: (...[kind, number, data]: Parameters<Parameters<typeof runImport>[1]['store']>) =>
        this.persist(job, () => this.repository.putChunk(list.id, kind, number, data)),
      progress: (...[findings, share]: Parameters<Parameters<typeof runImport>[1]['progress']>) =>
        this.tell(job, { details: detailsDuring(job.list.details, findings) }, share),
    };
    try {
      return await runImport(order, handlers, end.signal);
    } catch (error) {
      if (end.signal.aborted) throw error;
      this.logger.error({ error, list: list.id }, 'an import broke off');
      return { reason: BROKE_OFF, findings: null };
    }
  }

  private async finish(job: Job, outcome: ImportOutcome): Promise<void> {
    const { id } = job.list;
    const details = detailsAfter(job.list.details, outcome);
    const status = outcome.reason === null ? 'ready' : 'failed';
    // What came before the failure; rejected rows alone are kept, to be looked at.
    if (status === 'failed' && details.rejectChunks === 0) {
      await this.persist(job, () => this.repository.removeChunks(id));
    }
    const change = { status, details, updatedAt: Date.now() } as const;
    const stored = await this.persist(job, () => this.repository.update(id, change));
    if (stored === null || stored === 'taken') return;
    this.logger.log({ list: id, status, rows: details.rows, rejected: details.rejected }, 'an import ended');
    this.tell(job, stored, 1);
  }

  private async persist<T>(job: Job, work: () => Promise<T>): Promise<T> {
    const done = await persist(work, job.end.signal, (error) => {
      if (job.list.details.reason === null) this.logger.warn({ error, list: job.list.id }, WAITING);
      this.tell(job, { details: { ...job.list.details, reason: WAITING } });
    });
    if (job.list.details.reason === WAITING) this.tell(job, { details: { ...job.list.details, reason: null } });
    return done;
  }

  private tell(job: Job, change: Partial<NumberList>, share = job.share): void {
    job.list = { ...job.list, ...change };
    job.share = share;
    this.events.progress.next({ list: job.list, share });
  }
}
