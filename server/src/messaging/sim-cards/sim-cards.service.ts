import { Injectable } from '@nestjs/common';
import type { ChannelQuery, Page } from '@signalbox/contracts/common';
import type { NewSimCard, SimCard, SimCardChange } from '@signalbox/contracts/sim-cards';
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
import { toSimCard } from './sim-card.js';

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
    const number = this.normalise(body.number);
    const pairIds = this.pairIds(body.pair_ids);
    const now = Date.now();
    const channel = await this.channels.create({
      kind: 'sim',
      key: null,
      number,
      label: body.label,
      status: body.status,
      workerId: null,
      driver: null,
      iccid: null,
      imei: null,
      imsi: null,
      operator: null,
      ratePerMinute: body.rate_per_minute,
      dailyCap: body.daily_cap,
      window: body.window,
      pairIds,
      price: null,
      prices: {},
      createdAt: now,
      updatedAt: now,
    });
    if (!channel) throw numberTaken();
    this.log.record({ action: 'sim_card.created', details: `SIM card ${channel.id}`, status: 'ok', senderSim: number });
    return toSimCard(channel, now, seesImsi(by));
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
    const fields = Object.keys(body).join(', ');
    this.log.record({
      action: 'sim_card.changed',
      details: `SIM card ${id}: ${fields}`,
      status: 'ok',
      senderSim: channel.record.number,
    });
    return toSimCard(channel, Date.now(), seesImsi(by));
  }

  /** Messages that wait for this SIM card alone fail with the reason. One still in a modem is registered anew when it is announced next. */
  async remove(id: number): Promise<void> {
    const channel = this.require(id);
    await this.channels.remove(channel);
    this.log.record({
      action: 'sim_card.removed',
      details: `SIM card ${id}`,
      status: 'ok',
      senderSim: channel.record.number,
    });
  }

  /** @throws NotFound */
  require(id: number): Channel {
    const channel = this.channels.find(id);
    if (channel?.record.kind !== 'sim') throw new NotFound('SIM card', id);
    return channel;
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

const seesImsi = (by: Principal | undefined): boolean => by !== undefined && may(by, 'sim-cards.read-imsi');

const numberTaken = (): Conflict =>
  new Conflict('Another SIM card has this number.', [
    { field: 'number', message: 'expected a number that is not taken' },
  ]);
