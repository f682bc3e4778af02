import { Injectable } from '@nestjs/common';
import type {
  ProgramApiDeleted,
  ProgramApiPair,
  ProgramApiPairChange,
  ProgramApiUpdated,
} from '@signalbox/contracts/program-api';
import type { ProgramPatch } from '@signalbox/contracts/programs';
import { Invalid, NotFound } from '../../platform/common/errors.js';
import type { Principal } from '../../platform/common/principal.js';
import type { Pair } from '../../messaging/pairs/pair.js';
import { PairsService } from '../../messaging/pairs/pairs.service.js';
import { ProgramsService, type ProgramWithRun } from '../../campaigns/programs/programs.service.js';
import { ProgramListsService } from './program-lists.service.js';
import { isHeldByClient, toPatch, toProgramPair, toSaid } from './program-pair.js';

const PAGE = 100;

/** Programs in this API's shape. */
@Injectable()
export class ProgramPairsService {
  constructor(
    private readonly programs: ProgramsService,
    private readonly lists: ProgramListsService,
    private readonly pairs: PairsService,
  ) {}

  /** All of them, newest first. */
  async list(): Promise<ProgramApiPair[]> {
    const shown: ProgramApiPair[] = [];
    let cursor: string | undefined;
    do {
      const page = await this.programs.page({ limit: PAGE, cursor });
      shown.push(...(await Promise.all(page.data.map((program) => this.view(program)))));
      cursor = page.next_cursor ?? undefined;
    } while (cursor !== undefined);
    return shown;
  }

  /** @throws NotFound */
  async get(id: string): Promise<ProgramApiPair> {
    return this.view(await this.programs.withRun(id));
  }

  /** With a list in it, that takes the place of the one before. @throws Invalid, NotFound, Conflict: see ProgramsService. */
  async change(caller: Principal, id: string, body: ProgramApiPairChange): Promise<ProgramApiUpdated> {
    const { number_list: text, ...change } = body;
    const pair = this.pairOf(change.country_operator);
    const { program } = await this.programs.withRun(id);
    const patch = toPatch(change);
    // Here that flag and this one were the same.
    if (change.active_status !== undefined && isHeldByClient(program)) patch.active = true;
    if (text === undefined) {
      await this.programs.change(id, patch, caller, toSaid(change));
    } else {
      const country = pair?.country ?? (program.pairId === null ? undefined : this.pairs.find(program.pairId)?.country);
      const from = { text, pairName: patch.name ?? program.name, ownerId: caller.userId, country };
      const list = await this.lists.fromJson(from);
      const withList: ProgramPatch = { ...patch, number_list_id: list.id };
      await this.lists.used(list.id, () => this.programs.change(id, withList, caller, toSaid(change)));
    }
    return { message: 'Pair updated successfully', pair: await this.get(id) };
  }

  /** What goes on of it is stopped; the number list stays. @throws NotFound */
  async remove(caller: Principal, id: string): Promise<ProgramApiDeleted> {
    await this.programs.remove(id, caller, true);
    return { message: 'Pair deleted successfully', pair_id: id };
  }

  /** @throws NotFound */
  async require(name: string): Promise<ProgramWithRun> {
    const found = await this.programs.findByName(name);
    if (!found) throw new NotFound('pair', `"${name}"`);
    return found;
  }

  /** The country-operator pair that a client names; null where it names none. @throws Invalid */
  pairOf(id: string | null | undefined): Pair | null {
    if (id === null || id === undefined) return null;
    const pair = this.pairs.find(id);
    if (!pair) throw Invalid.field('country_operator', 'expected the id of a country-operator pair');
    return pair;
  }

  private async view(found: ProgramWithRun): Promise<ProgramApiPair> {
    const { listId } = found.program;
    return toProgramPair(found, listId === null ? null : await this.lists.find(listId));
  }
}
