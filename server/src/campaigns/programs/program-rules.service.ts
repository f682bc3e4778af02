import { Injectable } from '@nestjs/common';
import type { NewProgram } from '@signalbox/contracts/programs';
import { Conflict, Invalid, NotFound } from '../../platform/common/errors.js';
import { requireE164 } from '../../platform/common/phone-number.js';
import { Config } from '../../platform/config/config.js';
import type { NumberList } from '../number-lists/number-list.js';
import { NumberListsService } from '../number-lists/number-lists.service.js';
import { PairsService } from '../../messaging/pairs/pairs.service.js';
import { ChannelsService } from '../../messaging/sim-cards/channels.service.js';
import type { Program } from './program.js';
import type { RunSettings } from './runs/run.js';
import { missingColumns } from '@signalbox/contracts/template';

/** What a program may refer to. */
@Injectable()
export class ProgramRulesService {
  constructor(
    private readonly pairs: PairsService,
    private readonly lists: NumberListsService,
    private readonly channels: ChannelsService,
    private readonly config: Config,
  ) {}

  get defaultTemplate(): string {
    return this.config.env.PROGRAM_TEMPLATE;
  }

  /**
   * A request with its sender in E.164.
   * @throws Invalid naming the field that refers to nothing, or a template's column that the list does not have
   */
  async check(request: NewProgram): Promise<NewProgram> {
    const { pair_id: pairId, number_list_id: listId, template } = request;
    if (pairId !== null && !this.pairs.find(pairId)) throw Invalid.field('pair_id', 'expected the id of a pair');
    const list = listId === null ? null : await this.find(listId);
    if (listId !== null && !list) throw Invalid.field('number_list_id', 'expected the id of a number list');
    if (list?.status === 'ready') {
      const missing = missingColumns(template, list.details.columns);
      if (missing.length > 0) throw Invalid.field('template', missingIn(list, missing));
    }
    return { ...request, sender: request.sender === null ? null : this.sender(request.sender) };
  }

  /**
   * What a run of the program begins with.
   * @throws Conflict when it cannot be started
   */
  async requireStartable({ name, ownerId, pairId, listId, details }: Program): Promise<[RunSettings, rows: number]> {
    if (!details.active) throw new Conflict('The program is inactive.');
    if (details.template === '') throw new Conflict('The program has no template.');
    if (listId === null) throw new Conflict('The program has no number list.');
    if (pairId !== null && !this.pairs.find(pairId)) throw new Conflict("The program's pair is gone.");
    if (details.sender !== null && !this.channels.findByNumber(details.sender)) {
      throw new Conflict(`The program's SIM card ${details.sender} is gone.`);
    }
    const list = await this.find(listId);
    if (!list) throw new Conflict("The program's number list is gone.");
    if (list.status === 'failed') throw new Conflict("The program's number list could not be imported.");
    if (list.status === 'ready') {
      const missing = missingColumns(details.template, list.details.columns);
      if (missing.length > 0) {
        throw new Conflict('The template does not fit the number list.', [
          { field: 'template', message: missingIn(list, missing) },
        ]);
      }
    }
    const rows = list.status === 'ready' ? list.details.rows : 0;
    return [{ name, ownerId, pairId, listId, details }, rows];
  }

  private sender(number: string): string {
    const sender = requireE164('sender', number, this.config.env.DEFAULT_COUNTRY);
    if (!this.channels.findByNumber(sender)) throw Invalid.field('sender', 'expected the number of a SIM card');
    return sender;
  }

  private async find(listId: string): Promise<NumberList | null> {
    try {
      return await this.lists.require(listId);
    } catch (error) {
      if (error instanceof NotFound) return null;
      throw error;
    }
  }
}

const missingIn = ({ details }: NumberList, missing: readonly string[]): string =>
  `expected columns of the number list (${details.columns.join(', ')}) or a fallback, got ${missing.join(', ')}`;
