import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { Page, PageQuery } from '@signalbox/contracts/common';
import type {
  NewProgram,
  Program as ProgramView,
  ProgramPatch,
  ProgramQuery,
  Run,
} from '@signalbox/contracts/programs';
import { decodeIdCursor, toIdPage } from '../../platform/common/cursor.js';
import { documentId } from '../../platform/common/document-id.js';
import { Conflict, NotFound } from '../../platform/common/errors.js';
import type { Principal } from '../../platform/common/principal.js';
import { KeyedMutex } from '../../platform/common/keyed-mutex.js';
import { SystemLogService } from '../../access/logs/system-log.service.js';
import { type Said, firstWords, wordsAfter } from '@signalbox/contracts/program-words';
import { ProgramRulesService } from './program-rules.service.js';
import { toDetails, toRequest, toView } from './program-view.js';
import type { Program } from './program.js';
import { ProgramRepository } from './program.repository.js';
import { ProgramUsesService } from './program-uses.service.js';
import { RunsService } from './runs/runs.service.js';

/** A program as it is stored, with the run that goes on, or the last there was. */
export interface ProgramWithRun {
  program: Program;
  run: Run | null;
}

/** Sending sessions over number lists. What is asked of one program is done one after another. */
@Injectable()
export class ProgramsService implements OnModuleInit {
  private readonly turns = new KeyedMutex();

  constructor(
    private readonly repository: ProgramRepository,
    private readonly rules: ProgramRulesService,
    private readonly runs: RunsService,
    private readonly uses: ProgramUsesService,
    private readonly log: SystemLogService,
  ) {}

  onModuleInit(): void {
    this.uses.register();
  }

  async list({ limit, cursor, name, going }: ProgramQuery): Promise<Page<ProgramView>> {
    if (name !== undefined) {
      const named = await this.repository.findByName(name);
      return { data: named ? [await this.view(named)] : [], next_cursor: null };
    }
    if (going !== undefined) return { data: await this.going(), next_cursor: null };
    const { data, next_cursor } = await this.page({ limit, cursor });
    return { data: data.map(({ program, run }) => toView(program, run)), next_cursor };
  }

  async get(id: string): Promise<ProgramView> {
    return this.view(await this.require(id));
  }

  /** How many there are. */
  count(): Promise<number> {
    return this.repository.count();
  }

  /** Null when there is none of this name. */
  async findByName(name: string): Promise<ProgramWithRun | null> {
    const program = await this.repository.findByName(name);
    return program && { program, run: await this.runs.current(program.id) };
  }

  /** @throws NotFound */
  async withRun(id: string): Promise<ProgramWithRun> {
    return { program: await this.require(id), run: await this.runs.current(id) };
  }

  /** As `list`, as they are stored. */
  async page({ limit, cursor }: PageQuery): Promise<Page<ProgramWithRun>> {
    const programs = await this.repository.list(limit, decodeIdCursor(cursor));
    const runs = await this.runs.currents(programs.map(({ id }) => id));
    return toIdPage(programs, limit, (program) => ({ program, run: runs.get(program.id) ?? null }));
  }

  /**
   * @param said in the program API's own words
   * @throws Invalid naming what refers to nothing; Conflict when the name is taken
   */
  async create(body: NewProgram, by: Principal, said: Said = {}): Promise<ProgramView> {
    const request = await this.rules.check(body);
    const now = Date.now();
    const id = documentId(now);
    const program: Program = {
      id,
      name: request.name,
      ownerId: by.userId,
      pairId: request.pair_id,
      listId: request.number_list_id,
      details: { ...toDetails(request), ...this.rules.sealedProxy(id, request.proxy), ...firstWords(said, now) },
      version: 0,
      createdAt: now,
      updatedAt: now,
    };
    if (!(await this.repository.create(program))) throw nameTaken();
    this.record('program.created', program.name, by);
    return toView(program, null);
  }

  /** A run that goes on takes over the pace, the window and the threshold. @throws as `create`, and NotFound */
  change(id: string, { version, ...patch }: ProgramPatch, by: Principal, said: Said = {}): Promise<ProgramView> {
    return this.turns.take(id, async () => {
      const before = await this.require(id);
      const request = await this.rules.check({ ...toRequest(before), ...patch }, toRequest(before));
      const now = Date.now();
      const change = {
        name: request.name,
        pairId: request.pair_id,
        listId: request.number_list_id,
        details: {
          ...toDetails(request),
          ...this.rules.sealedProxy(id, request.proxy, before.details),
          ...wordsAfter(before.details, patch, said, now),
        },
        updatedAt: now,
      };
      // The rest of the details are as they were read: so nobody else may have changed them since.
      const changed = await this.repository.update(id, change, version ?? before.version);
      if (changed === null) throw new NotFound('program', id);
      if (changed === 'taken') throw nameTaken();
      if (changed === 'changed') throw changedMeanwhile();
      await this.runs.adopt(id, changed.details);
      const names = [
        ...new Set([...Object.keys(patch), ...(said.activeStatus === undefined ? [] : ['active_status'])]),
      ];
      this.record('program.changed', `${changed.name}: ${names.join(', ')}`, by);
      return this.view(changed);
    });
  }

  /**
   * @param andStops what goes on of it is stopped first
   * @throws NotFound; Conflict while it runs or is paused, unless it is to be stopped
   */
  remove(id: string, by: Principal, andStops = false): Promise<void> {
    return this.turns.take(id, async () => {
      const program = await this.require(id);
      if (andStops) await this.runs.end(id, `Stopped by ${by.username}, to be deleted.`);
      else if (await this.runs.isGoing(id)) throw new Conflict('The program runs or is paused. Stop it first.');
      if (!(await this.repository.remove(id))) throw new NotFound('program', id);
      this.record('program.deleted', program.name, by);
    });
  }

  /** The run that goes on, where there is one. @throws NotFound; Conflict when it cannot be started */
  start(id: string, by: Principal): Promise<Run> {
    return this.turns.take(id, () => this.begin(id, by));
  }

  /** @throws NotFound; Conflict when it does not run */
  stop(id: string, by: Principal): Promise<Run> {
    return this.command(id, 'stopped', by, () => this.runs.stop(id, by.username));
  }

  /** @throws NotFound; Conflict when it does not run */
  pause(id: string, by: Principal): Promise<Run> {
    return this.command(id, 'paused', by, () => this.runs.pause(id, by.username));
  }

  /** @throws NotFound; Conflict when it is not paused */
  resume(id: string, by: Principal): Promise<Run> {
    return this.command(id, 'resumed', by, () => this.runs.resume(id, by.username));
  }

  /** Stops what goes on, and begins again at the first row. @throws as `start` */
  restart(id: string, by: Principal): Promise<Run> {
    return this.turns.take(id, async () => {
      await this.rules.requireStartable(await this.require(id));
      await this.runs.end(id, `Stopped by ${by.username}, to start again.`);
      return this.begin(id, by);
    });
  }

  /** Newest first. @throws NotFound */
  async runsOf(id: string, query: PageQuery): Promise<Page<Run>> {
    await this.require(id);
    return this.runs.list(id, query);
  }

  /** To a run that goes on: the program itself is asked for only where there is none, since its store may not answer. */
  private command(id: string, done: string, by: Principal, work: () => Promise<Run>): Promise<Run> {
    return this.turns.take(id, async () => {
      if (!(await this.runs.isGoing(id))) await this.require(id);
      const run = await work();
      this.record(`program.${done}`, `run ${run.id} of program ${id}`, by);
      return run;
    });
  }

  /** In the order of their beginning, the last first. A run whose program is gone is none. */
  private async going(): Promise<ProgramView[]> {
    const runs = await this.runs.going();
    const programs = await Promise.all(runs.map((run) => this.repository.find(run.program_id)));
    return programs.flatMap((program, index) => (program ? [toView(program, runs[index] ?? null)] : [])).reverse();
  }

  private async begin(id: string, by: Principal): Promise<Run> {
    const program = await this.require(id);
    const [settings, rows] = await this.rules.requireStartable(program);
    const run = await this.runs.start(id, settings, rows, by.username);
    this.record('program.started', `${program.name}: run ${run.id}`, by);
    return run;
  }

  private async require(id: string): Promise<Program> {
    const program = await this.repository.find(id);
    if (!program) throw new NotFound('program', id);
    return program;
  }

  private async view(program: Program): Promise<ProgramView> {
    return toView(program, await this.runs.current(program.id));
  }

  private record(action: string, details: string, { userId }: Principal): void {
    this.log.record({ action, details, status: 'ok', userId });
  }
}

const nameTaken = (): Conflict =>
  new Conflict('Another program has this name.', [{ field: 'name', message: 'expected a name that is not taken' }]);

const changedMeanwhile = (): Conflict =>
  new Conflict('Somebody else changed the program. Read it again.', [
    { field: 'version', message: 'expected the version that the program has now' },
  ]);
