import { beforeEach, describe, expect, it, jest } from '@jest/globals';
import { channelWith } from '../../../test/channels.js';
import { TooMany } from '../../platform/common/errors.js';
import type { Principal } from '../../platform/common/principal.js';
import { KeyedMutex } from '../../platform/common/keyed-mutex.js';
import { Secrets } from '../../platform/config/secrets.js';
import type { Channel } from '../sim-cards/channel.js';
import type { MessagesService } from '../sms/messages.service.js';
import type { WorkersService } from '../workers/workers.service.js';
import type { ProviderAccountsService, ProviderFields } from './provider-accounts.service.js';
import type { NewHeld, ProviderBookService } from './provider-book.service.js';
import { ProviderSealService } from './provider-seal.service.js';
import { ReservedProvidersService } from './reserved-providers.service.js';

const HOUR = 3_600_000;
const caller: Principal = { userId: 1, username: 'olga', role: 'operator', apiKeyId: null };
const fields = (api_key: string) => ({
  label: 'a client',
  sender: 'SHOP',
  settings: { profile: 'advanta', partner_id: '1' },
  secrets: { api_key },
});

/** Reserved providers over accounts that are kept in a map. */
function setUp() {
  const kept = new Map<Channel, NewHeld>();
  const turns = new KeyedMutex();
  const accounts = {
    create: ({ workerId }: ProviderFields, held: NewHeld) => {
      const channel = channelWith({ id: kept.size + 1 + removed.length, workerId, updatedAt: Date.now() });
      kept.set(channel, held);
      return Promise.resolve(channel);
    },
    change: (channel: Channel, _: unknown, held: NewHeld) => Promise.resolve(void kept.set(channel, held)),
    remove: (channel: Channel) => {
      kept.delete(channel);
      removed.push(channel.id);
      return Promise.resolve();
    },
    inTurn: <T>(name: number | string, work: () => Promise<T>) => turns.take(String(name), work),
  };
  const removed: number[] = [];
  const waiting = new Set<number>();
  const online: string[] = [];
  const book = {
    withPurpose: (prefix: string) =>
      [...kept].flatMap(([channel, held]) => (held.purpose?.startsWith(prefix) ? [{ channel, held }] : [])),
  };
  const messages = {
    list: (_: unknown, { provider_id }: { provider_id: number }) =>
      Promise.resolve({ data: waiting.has(provider_id) ? [{}] : [] }),
  };
  const workers = {
    get all() {
      return online.map((id) => ({ id, online: true }));
    },
  };
  const reserved = new ReservedProvidersService(
    book as unknown as ProviderBookService,
    accounts as unknown as ProviderAccountsService,
    workers as unknown as WorkersService,
    messages as unknown as MessagesService,
    new ProviderSealService(new Secrets('j'.repeat(32), 'k'.repeat(32))),
  );
  return { reserved, kept, removed, waiting, online };
}

describe('providers for credentials that come with requests', () => {
  let now = Date.parse('2026-11-22T12:00:00Z');
  beforeEach(() => {
    jest.spyOn(Date, 'now').mockImplementation(() => now);
  });

  const fill = async ({ reserved }: ReturnType<typeof setUp>): Promise<number[]> => {
    const ids: number[] = [];
    for (let index = 0; index < 50; index++) {
      now += 1;
      ids.push(await reserved.forCredentials('sms-send:', fields(`key ${index}`), caller));
    }
    return ids;
  };

  it('are one for the same credentials, also when they come at once', async () => {
    const { reserved, kept } = setUp();
    const ids = await Promise.all(
      ['a', 'a', 'b'].map((key) => reserved.forCredentials('sms-send:', fields(key), caller)),
    );
    expect(ids).toEqual([1, 1, 2]);
    expect([...kept.values()].map(({ purpose }) => purpose).join()).not.toContain('a client');
  });

  it('make room for another when there are fifty: the one that was used least recently, if nobody needs it', async () => {
    const all = setUp();
    const ids = await fill(all);
    expect(new Set(ids).size).toBe(50);
    now += HOUR + 1;
    await all.reserved.forCredentials('sms-send:', fields('key 0'), caller);
    all.waiting.add(ids[1] ?? 0);
    [...all.kept.keys()].find(({ id }) => id === ids[2])?.reserve(now);
    await all.reserved.forCredentials('sms-send:', fields('one more'), caller);
    expect(all.removed).toEqual([ids[3]]);
    expect(all.kept.size).toBe(50);
  });

  it('are refused while fifty others were used within the hour', async () => {
    const all = setUp();
    await fill(all);
    await expect(all.reserved.forCredentials('sms-send:', fields('one more'), caller)).rejects.toThrow(TooMany);
    await expect(all.reserved.forCredentials('sms-send:', fields('key 7'), caller)).resolves.toBe(8);
    await expect(all.reserved.put('sms-settings', { ...fields('x'), active: true })).resolves.toMatchObject({ id: 51 });
  });

  it('are held by the server’s own worker, or by another that is here when there is none', async () => {
    const { reserved, kept, online } = setUp();
    const workerOf = async (key: string) => {
      const id = await reserved.forCredentials('sms-send:', fields(key), caller);
      return [...kept.keys()].find((channel) => channel.id === id)?.record.workerId;
    };
    expect(await workerOf('nobody is here')).toBe('local');
    online.push('site-2', 'site-1');
    expect(await workerOf('others are here')).toBe('site-1');
    online.push('local');
    expect(await workerOf('all are here')).toBe('local');
  });
});
