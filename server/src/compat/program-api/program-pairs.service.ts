import { Injectable } from '@nestjs/common';
import type {
  ProgramApiDeleted,
  ProgramApiPair,
  ProgramApiPairChange,
  ProgramApiUpdated,
} from '@signalbox/contracts/program-api';
import type { Program } from '@signalbox/contracts/programs';
import { Invalid, NotFound } from '../../platform/common/errors.js';
import type { Principal } from '../../platform/common/principal.js';
import { NumberListsService } from '../../campaigns/number-lists/number-lists.service.js';
import type { Pair } from '../../messaging/pairs/pair.js';
import { PairsService } from '../../messaging/pairs/pairs.service.js';
import { ProgramsService } from '../../campaigns/programs/programs.service.js';
import { toPatch, toProgramPair } from './program-pair.js';

const PAGE = 100;

/** Programs in this API's shape. */
@Injectable()
export class ProgramPairsService {
  constructor(
    private readonly programs: ProgramsService,
    private readonly lists: NumberListsService,
    private readonly pairs: PairsService,
  ) {}

  /** All of them, newest first. */
  async list(): Promise<ProgramApiPair[]> {
    const shown: ProgramApiPair[] = [];
    let cursor: string | undefined;
    do {
      const page = await this.programs.list({ limit: PAGE, cursor });
      shown.push(...(await Promise.all(page.data.map((program) => this.view(program)))));
      cursor = page.next_cursor ?? undefined;
    } while (cursor !== undefined);
    return shown;
  }

  /** @throws Invalid, NotFound, Conflict: see ProgramsService. */
  async change(caller: Principal, id: string, body: ProgramApiPairChange): Promise<ProgramApiUpdated> {
    this.pairOf(body.country_operator);
    const program = await this.programs.change(id, toPatch(body), caller);
    return { message: 'Pair updated successfully', pair: await this.view(program) };
  }

  /** The number list stays. @throws NotFound, Conflict while it runs or is paused. */
  async remove(caller: Principal, id: string): Promise<ProgramApiDeleted> {
    await this.programs.remove(id, caller);
    return { message: 'Pair deleted successfully', pair_id: id };
  }

  /** @throws NotFound */
  async require(name: string): Promise<Program> {
    const program = await this.programs.findByName(name);
    if (!program) throw new NotFound('pair', `"${name}"`);
    return program;
  }

  /** The country-operator pair that a client names; null where it names none. @throws Invalid */
  pairOf(id: string | null | undefined): Pair | null {
    if (id === null || id === undefined) return null;
    const pair = this.pairs.find(id);
    if (!pair) throw Invalid.field('country_operator', 'expected the id of a country-operator pair');
    return pair;
  }

  async view(program: Program): Promise<ProgramApiPair> {
    const { number_list_id: listId } = program;
    return toProgramPair(program, listId === null ? null : await this.lists.find(listId));
  }
}
