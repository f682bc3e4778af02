import { setImmediate as turn } from 'node:timers/promises';
import { beforeEach, describe, expect, it } from '@jest/globals';
import type { ChannelState } from '@signalbox/contracts/bus';
import { channelRecordWith } from '../../../test/channels.js';
import type { MessageCountsService } from '../counts/message-counts.service.js';
import type { Channel, ChannelRecord } from './channel.js';
import { type ChannelChange, ChannelRepository, type NewChannel, type RemovedChannel } from './channel.repository.js';
import { ChannelsEvents } from './channels.events.js';
import { ChannelsService } from './channels.service.js';

/** Stores a moment later, as a database does. */
class Rows extends ChannelRepository {
  readonly stored = new Map([[1, channelRecordWith()]]);
  readonly removed = new Map<number, ChannelRecord>();
  broken = false;

  all(): Promise<ChannelRecord[]> {
    return Promise.resolve([...this.stored.values()]);
  }
  removedProviders(): Promise<number[]> {
    return Promise.resolve([]);
  }
  removedSimCards(): Promise<RemovedChannel[]> {
    return Promise.resolve([...this.removed.values()].map((record) => ({ record, removedAt: 0 })));
  }
  async create(channel: NewChannel): Promise<ChannelRecord> {
    await turn();
    const record = { ...channel, id: this.stored.size + this.removed.size + 1 };
    this.stored.set(record.id, record);
    return record;
  }
  async update(id: number, change: ChannelChange): Promise<boolean> {
    await turn();
    if (this.broken) throw new Error('the database is away');
    const record = this.stored.get(id);
    const isTaken = [...this.stored.values()].some((other) => other.id !== id && other.number === change.number);
    if (change.number !== undefined && isTaken) return false;
    if (record) this.stored.set(id, { ...record, ...change });
    return true;
  }
  async remove({ id }: Pick<ChannelRecord, 'id'>): Promise<void> {
    await turn();
    const record = this.stored.get(id);
    if (record) this.removed.set(id, record);
    this.stored.delete(id);
  }
  async restore(record: ChannelRecord): Promise<boolean> {
    await turn();
    if ([...this.stored.values()].some(({ number }) => number !== null && number === record.number)) return false;
    this.removed.delete(record.id);
    this.stored.set(record.id, record);
    return true;
  }
}

describe('channels', () => {
  let rows: Rows;
  let channels: ChannelsService;
  let channel: Channel;

  beforeEach(async () => {
    rows = new Rows();
    const counts = { dispatchedSince: () => Promise.resolve(new Map<number, number>()) };
    channels = new ChannelsService(rows, counts as unknown as MessageCountsService, new ChannelsEvents());
    await channels.onModuleInit();
    [channel] = channels.all as [Channel];
  });

  /** Its worker says something new of it; or another worker says the same. */
  const announce = (by = 'local') => channels.announce(by, [stateWith()]);
  const stateWith = (change: Partial<ChannelState> = {}) => {
    const { key, driver, number, window } = channelRecordWith();
    const state = { key, driver, number, window, online: true, kind: 'sim', operator: 'Safaricom' };
    const unknown = { iccid: null, imei: null, imsi: null, signal: null, registration: null, trouble: null };
    const limits = { rate_per_minute: null, daily_cap: null };
    return { ...state, ...unknown, ...limits, ...change } as ChannelState;
  };
  const holder = () => ({ worker: channel.record.workerId, online: channel.online });
  const label = () => channels.update(channel, { label: 'Rack 1' });
  const limit = () => channels.update(channel, { ratePerMinute: 60 });
  const all = { label: 'Rack 1', ratePerMinute: 60, operator: 'Safaricom' };

  it.each([
    ['its worker is the first', [announce, label, limit]],
    ['its worker is the last', [label, limit, announce]],
    ['its worker comes between', [limit, announce, label]],
  ])('keep what each of several at a time changes of one, when %s', async (_, changes) => {
    await Promise.all(changes.map((change) => change()));
    expect(channel.record).toMatchObject(all);
    expect(rows.stored.get(1)).toMatchObject(all);
  });

  it('begin a change that depends on what there is with what the change before has made', async () => {
    const add = (pairId: string) =>
      channels.update(channel, ({ pairIds }) => ({ pairIds: [...pairIds, pairId].sort() }));
    await Promise.all([channels.update(channel, { pairIds: ['KE-a'] }), add('KE-b'), add('KE-c')]);
    expect(rows.stored.get(1)?.pairIds).toEqual(['KE-a', 'KE-b', 'KE-c']);
  });

  it('stay as they are when the database does not take a change', async () => {
    const before = { ...channel.record };
    rows.broken = true;
    await expect(announce()).rejects.toThrow('the database is away');
    await expect(label()).rejects.toThrow('the database is away');
    expect(channel.record).toEqual(before);
    rows.broken = false;
    await announce();
    expect(channel.record.operator).toBe('Safaricom');
  });

  it('do not take a number in memory that another has in the database', async () => {
    rows.stored.set(1, { ...channelRecordWith(), number: null });
    await channels.onModuleInit();
    [channel] = channels.all as [Channel];
    // Another server has just stored it.
    rows.stored.set(2, { ...channelRecordWith(), id: 2, key: 'other' });
    await announce();
    expect(channel.record).toMatchObject({ number: null, operator: 'Safaricom' });
    expect(rows.stored.get(1)).toMatchObject({ number: null, operator: 'Safaricom' });
  });

  describe('stay with the worker that has them', () => {
    it('while that is here, or was here and may be still', async () => {
      await announce();
      await announce('rogue');
      expect(holder()).toEqual({ worker: 'local', online: true });
      channels.await('local');
      expect(holder()).toEqual({ worker: 'local', online: false });
      await announce('rogue');
      expect(holder()).toEqual({ worker: 'local', online: false });
      expect(channels.contestedBy('rogue')).toEqual([channel]);
      await announce();
      expect(holder()).toEqual({ worker: 'local', online: true });
    });

    it('after a start too, until it is known to be gone; then they move by themselves', async () => {
      channels.await('local');
      await announce('first');
      await announce('second');
      await channels.goOffline('local');
      expect(holder()).toEqual({ worker: 'first', online: true });
      expect(channels.contestedBy('second')).toEqual([channel]);
      await announce();
      expect(holder()).toEqual({ worker: 'first', online: true });
      await channels.announce('first', []);
      expect(holder()).toEqual({ worker: 'second', online: true });
      expect(rows.stored.get(1)?.workerId).toBe('second');
    });
  });

  it.each([
    ['before', () => [channels.remove(channel), announce()]],
    ['after', () => [announce(), channels.remove(channel)]],
  ])('are gone that are removed just %s their worker tells of them', async (_, happen) => {
    await Promise.all(happen());
    expect(channels.all).toEqual([]);
    expect(rows.stored.size).toBe(0);
  });

  describe('that a person removed', () => {
    beforeEach(async () => {
      await announce();
      await channels.remove(channel);
    });

    it('stay removed, whoever announces them, also after a start', async () => {
      await announce();
      await announce('second');
      await channels.goOffline('local');
      await announce('second');
      expect(channels.all).toEqual([]);
      await channels.onModuleInit();
      await announce();
      expect(channels.all).toEqual([]);
      expect(rows.stored.size).toBe(0);
    });

    it('are not given to who announced them in vain before', async () => {
      await channels.takeBack(1);
      await announce('second');
      const [back] = channels.all as [Channel];
      await channels.remove(back);
      await channels.announce('local', []);
      expect(channels.all).toEqual([]);
    });

    it('are what they were when they are taken back, and work at once where they are held', async () => {
      const back = await channels.takeBack(1, { label: 'back' });
      expect(back?.record).toMatchObject({
        ...channelRecordWith(),
        label: 'back',
        operator: 'Safaricom',
        updatedAt: expect.any(Number),
      });
      expect(back).toMatchObject({ id: 1, online: true, held: true });
      expect(channels.findByKey('sim-1')).toBe(back);
      expect(channels.removed.all).toEqual([]);
    });

    it('are not taken offline by what their worker began to say before they were taken back', async () => {
      const other = stateWith({ key: 'sim-2', number: '+254700000002' });
      await Promise.all([channels.takeBack(1), channels.announce('local', [stateWith(), other])]);
      expect(channels.find(1)).toMatchObject({ online: true, held: true });
    });

    it('are offline when they are taken back while nobody holds them', async () => {
      await channels.announce('local', []);
      expect(await channels.takeBack(1)).toMatchObject({ online: false });
      await announce();
      expect(channels.find(1)).toMatchObject({ online: true });
    });

    it('are found by their number', () => {
      const { number } = channelRecordWith();
      expect(channels.removed.findByNumber(number ?? '')?.record.id).toBe(1);
      expect(channels.removed.findByNumber('+254799999999')).toBeUndefined();
      expect(channels.removed.all.map((each) => channels.removed.holderOf(each))).toEqual(['local']);
    });

    it('are not taken back with a number that is another’s by now', async () => {
      await channels.create({ ...channelRecordWith({ key: null }) });
      expect(await channels.takeBack(1)).toBeNull();
      expect(await channels.takeBack(1, { number: null })).toMatchObject({ id: 1 });
    });
  });
});
