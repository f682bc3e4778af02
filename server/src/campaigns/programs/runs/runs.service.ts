import { Injectable, Logger, type OnApplicationBootstrap, type OnModuleInit } from '@nestjs/common';
import type { Page, PageQuery } from '@signalbox/contracts/common';
import type { Run as RunView, RunLogEntry } from '@signalbox/contracts/programs';
import { GOING } from '@signalbox/contracts/run-statuses';
import { decodeCursor, toPage } from '../../../platform/common/cursor.js';
import { Conflict, NotFound } from '../../../platform/common/errors.js';
import { FOR_GOOD, RunMessagesService } from '../../../messaging/sms/run-messages.service.js';
import { storedProxyOf } from '../program.js';
import { ProgramProgressService } from './program-progress.service.js';
import { toLogEntry, toRunView } from './run-view.js';
import type { NewRun, Run, RunSettings } from './run.js';
import { RunRepository } from './run.repository.js';
import { RunnerService } from './runner.service.js';
import { RunEndsService } from './run-ends.service.js';

const PAUSED = 'its program is paused';

/** The runs of programs: begun, paused and stopped here, driven by the Runner. */
@Injectable()
export class RunsService implements OnModuleInit, OnApplicationBootstrap {
  private readonly logger = new Logger(RunsService.name);

  constructor(
    private readonly repository: RunRepository,
    private readonly runner: RunnerService,
    private readonly messages: RunMessagesService,
    private readonly ends: RunEndsService,
    private readonly progress: ProgramProgressService,
  ) {}

  /** Before anything is dispatched: what is paused or was stopped does not leave, and what leaves has its proxy. */
  async onModuleInit(): Promise<void> {
    for (const run of await this.repository.allGoing()) {
      if (run.status === 'paused') this.messages.bar(run.id);
      this.messages.useProxy(run.programId, storedProxyOf(run.settings.details));
    }
    for (const run of await this.repository.unsettled()) this.messages.bar(run.id);
  }

  /** What the last server left in the middle goes on. */
  async onApplicationBootstrap(): Promise<void> {
    for (const run of await this.repository.unsettled()) this.ends.settle(run);
    for (const run of await this.repository.allGoing()) {
      this.progress.watch(run);
      if (run.status === 'paused') this.hold(run);
      else this.goOn(run, false);
    }
  }

  /** Begins a run, or answers the one that goes on; one that is paused is resumed. */
  async start(programId: string, settings: RunSettings, totalRows: number, by: string): Promise<RunView> {
    const begun: NewRun = { programId, settings, totalRows, startedAt: Date.now() };
    const { run, isNew } = await this.repository.begin(begun, { level: 'info', text: `Started by ${by}.` });
    if (!isNew) return run.status === 'paused' ? this.resume(programId, by) : this.view(run);
    this.messages.useProxy(programId, storedProxyOf(settings.details));
    this.progress.watch(run);
    this.runner.take(run);
    return this.view(run);
  }

  /** @throws Conflict when nothing of the program runs or is paused */
  async stop(programId: string, by: string): Promise<RunView> {
    const run = await this.end(programId, `Stopped by ${by}.`);
    if (!run) throw new Conflict('The program does not run.');
    return this.view(run);
  }

  /** Ends what goes on of a program; null when nothing did. */
  async end(programId: string, text: string): Promise<Run | null> {
    const going = await this.repository.going(programId);
    const change = { status: 'stopped' as const, reason: null, endedAt: Date.now() };
    const run = going && (await this.repository.change(going.id, GOING, change, { level: 'info', text }));
    if (!run) return null;
    this.runner.leave(run.id);
    this.ends.ended(run);
    return run;
  }

  /** What is in the queue waits until `resume`. Twice is as once. @throws Conflict when the program does not run */
  async pause(programId: string, by: string): Promise<RunView> {
    const going = await this.require(programId);
    if (going.status === 'paused') return this.view(going);
    const note = { level: 'info' as const, text: `Paused by ${by}.` };
    const run = await this.repository.change(going.id, ['running'], { status: 'paused', reason: null }, note);
    if (!run) throw new Conflict('The program does not run any more.');
    this.runner.leave(run.id);
    this.hold(run);
    return this.view(run);
  }

  /** Twice is as once. @throws Conflict when the program neither runs nor is paused */
  async resume(programId: string, by: string): Promise<RunView> {
    const going = await this.require(programId);
    if (going.status === 'running') return this.view(going);
    const note = { level: 'info' as const, text: `Resumed by ${by}.` };
    const run = await this.repository.change(going.id, ['paused'], { status: 'running', reason: null }, note);
    if (!run) throw new Conflict('The program is not paused any more.');
    this.goOn(run, true);
    return this.view(run);
  }

  /** The run that goes on takes over how fast, when and until when it sends. */
  async adopt(programId: string, changed: RunSettings['details']): Promise<void> {
    const { priority, order, ratePerMinute, window, failWhen } = changed;
    const going = await this.repository.going(programId);
    if (!going) return;
    const details = { ...going.settings.details, priority, order, ratePerMinute, window, failWhen };
    const run = await this.repository.change(going.id, GOING, { settings: { ...going.settings, details } });
    if (run) this.runner.adopt(run);
  }

  isGoing(programId: string): Promise<boolean> {
    return this.repository.going(programId).then((run) => run !== null);
  }

  /** All that run or are paused, in the order of their beginning. */
  async going(): Promise<RunView[]> {
    return this.progress.views(await this.repository.allGoing());
  }

  /** How many run, and how many are paused. */
  async goingCounts(): Promise<{ running: number; paused: number }> {
    const going = await this.repository.allGoing();
    const running = going.filter(({ status }) => status === 'running').length;
    return { running, paused: going.length - running };
  }

  /** The run that goes on, else the last there was; null before the first. */
  async current(programId: string): Promise<RunView | null> {
    return (await this.currents([programId])).get(programId) ?? null;
  }

  /** The same for many programs. */
  async currents(programIds: readonly string[]): Promise<Map<string, RunView>> {
    const runs = await this.repository.latest(programIds);
    const views = await this.progress.views(runs);
    return new Map(views.map((view) => [view.program_id, view]));
  }

  async list(programId: string, { limit, cursor }: PageQuery): Promise<Page<RunView>> {
    const runs = await this.repository.list(programId, limit, decodeCursor(cursor));
    const views = new Map((await this.progress.views(runs)).map((view) => [view.id, view]));
    const shown = runs.flatMap((run) => views.get(run.id) ?? []);
    return toPage(
      shown,
      limit,
      (run) => run.id,
      (run) => run,
    );
  }

  async get(programId: string, id: number): Promise<RunView> {
    return this.view(await this.find(programId, id));
  }

  async log(programId: string, id: number, { limit, cursor }: PageQuery): Promise<Page<RunLogEntry>> {
    await this.find(programId, id);
    const notes = await this.repository.notes(id, limit, decodeCursor(cursor));
    return toPage(notes, limit, (note) => note.id, toLogEntry);
  }

  private goOn(run: Run, andDue: boolean): void {
    this.messages.open(run.id);
    this.background(run, this.messages.release(run.id, PAUSED, andDue));
    this.runner.take(run);
  }

  private hold(run: Run): void {
    this.messages.bar(run.id);
    this.background(
      run,
      this.messages.hold(run.id, () => FOR_GOOD, PAUSED),
    );
  }

  /** What does not hold up the caller; the next start does it again. */
  private background(run: Run, work: Promise<void>): void {
    work.catch((error: unknown) =>
      this.logger.error({ error, run: run.id }, 'the queue of a run could not be changed'),
    );
  }

  private async require(programId: string): Promise<Run> {
    const run = await this.repository.going(programId);
    if (!run) throw new Conflict('The program does not run.');
    return run;
  }

  private async find(programId: string, id: number): Promise<Run> {
    const run = await this.repository.find(id);
    if (run?.programId !== programId) throw new NotFound('run', id);
    return run;
  }

  private async view(run: Run): Promise<RunView> {
    const [view] = await this.progress.views([run]);
    return view ?? toRunView(run, new Map(), null, Date.now());
  }
}
