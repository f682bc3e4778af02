import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { type ProviderRecord, ProviderRepository } from '../../src/messaging/providers/provider.repository.js';
import { NOON } from '../messages.js';
import type { OpenStorage, Storage } from './storage.js';

const record = (channelId: number, fields: Partial<ProviderRecord> = {}): ProviderRecord => ({
  channelId,
  sender: 'SHOP & Co',
  settings: { profile: 'generic', url: 'https://sms.example.com/send?to={{to}}', headers: { 'X-Ü': '"\\' } },
  secrets: 'sealed',
  purpose: null,
  updatedAt: NOON,
  ...fields,
});

/** What every adapter of the providers must do alike. */
export function providerRepositoryContract(open: OpenStorage): void {
  let storage: Storage;
  beforeAll(async () => {
    storage = await open();
  });
  afterAll(() => storage?.close());

  const providers = () => storage.get(ProviderRepository);
  const find = async (channelId: number) => (await providers().all()).find((each) => each.channelId === channelId);

  it('keeps every field, by the channel', async () => {
    const one = record(12, { purpose: 'sms-settings' });
    const two = record(11, { sender: null, settings: {}, secrets: '' });
    await providers().save(one);
    await providers().save(two);
    expect(await providers().all()).toEqual([two, one]);
  });

  it('stores one anew, whole', async () => {
    await providers().save(record(21, { purpose: 'a' }));
    const changed = record(21, { sender: '22384', settings: { n: 1 }, secrets: 'other', updatedAt: NOON + 1 });
    await providers().save(changed);
    expect(await find(21)).toEqual(changed);
  });

  it('takes settings and secrets of full length', async () => {
    const large = record(31, { settings: { body: 'ż'.repeat(20_000) }, secrets: 'x'.repeat(40_000) });
    await providers().save(large);
    expect(await find(31)).toEqual(large);
  });

  it('refuses a second one for the same purpose, and keeps nothing of it', async () => {
    await providers().save(record(41, { purpose: 'sms-send:x' }));
    await expect(providers().save(record(42, { purpose: 'sms-send:x' }))).rejects.toThrow();
    expect(await find(42)).toBeUndefined();
    expect(await find(41)).toMatchObject({ purpose: 'sms-send:x' });
  });

  it('may have many that admins made, which have no purpose', async () => {
    await providers().save(record(51));
    await providers().save(record(52));
    expect([await find(51), await find(52)]).toEqual([record(51), record(52)]);
  });

  it('finds none that was removed, and leaves its purpose to another', async () => {
    await providers().save(record(61, { purpose: 'gone' }));
    await providers().remove(61);
    await providers().remove(61);
    expect(await find(61)).toBeUndefined();
    await providers().save(record(62, { purpose: 'gone' }));
    expect(await find(62)).toMatchObject({ purpose: 'gone' });
  });
}
