import { Injectable } from '@nestjs/common';
import type { NewProvider, Provider, ProviderChange } from '@signalbox/contracts/providers';
import { defined } from '../../platform/common/defined.js';
import { Conflict, Invalid } from '../../platform/common/errors.js';
import { millionthsOf } from '../../platform/common/price.js';
import type { Principal } from '../../platform/common/principal.js';
import { SystemLogService } from '../../access/logs/system-log.service.js';
import { PairsService } from '../pairs/pairs.service.js';
import type { Channel, ChannelRecord } from '../sim-cards/channel.js';
import { changedAccount } from './account.js';
import { ProviderAccountsService } from './provider-accounts.service.js';
import { type HeldProvider, type NewHeld, ProviderBookService } from './provider-book.service.js';
import { driverOf } from './provider.js';
import { ProviderViewsService } from './provider-views.service.js';

/** What is the worker's own of a provider that stands in its configuration file. */
const IN_THE_FILE = ['sender', 'settings', 'secrets', 'worker_id'] as const;

/** Providers as admins make them: channels of kind `provider`. */
@Injectable()
export class ProvidersService {
  constructor(
    private readonly book: ProviderBookService,
    private readonly accounts: ProviderAccountsService,
    private readonly views: ProviderViewsService,
    private readonly pairs: PairsService,
    private readonly log: SystemLogService,
  ) {}

  /** @throws Invalid naming what is missing, no pair, or a host that is not allowed */
  async create(body: NewProvider, by: Principal): Promise<Provider> {
    const { label, worker_id: workerId, status, window, sender } = body;
    const account =
      body.driver === 'smpp'
        ? { driver: body.driver, settings: body.settings, secrets: body.secrets }
        : { driver: body.driver, settings: body.settings, secrets: body.secrets };
    const fields = { ...NO_LIMITS, label, workerId, status, window, ...this.limitsOf(body), ...this.pricesOf(body) };
    const channel = await this.accounts.create(fields, { account, sender, purpose: null });
    this.note('provider.created', `provider ${channel.id} ${label} at worker ${workerId}`, by);
    return this.views.show(channel, by);
  }

  /**
   * @throws NotFound; Invalid as `create`; Conflict for what a worker's own file says, and for another worker while
   * messages are on their way: the two could both send them
   */
  change(id: number, body: ProviderChange, by: Principal): Promise<Provider> {
    return this.accounts.inTurn(id, async () => {
      const channel = this.views.require(id);
      const held = this.book.find(id);
      if (!held) requireOutsideFile(body);
      if (body.worker_id !== undefined) requireMovable(channel, body.worker_id);
      const change = { ...this.limitsOf(body), ...this.pricesOf(body), ...plainOf(body) };
      await this.accounts.change(channel, change, held && changedHeld(channel, held, body));
      this.note('provider.changed', `provider ${id}: ${Object.keys(body).join(', ')}`, by);
      return this.views.show(channel, by);
    });
  }

  /** @throws NotFound; Conflict while its worker has it from its own file and is here */
  remove(id: number, by: Principal): Promise<void> {
    return this.accounts.inTurn(id, async () => {
      const channel = this.views.require(id);
      if (!this.book.find(id) && channel.online) {
        throw new Conflict(`Provider ${id} is in the configuration file of its worker: take it out there first.`);
      }
      await this.accounts.remove(channel);
      this.note('provider.removed', `provider ${id} ${channel.record.label ?? ''}`.trim(), by);
    });
  }

  private limitsOf({ rate_per_minute, daily_cap, pair_ids }: Limits): Partial<ChannelLimits> {
    if (pair_ids) this.pairs.requireAll('pair_ids', pair_ids);
    return defined({
      ratePerMinute: rate_per_minute,
      dailyCap: daily_cap,
      pairIds: pair_ids && [...new Set(pair_ids)],
    });
  }

  private pricesOf({ price, prices }: Prices): Partial<ChannelPrices> {
    const unknown = Object.keys(prices ?? {}).find((id) => !this.pairs.find(id));
    if (unknown !== undefined) throw Invalid.field(`prices.${unknown}`, 'expected the id of a pair');
    const millionths = Object.entries(prices ?? {}).map(([pairId, each]) => [pairId, millionthsOf(each)] as const);
    return defined({
      price: typeof price === 'string' ? millionthsOf(price) : price,
      prices: prices && Object.fromEntries(millionths),
    });
  }

  private note(action: string, details: string, { userId }: Principal): void {
    this.log.record({ action, details, status: 'ok', userId });
  }
}

type Limits = Pick<ProviderChange, 'rate_per_minute' | 'daily_cap' | 'pair_ids'>;
type Prices = Pick<ProviderChange, 'price' | 'prices'>;
type ChannelLimits = Pick<ChannelRecord, 'ratePerMinute' | 'dailyCap' | 'pairIds'>;
type ChannelPrices = Pick<ChannelRecord, 'price' | 'prices'>;

const NO_LIMITS: ChannelLimits & ChannelPrices = {
  ratePerMinute: null,
  dailyCap: null,
  pairIds: [],
  price: null,
  prices: {},
};

const plainOf = ({ label, status, window, worker_id }: ProviderChange): Partial<ChannelRecord> =>
  defined({ label, status, window, workerId: worker_id });

function changedHeld(channel: Channel, held: HeldProvider, body: ProviderChange): NewHeld | undefined {
  const { settings, secrets, sender = held.sender } = body;
  if (settings === undefined && secrets === undefined && body.sender === undefined) return undefined;
  const from = held.account ?? { driver: driverOf(channel), settings: held.shown, secrets: {} };
  const account = changedAccount({ ...from, settings: { ...from.settings }, secrets: { ...from.secrets } }, body);
  return { account, sender, purpose: held.purpose };
}

function requireOutsideFile(body: ProviderChange): void {
  const errors = IN_THE_FILE.filter((field) => body[field] !== undefined).map((field) => ({
    field,
    message: 'expected to be changed in the configuration file of its worker',
  }));
  if (errors.length > 0) throw new Conflict('The worker’s own configuration file holds this provider.', errors);
}

function requireMovable(channel: Channel, workerId: string): void {
  if (workerId === channel.record.workerId || channel.inFlight === 0) return;
  throw new Conflict(`Provider ${channel.id} has ${channel.inFlight} messages at its worker.`, [
    { field: 'worker_id', message: 'expected to wait until none is on its way: make it inactive meanwhile' },
  ]);
}
