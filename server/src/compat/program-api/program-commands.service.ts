import { Injectable } from '@nestjs/common';
import type { ProgramApiCommand, ProgramApiDone } from '@signalbox/contracts/program-api';
import { activeStatusOf } from '@signalbox/contracts/program-words';
import { isGoing } from '@signalbox/contracts/run-statuses';
import { NotFound } from '../../platform/common/errors.js';
import type { Principal } from '../../platform/common/principal.js';
import { NumberListsService } from '../../campaigns/number-lists/number-lists.service.js';
import { ProgramsService, type ProgramWithRun } from '../../campaigns/programs/programs.service.js';
import { RunWaitsService } from '../../campaigns/programs/runs/run-waits.service.js';
import { isHeldByClient } from './program-pair.js';
import { ProgramPairsService } from './program-pairs.service.js';

/** How long a start waits for the list that was just uploaded: what becomes of most of them can be told then. */
const PATIENCE_MS = 10_000;

/** @param reason why its messages wait, in words; null when they do not */
const done = (what: string, reason: string | null, after = ''): ProgramApiDone => ({
  message: `${what} processing pair${after || (reason === null ? '' : `; its messages wait: ${reason}`)}`,
  success: true,
  ...(reason === null ? {} : { reason }),
});

/** Start, stop and restart by name. */
@Injectable()
export class ProgramCommandsService {
  constructor(
    private readonly programs: ProgramsService,
    private readonly lists: NumberListsService,
    private readonly pairs: ProgramPairsService,
    private readonly waits: RunWaitsService,
  ) {}

  /** Twice is as once. @throws NotFound, Conflict when it cannot be started */
  async start(caller: Principal, { pair_name }: ProgramApiCommand): Promise<ProgramApiDone> {
    const found = await this.pairs.require(pair_name);
    const isNew = found.run === null || !isGoing(found.run);
    const after = isNew ? await this.prepared(found, caller) : '';
    const run = await this.programs.start(found.program.id, caller);
    return done('Started', await this.waits.reasonOf(run), after);
  }

  /** What does not run is not active any more either, whatever its client said when it created it. @throws NotFound */
  async stop(caller: Principal, { pair_name }: ProgramApiCommand): Promise<ProgramApiDone> {
    const { program, run } = await this.pairs.require(pair_name);
    if (run !== null && isGoing(run)) await this.programs.stop(program.id, caller);
    else if (activeStatusOf(program.details, run)) {
      await this.programs.change(program.id, {}, caller, { activeStatus: false });
    }
    return done('Stopped', null);
  }

  /** @throws as `start` */
  async restart(caller: Principal, { pair_name }: ProgramApiCommand): Promise<ProgramApiDone> {
    const found = await this.pairs.require(pair_name);
    const after = await this.prepared(found, caller);
    const run = await this.programs.restart(found.program.id, caller);
    return done('Restarted', await this.waits.reasonOf(run), after);
  }

  /** @throws NotFound always, naming what there is */
  unknown(operation: string): never {
    throw new NotFound('operation', `"${operation.slice(0, 64)}": expected start, stop or restart`);
  }

  /** Has a program ready to be started, as far as it can be. @returns what is to be said of what it waits for */
  private async prepared({ program }: ProgramWithRun, caller: Principal): Promise<string> {
    const list = program.listId === null ? null : await this.lists.findImported(program.listId, PATIENCE_MS);
    if (isHeldByClient(program)) await this.programs.change(program.id, { active: true }, caller);
    return list?.status === 'importing' ? '; it waits for its list, which is still being imported' : '';
  }
}
