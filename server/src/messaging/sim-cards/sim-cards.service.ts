import { Injectable } from '@nestjs/common';
import type { ChannelQuery, Page } from '@signalbox/contracts/common';
import type { NewSimCard, RemovedSimCard, SimCard, SimCardChange } from '@signalbox/contracts/sim-cards';
import { decodeCursor, toPage } from '../../platform/common/cursor.js';
import { defined } from '../../platform/common/defined.js';
import { Conflict, NotFound } from '../../platform/common/errors.js';
import { requireE164 } from '../../platform/common/phone-number.js';
import { type Principal, may } from '../../platform/common/principal.js';
import { Config } from '../../platform/config/config.js';
import { SystemLogService } from '../../access/logs/system-log.service.js';
import { PairsService } from '../pairs/pairs.service.js';
import type { Channel } from './channel.js';
import { ChannelsService } from './channels.service.js';
import { toRemoved, toSimCard } from './sim-card.js';

/** SIM cards as admins see them: channels of kind `sim`. */
@Injectable()
export class SimCardsService {
  constructor(
    private readonly channels: ChannelsService,
    private readonly pairs: PairsService,
    private readonly config: Config,
    private readonly log: SystemLogService,
  ) {}

  /** Without a caller as those see them who are no admins. */
  list(query: ChannelQuery, by?: Principal): Page<SimCard> {
    const now = Date.now();
    return toPage(
      this.channels.page('sim', query, decodeCursor(query.cursor) ?? 0),
      query.limit,
      (channel) => channel.id,
      (channel) => toSimCard(channel, now, seesImsi(by)),
    );
  }

  get(id: number, by?: Principal): SimCard {
    return toSimCard(this.require(id), Date.now(), seesImsi(by));
  }

  async create(body: NewSimCard, by?: Principal): Promise<SimCard> {
    const said = {
      number: this.normalise(body.number),
      label: body.label,
      status: body.status,
      ratePerMinute: body.rate_per_minute,
      dailyCap: body.daily_cap,
      window: body.window,
      pairIds: this.pairIds(body.pair_ids),
    };
    const now = Date.now();
    const removed = this.channels.removed.findByNumber(said.number);
    const channel = removed
      ? await this.channels.takeBack(removed.record.id, said)
      : await this.channels.create({ ...UNSEEN, ...said, createdAt: now, updatedAt: now });
    if (!channel) throw numberTaken();
    this.note(removed ? 'sim_card.restored' : 'sim_card.created', channel);
    return toSimCard(channel, now, seesImsi(by));
  }

  /** Those that were removed, and that a worker had: it may have them still. */
  listRemoved(): Page<RemovedSimCard> {
    const { removed } = this.channels;
    return { data: removed.all.map((each) => toRemoved(each, removed)), next_cursor: null };
  }

  /** A removed one works again, as it was; without its number where that is another's by now. @throws NotFound; Conflict */
  async restore(id: number, by?: Principal): Promise<SimCard> {
    if (!this.channels.removed.find(id)) throw new NotFound('removed SIM card', id);
    const channel = (await this.channels.takeBack(id)) ?? (await this.channels.takeBack(id, { number: null }));
    if (!channel) throw new Conflict(`SIM card ${id} is another one by now.`);
    this.note('sim_card.restored', channel);
    return toSimCard(channel, Date.now(), seesImsi(by));
  }

  async change(id: number, body: SimCardChange, by?: Principal): Promise<SimCard> {
    const channel = this.require(id);
    const change = defined({
      number: body.number === undefined ? undefined : this.normalise(body.number),
      label: body.label,
      status: body.status,
      ratePerMinute: body.rate_per_minute,
      dailyCap: body.daily_cap,
      window: body.window,
      pairIds: body.pair_ids && this.pairIds(body.pair_ids),
    });
    const done = await this.channels.update(channel, change);
    if (!done) throw numberTaken();
    this.note('sim_card.changed', channel, `: ${Object.keys(body).join(', ')}`);
    return toSimCard(channel, Date.now(), seesImsi(by));
  }

  /** Messages that wait for this SIM card alone fail with the reason. One still in a modem stays removed until somebody takes it back. */
  async remove(id: number): Promise<void> {
    const channel = this.require(id);
    await this.channels.remove(channel);
    this.note('sim_card.removed', channel);
  }

  /** @throws NotFound */
  require(id: number): Channel {
    const channel = this.channels.find(id);
    if (channel?.record.kind !== 'sim') throw new NotFound('SIM card', id);
    return channel;
  }

  private note(action: string, { id, record }: Channel, more = ''): void {
    this.log.record({ action, details: `SIM card ${id}${more}`, status: 'ok', senderSim: record.number });
  }

  /** @throws Invalid when one is no pair. */
  private pairIds(ids: string[]): string[] {
    this.pairs.requireAll('pair_ids', ids);
    return [...new Set(ids)];
  }

  private normalise(number: string): string {
    return requireE164('number', number, this.config.env.DEFAULT_COUNTRY);
  }
}

/** What a SIM card has that is entered by its number. */
const UNSEEN = {
  kind: 'sim',
  key: null,
  workerId: null,
  driver: null,
  iccid: null,
  imei: null,
  imsi: null,
  operator: null,
  price: null,
  prices: {},
} as const;

const seesImsi = (by: Principal | undefined): boolean => by !== undefined && may(by, 'sim-cards.read-imsi');

const numberTaken = (): Conflict =>
  new Conflict('Another SIM card has this number.', [
    { field: 'number', message: 'expected a number that is not taken' },
  ]);
