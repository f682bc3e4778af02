import { Injectable, Logger, type OnModuleInit } from '@nestjs/common';
import type { ChannelState } from '@signalbox/contracts/bus';
import type { ChannelQuery } from '@signalbox/contracts/common';
import { isGivenKey } from '@signalbox/contracts/providers';
import { dayOf } from '../../platform/common/clock.js';
import { KeyedMutex } from '../../platform/common/keyed-mutex.js';
import { MessageCountsService } from '../counts/message-counts.service.js';
import { type Seen, newChannelOf, seenIn } from './announced-channel.js';
import { Channel, type ChannelRecord } from './channel.js';
import { ChannelHolders } from './channel-holders.js';
import { channelPage } from './channel-page.js';
import { type ChannelChange as Change, ChannelRepository, type NewChannel } from './channel.repository.js';
import { ChannelsEvents } from './channels.events.js';
import { RemovedChannels } from './removed-channels.js';

/** Every channel, stored and live. The dispatcher reads it for each message, so it is all in memory. */
@Injectable()
export class ChannelsService implements OnModuleInit {
  private readonly logger = new Logger(ChannelsService.name);
  private readonly channels = new Map<number, Channel>();
  private readonly byKey = new Map<string, Channel>();
  private readonly holders = new ChannelHolders();
  readonly removed = new RemovedChannels(this.holders);
  /** A channel is stored whole: who changes it begins with what the one before has made of it. */
  private readonly turns = new KeyedMutex();

  constructor(
    private readonly repository: ChannelRepository,
    private readonly counts: MessageCountsService,
    private readonly events: ChannelsEvents,
  ) {}

  async onModuleInit(): Promise<void> {
    for (const record of await this.repository.all()) this.put(record);
    await this.removed.read(this.repository);
    const now = Date.now();
    const dispatched = await this.counts.dispatchedSince(dayOf(now));
    for (const channel of this.channels.values()) channel.restoreSent(dispatched.get(channel.id) ?? 0, now);
  }

  get all(): Channel[] {
    return [...this.channels.values()];
  }

  /** Those of one kind after an id, by their ids. */
  page(kind: ChannelRecord['kind'], query: ChannelQuery, after: number): Channel[] {
    return channelPage(this.all, kind, query, after);
  }

  /** The same without a copy. */
  values(): Iterable<Channel> {
    return this.channels.values();
  }

  find(id: number): Channel | undefined {
    return this.channels.get(id);
  }

  findByKey(key: string): Channel | undefined {
    return this.byKey.get(key);
  }

  /** The SIM card of a number, E.164. */
  findByNumber(number: string): Channel | undefined {
    return this.all.find(({ record }) => record.number === number && record.kind === 'sim');
  }

  /** What a channel is, or was when it is removed: messages name it for ever. */
  kindOf(id: number): ChannelRecord['kind'] {
    return this.channels.get(id)?.record.kind ?? (this.removed.wasProvider(id) ? 'provider' : 'sim');
  }

  /** Whether a worker is here, so that it can be asked. */
  hasWorker(workerId: string): boolean {
    return this.holders.isHere(workerId);
  }

  ofWorker(workerId: string): Channel[] {
    return this.all.filter((channel) => channel.record.workerId === workerId);
  }

  /** Null when the number is taken. */
  async create(channel: NewChannel): Promise<Channel | null> {
    const record = await this.repository.create(channel);
    if (!record) return null;
    const created = this.put(record);
    this.events.changed.next();
    return created;
  }

  /** False when the new number is taken. A change that depends on what there is comes as a function of it. */
  update(channel: Channel, change: Change | ((record: ChannelRecord) => Change)): Promise<boolean> {
    return this.turns.take(String(channel.id), async () => {
      const done = await this.store(channel, typeof change === 'function' ? change(channel.record) : change);
      if (done) this.events.changed.next();
      return done;
    });
  }

  remove(channel: Channel): Promise<void> {
    return this.turns.take(String(channel.id), async () => {
      const [record, removedAt] = [channel.record, Date.now()];
      await this.repository.remove(record, removedAt);
      this.channels.delete(channel.id);
      this.removed.add({ record, removedAt });
      if (record.key !== null) this.byKey.delete(record.key);
      this.events.changed.next();
    });
  }

  /** A removed one is what it was again, at the worker that announces it; null when its number is another's by now. */
  async takeBack(id: number, change: Change = {}): Promise<Channel | null> {
    const removed = this.removed.find(id);
    const record = removed && { ...removed.record, ...change, updatedAt: Date.now() };
    if (!record || !(await this.repository.restore(record))) return null;
    this.removed.forget(record);
    const channel = this.put(record);
    const announced = this.holders.announced(record.key ?? '');
    if (announced) await this.take(announced.workerId, announced.state);
    this.events.changed.next();
    return channel;
  }

  /** What a worker announces and another one holds. */
  contestedBy(workerId: string): Channel[] {
    return [...this.holders.contestedOf(workerId).keys()].flatMap((key) => this.byKey.get(key) ?? []);
  }

  /**
   * A worker said what it holds: known channels come online, new ones are registered, its others go offline. What another
   * worker holds stays there, until that one is gone or lets go of it.
   */
  async announce(workerId: string, states: ChannelState[]): Promise<void> {
    this.holders.announce(workerId, states);
    const [before, held] = [this.ofWorker(workerId), new Set<Channel>()]; // One taken back meanwhile is in neither.
    for (const state of states) {
      if (this.removed.has(state.key)) continue;
      const channel = this.byKey.get(state.key);
      const holder = channel?.record.workerId ?? null;
      // An account that the server gave is told of by the worker it was given to: another may have had it before.
      if (isGivenKey(state.key) && holder !== workerId) continue;
      if (channel && holder !== null && holder !== workerId && this.holders.holds(holder, state.key)) {
        const isNews = this.holders.contest(workerId, { state, holder });
        if (isNews) this.events.contested.next({ channel, holder, claimant: workerId });
        continue;
      }
      held.add(await this.take(workerId, state));
    }
    for (const channel of before) {
      if (held.has(channel) || channel.record.workerId !== workerId) continue;
      channel.held = false;
      this.takeOffline(channel, 'its worker does not hold it any more');
    }
    await this.giveFree();
    this.events.changed.next();
  }

  /** A worker is gone, and its channels with it; whoever announces one of them too has it now. */
  async goOffline(workerId: string): Promise<void> {
    this.holders.leave(workerId);
    this.close(workerId, 'its worker is offline');
    await this.giveFree();
  }

  /** A worker that was here when it was last heard, and may be still: its channels are closed, and nobody else's. */
  await(workerId: string): void {
    this.holders.await(workerId);
    this.close(workerId, 'its worker was not heard of yet');
  }

  /** Takes all of a worker's channels offline; they stay its own until it says otherwise. */
  close(workerId: string, trouble: string): void {
    for (const channel of this.ofWorker(workerId)) this.takeOffline(channel, trouble);
    this.events.changed.next();
  }

  /** Hands channels whose holder is gone, or let go of them, to those who announced them meanwhile. */
  private async giveFree(): Promise<void> {
    const holderOf = (key: string) => this.byKey.get(key)?.record.workerId ?? null;
    for (const { workerId, state } of this.holders.free(holderOf)) {
      if (this.removed.has(state.key)) continue;
      try {
        await this.take(workerId, state);
        this.events.changed.next();
      } catch (error) {
        // It stays contested, so that its worker's next announcement tries again.
        this.logger.error({ error }, `channel ${state.key} could not be given to worker ${workerId}`);
      }
    }
  }

  private async take(workerId: string, state: ChannelState): Promise<Channel> {
    const before = this.byKey.get(state.key)?.record;
    const channel = await this.adopt(workerId, state);
    this.holders.settle(workerId, state.key);
    channel.sender = state.sender ?? null;
    channel.held = true;
    const holder = before?.workerId ?? null;
    if (holder !== null && holder !== workerId) this.events.moved.next({ channel, holder, claimant: workerId });
    if (channel.show(state) || before?.operator !== state.operator) this.events.status.next(channel);
    return channel;
  }

  private takeOffline(channel: Channel, trouble: string): void {
    if (channel.show({ online: false, signal: null, registration: null, trouble })) this.events.status.next(channel);
  }

  /** By key; else a SIM card that an admin entered by its number before it was seen; else a new one. */
  private async adopt(workerId: string, state: ChannelState): Promise<Channel> {
    const byNumber = state.number === null ? undefined : this.all.find(({ record }) => record.number === state.number);
    const isEntered = byNumber?.record.key === null && byNumber.record.kind === state.kind;
    const known = this.byKey.get(state.key) ?? (isEntered ? byNumber : undefined);
    const [seen, number] = [seenIn(workerId, state), byNumber ? null : state.number];
    if (known) return this.turns.take(String(known.id), () => this.see(known, seen, number));
    const record = await this.repository.create(newChannelOf(state, seen, number));
    if (!record) throw new Error(`channel ${state.key} could not be registered`);
    return this.put(record);
  }

  /** @param newNumber that it has when none is known of it yet */
  private async see(channel: Channel, seen: Seen, newNumber: string | null): Promise<Channel> {
    // Removed meanwhile: it must not come back.
    if (!this.channels.has(channel.id)) return channel;
    const { record } = channel;
    const isNew = (Object.keys(seen) as (keyof Seen)[]).some((field) => record[field] !== seen[field]);
    if (record.number === null && newNumber !== null && (await this.store(channel, { ...seen, number: newNumber })))
      return channel;
    // Its number may be another's: what else is said of it is true.
    if (isNew && !(await this.store(channel, seen))) throw new Error(`channel ${seen.key} could not be changed`);
    return channel;
  }

  /** Memory has what the database took; false when that refused it, and then nothing has changed. */
  private async store(channel: Channel, change: Change): Promise<boolean> {
    const stored = { ...change, updatedAt: Date.now() };
    if (!(await this.repository.update(channel.id, stored))) return false;
    const { key } = channel.record;
    if (key !== null && stored.key !== undefined && stored.key !== key) this.byKey.delete(key);
    this.put({ ...channel.record, ...stored });
    return true;
  }

  private put(record: ChannelRecord): Channel {
    let channel = this.channels.get(record.id);
    if (channel) channel.update(record);
    else this.channels.set(record.id, (channel = new Channel(record)));
    if (record.key !== null) this.byKey.set(record.key, channel);
    return channel;
  }
}
