import { Injectable } from '@nestjs/common';
import type { ProgramApiCommand, ProgramApiDone } from '@signalbox/contracts/program-api';
import type { Program } from '@signalbox/contracts/programs';
import { NotFound } from '../../platform/common/errors.js';
import type { Principal } from '../../platform/common/principal.js';
import { ProgramsService } from '../../campaigns/programs/programs.service.js';
import { ProgramPairsService } from './program-pairs.service.js';

const done = (what: string): ProgramApiDone => ({ message: `${what} processing pair`, success: true });

/** Start, stop and restart by name. */
@Injectable()
export class ProgramCommandsService {
  constructor(
    private readonly programs: ProgramsService,
    private readonly pairs: ProgramPairsService,
  ) {}

  /** Twice is as once. @throws NotFound, Conflict when it cannot be started */
  async start(caller: Principal, { pair_name }: ProgramApiCommand): Promise<ProgramApiDone> {
    const { id } = await this.activated(await this.pairs.require(pair_name), caller);
    await this.programs.start(id, caller);
    return done('Started');
  }

  /** @throws NotFound, Conflict when it does not run */
  async stop(caller: Principal, { pair_name }: ProgramApiCommand): Promise<ProgramApiDone> {
    const { id } = await this.pairs.require(pair_name);
    await this.programs.stop(id, caller);
    return done('Stopped');
  }

  /** @throws as `start` */
  async restart(caller: Principal, { pair_name }: ProgramApiCommand): Promise<ProgramApiDone> {
    const { id } = await this.activated(await this.pairs.require(pair_name), caller);
    await this.programs.restart(id, caller);
    return done('Restarted');
  }

  /** @throws NotFound always, naming what there is */
  unknown(operation: string): never {
    throw new NotFound('operation', `"${operation.slice(0, 64)}": expected start, stop or restart`);
  }

  /** Here whoever starts a program makes it active, as in the earlier system. */
  private async activated(program: Program, caller: Principal): Promise<Program> {
    return program.active ? program : this.programs.change(program.id, { active: true }, caller);
  }
}
