import { Injectable } from '@nestjs/common';
import type { NewProgram } from '@signalbox/contracts/programs';
import { HIDDEN_PASSWORD, isSameProxy, proxyParts, shownProxy } from '@signalbox/contracts/proxy';
import { Conflict, Invalid, NotFound } from '../../platform/common/errors.js';
import { requireE164 } from '../../platform/common/phone-number.js';
import { Config } from '../../platform/config/config.js';
import type { NumberList } from '../number-lists/number-list.js';
import { NumberListsService } from '../number-lists/number-lists.service.js';
import { PairsService } from '../../messaging/pairs/pairs.service.js';
import { ChannelsService } from '../../messaging/sim-cards/channels.service.js';
import { ProgramProxiesService } from '../../messaging/sms/program-proxies.service.js';
import { lackOf, ownText, TEXT_OF_ROWS, textOf } from './program-text.js';
import type { Program, ProgramDetails } from './program.js';
import type { RunSettings } from './runs/run.js';

type StoredDetails = Pick<ProgramDetails, 'proxy' | 'proxySecret'>;

/** What a program may refer to. */
@Injectable()
export class ProgramRulesService {
  constructor(
    private readonly pairs: PairsService,
    private readonly lists: NumberListsService,
    private readonly channels: ChannelsService,
    private readonly proxies: ProgramProxiesService,
    private readonly config: Config,
  ) {}

  /**
   * A request with its sender in E.164. Of a change only what is another than before is asked about: what was right once and
   * is not any more shows when the program is started.
   * @param before what the program is like, where there is one
   * @throws Invalid naming the field that refers to nothing, or a template's column that the list does not have
   */
  async check(request: NewProgram, before?: NewProgram): Promise<NewProgram> {
    const isNew = (field: keyof NewProgram) => before === undefined || request[field] !== before[field];
    const { pair_id: pairId, number_list_id: listId, template } = request;
    if (isNew('pair_id') && pairId !== null && !this.pairs.find(pairId)) {
      throw Invalid.field('pair_id', 'expected the id of a pair');
    }
    if (listId !== null && (isNew('number_list_id') || isNew('template'))) {
      const list = await this.find(listId);
      if (!list) throw Invalid.field('number_list_id', 'expected the id of a number list');
      // Without a text of its own the list may have one, or get one.
      const lack = list.status === 'ready' && ownText(template) !== '' ? lackOf(template, list.details) : null;
      if (lack !== null) throw Invalid.field('template', lack);
    }
    if (request.sender === null || !isNew('sender')) return request;
    return { ...request, sender: this.sender(request.sender) };
  }

  /**
   * What a run of the program begins with.
   * @throws Conflict when it cannot be started
   */
  async requireStartable({ name, ownerId, pairId, listId, details }: Program): Promise<[RunSettings, rows: number]> {
    if (!details.active) throw new Conflict('The program is inactive.');
    if (listId === null) throw new Conflict('The program has no number list.');
    if (pairId !== null && !this.pairs.find(pairId)) throw new Conflict("The program's pair is gone.");
    if (details.sender !== null && !this.channels.findByNumber(details.sender)) {
      throw new Conflict(`The program's SIM card ${details.sender} is gone.`);
    }
    const list = await this.find(listId);
    if (!list) throw new Conflict("The program's number list is gone.");
    if (list.status === 'failed') {
      throw new Conflict(`The program's number list could not be imported: ${list.details.reason ?? 'it broke off'}.`);
    }
    const template = textOf(details.template, this.config.env.PROGRAM_TEMPLATE);
    const lack = list.status === 'ready' ? lackOf(template, list.details) : null;
    if (lack !== null) {
      const what =
        ownText(details.template) !== '' ? 'The template' : template === TEXT_OF_ROWS ? null : 'PROGRAM_TEMPLATE';
      const text = what === null ? 'The program has no text to send.' : `${what} does not fit the number list.`;
      throw new Conflict(text, [{ field: 'template', message: lack }]);
    }
    const rows = list.status === 'ready' ? list.details.rows : 0;
    return [{ name, ownerId, pairId, listId, details: { ...details, template } }, rows];
  }

  /**
   * A proxy as it is stored: its password apart, and sealed.
   * @param before what is stored, whose password stays where `***` comes back for it
   * @throws Invalid where `***` stands for nothing
   */
  sealedProxy(programId: string, written: string | null, before?: ProgramDetails): StoredDetails {
    const parts = written === null ? null : proxyParts(written);
    if (parts === null) return { proxy: written, proxySecret: undefined };
    const proxy = parts.password === null ? written : shownProxy(parts);
    if (parts.password !== HIDDEN_PASSWORD) {
      return { proxy, proxySecret: parts.password === null ? undefined : this.proxies.seal(programId, parts.password) };
    }
    const known = before?.proxySecret === undefined ? null : proxyParts(before.proxy ?? '');
    if (known && isSameProxy(known, parts)) return { proxy, proxySecret: before?.proxySecret };
    throw Invalid.field(
      'proxy',
      `expected the proxy's password: ${HIDDEN_PASSWORD} stands for that of a stored one only`,
    );
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
