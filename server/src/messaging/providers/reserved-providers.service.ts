import { setTimeout as wait } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { LOCAL_WORKER } from '@signalbox/contracts/worker-access';
import { TooMany } from '../../platform/common/errors.js';
import type { Principal } from '../../platform/common/principal.js';
import type { Channel } from '../sim-cards/channel.js';
import { MessagesService } from '../sms/messages.service.js';
import { WorkersService } from '../workers/workers.service.js';
import { type Account, changedAccount } from './account.js';
import { ProviderAccountsService } from './provider-accounts.service.js';
import { ProviderBookService } from './provider-book.service.js';
import { ProviderSealService } from './provider-seal.service.js';

/** A provider that something else than an admin keeps, and that carries what names it alone. */
export interface ReservedProvider {
  id: number;
  active: boolean;
  sender: string | null;
  /** Null where its secrets cannot be opened any more. */
  account: Account | null;
}
export interface ReservedFields {
  label: string;
  active: boolean;
  sender: string;
  /** Of an HTTP provider, as its schema wants them. */
  settings: Record<string, unknown>;
  secrets: Record<string, string>;
}

const WINDOW = 500;
/** Providers made for credentials that came with a request, in all. */
const MOST = 50;
/** How long the worker of a new one is waited for, and how often it is looked. */
const SAID_WITHIN_MS = 1_000;
const LOOK_EVERY_MS = 20;
/** One that nobody used for so long makes room for another. */
const IDLE_MS = 3_600_000;

/** Providers of the old APIs, found again by what they are for. */
@Injectable()
export class ReservedProvidersService {
  private readonly usedAt = new Map<number, number>();

  constructor(
    private readonly book: ProviderBookService,
    private readonly accounts: ProviderAccountsService,
    private readonly workers: WorkersService,
    private readonly messages: MessagesService,
    private readonly seal: ProviderSealService,
  ) {}

  find(purpose: string): ReservedProvider | undefined {
    const [found] = this.book.withPurpose(purpose).filter(({ held }) => held.purpose === purpose);
    if (!found) return undefined;
    const { channel, held } = found;
    return { id: channel.id, active: channel.record.status === 'active', sender: held.sender, account: held.account };
  }

  /**
   * Makes it, or makes it anew as it is said to be; only the label stays as an admin may have changed it.
   * @throws Invalid naming fields of `settings` and `secrets`
   */
  put(purpose: string, { label, active, sender, settings, secrets }: ReservedFields): Promise<ReservedProvider> {
    return this.accounts.inTurn(purpose, async () => {
      const account = changedAccount({ driver: 'http', settings, secrets }, {});
      const status = active ? 'active' : 'inactive';
      const known = this.book.withPurpose(purpose).find(({ held }) => held.purpose === purpose)?.channel;
      if (known) {
        await this.accounts.inTurn(known.id, () =>
          this.accounts.change(known, { status }, { account, sender, purpose }),
        );
        return { id: known.id, active, sender, account };
      }
      const channel = await this.accounts.create(
        { ...NEW, label, status, workerId: this.worker() },
        { account, sender, purpose },
      );
      await this.said(channel);
      return { id: channel.id, active, sender, account };
    });
  }

  /**
   * The provider for credentials that came with a request; made when they are new.
   * @param prefix of its purpose; the rest is a digest of the credentials
   * @throws Invalid as `put`; TooMany when there are as many as may be and all were used of late
   */
  async forCredentials(prefix: string, fields: Omit<ReservedFields, 'active'>, by: Principal): Promise<number> {
    const names = this.seal.namesOf([fields.sender, fields.settings, fields.secrets]).map((name) => prefix + name);
    return this.accounts.inTurn(prefix, async () => {
      const purpose = names.find((name) => this.find(name)) ?? names[0] ?? prefix;
      const known = this.find(purpose);
      if (known?.account && known.active) return this.used(known.id);
      if (!known) await this.makeRoom(prefix, by);
      return this.used((await this.put(purpose, { ...fields, active: true })).id);
    });
  }

  /** Its worker, if that is here, has heard of it: what is sent now is not said to wait for it. */
  private async said(channel: Channel): Promise<void> {
    const { workerId } = channel.record;
    if (!this.workers.all.some(({ id, online }) => id === workerId && online)) return;
    for (let waited = 0; waited < SAID_WITHIN_MS; waited += LOOK_EVERY_MS) {
      if (channel.online || channel.trouble !== null) return;
      await wait(LOOK_EVERY_MS);
    }
  }

  private used(id: number): number {
    this.usedAt.set(id, Date.now());
    return id;
  }

  private async makeRoom(prefix: string, by: Principal): Promise<void> {
    const all = this.book.withPurpose(prefix).map(({ channel }) => channel);
    if (all.length < MOST) return;
    const lastUse = (channel: Channel) => this.usedAt.get(channel.id) ?? channel.record.updatedAt;
    all.sort((a, b) => lastUse(a) - lastUse(b));
    for (const channel of all) {
      if (lastUse(channel) > Date.now() - IDLE_MS) break;
      if (channel.inFlight > 0 || (await this.hasWaiting(channel, by))) continue;
      await this.accounts.remove(channel);
      this.usedAt.delete(channel.id);
      return;
    }
    throw new TooMany(`${MOST} other accounts were used within the last hour.`, 60);
  }

  private async hasWaiting({ id }: Channel, by: Principal): Promise<boolean> {
    const { data } = await this.messages.list(by, { provider_id: id, status: ['queued'], limit: 1 });
    return data.length > 0;
  }

  /** The server's own worker, unless it has none and others are here. */
  private worker(): string {
    const here = this.workers.all.filter(({ online }) => online).map(({ id }) => id);
    return here.includes(LOCAL_WORKER) ? LOCAL_WORKER : (here.sort()[0] ?? LOCAL_WORKER);
  }
}

const NEW = { ratePerMinute: null, dailyCap: null, window: WINDOW, pairIds: [], price: null, prices: {} };
