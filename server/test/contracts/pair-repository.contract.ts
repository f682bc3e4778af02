import { afterAll, beforeAll, beforeEach, expect, it } from '@jest/globals';
import { documentId } from '../../src/platform/common/document-id.js';
import { PairRepository } from '../../src/messaging/pairs/pair.repository.js';
import { pairWith } from '../documents.js';
import type { OpenStorage, Storage } from './storage.js';

/** What every adapter of the pairs' port must do alike. */
export function pairRepositoryContract(open: OpenStorage): void {
  let storage: Storage;
  let pairs: PairRepository;
  beforeAll(async () => {
    storage = await open();
    pairs = storage.get(PairRepository);
  });
  afterAll(() => storage?.close());
  beforeEach(async () => {
    for (const { id } of await pairs.all()) await pairs.remove(id);
  });

  const stored = async (fields: Parameters<typeof pairWith>[0] = {}) => {
    const pair = pairWith(fields);
    expect(await pairs.create(pair)).toBe(true);
    return pair;
  };

  it('gives back what was stored', async () => {
    const full = await stored({
      country: 'DE',
      countryLabel: 'Germany',
      operator: 'O₂ "Süd"',
      isHighPriority: true,
      shortCodes: true,
      takesRest: true,
    });
    const bare = await stored({ mcc: null, mnc: null, prefixes: [], active: false });
    expect(await pairs.find(full.id)).toEqual(full);
    expect(await pairs.find(bare.id)).toEqual(bare);
  });

  it('keeps hundreds of prefixes in their order', async () => {
    const prefixes = Array.from({ length: 500 }, (_, index) => String(2_547_000_000 - index));
    const { id } = await stored({ prefixes });
    expect((await pairs.find(id))?.prefixes).toEqual(prefixes);
  });

  it('finds, changes and removes nothing where there is nothing', async () => {
    const nobody = documentId();
    expect(await pairs.find(nobody)).toBeNull();
    expect(await pairs.find('not an id')).toBeNull();
    expect(await pairs.update(nobody, { active: false })).toBeNull();
    expect(await pairs.update(nobody, {})).toBeNull();
    expect(await pairs.remove(nobody)).toBe(false);
    expect(await pairs.all()).toEqual([]);
  });

  it('takes a country and an operator once, in whatever case', async () => {
    const first = await stored({ operator: 'Ärtel' });
    expect(await pairs.create(pairWith({ operator: ' äRTEL' }))).toBe(false);
    expect(await pairs.create(pairWith({ id: first.id, operator: 'Another' }))).toBe(false);
    await stored({ operator: 'Ärtel', country: 'UG' });
    expect((await pairs.all()).map(({ country }) => country)).toEqual(['KE', 'UG']);
  });

  it('takes one of many that come with one name at once', async () => {
    const answers = await Promise.all(Array.from({ length: 20 }, () => pairs.create(pairWith({ operator: 'Same' }))));
    expect(answers.filter(Boolean)).toHaveLength(1);
    expect(await pairs.all()).toHaveLength(1);
  });

  it('refuses to rename to a name that is taken, and leaves both as they were', async () => {
    const first = await stored({ operator: 'Safaricom' });
    const second = await stored({ operator: 'Airtel' });
    expect(await pairs.update(second.id, { operator: 'SAFARICOM', active: false })).toBe('taken');
    expect(await pairs.find(first.id)).toEqual(first);
    expect(await pairs.find(second.id)).toEqual(second);
  });

  it('renames in case only, and to a name that became free', async () => {
    const pair = await stored({ operator: 'airtel' });
    expect(await pairs.update(pair.id, { operator: 'AirTel' })).toEqual({ ...pair, operator: 'AirTel' });
    await pairs.remove(pair.id);
    const next = await stored({ operator: 'Other' });
    expect(await pairs.update(next.id, { operator: 'Airtel' })).toMatchObject({ operator: 'Airtel' });
  });

  it('sets what a change names, to null too, and nothing else', async () => {
    const pair = await stored({ countryLabel: 'Kenya' });
    const change = { mcc: null, countryLabel: null, prefixes: ['2541'], isHighPriority: true, updatedAt: 1 };
    expect(await pairs.update(pair.id, change)).toEqual({ ...pair, ...change });
    expect(await pairs.update(pair.id, { active: false, operator: undefined })).toEqual({
      ...pair,
      ...change,
      active: false,
    });
    expect(await pairs.update(pair.id, {})).toEqual({ ...pair, ...change, active: false });
    expect(await pairs.find(pair.id)).toEqual({ ...pair, ...change, active: false });
  });

  it('loses none of 50 changes of different fields at once', async () => {
    const pair = await stored();
    const changes = Array.from({ length: 50 }, (_, index) =>
      [{ mcc: '640' }, { mnc: '99' }, { active: false }, { isHighPriority: true }, { prefixes: ['1'] }].at(index % 5),
    );
    const answers = await Promise.all(changes.map((change) => pairs.update(pair.id, change ?? {})));
    answers.forEach((answer, index) => expect(answer).toMatchObject(changes[index] ?? {}));
    const expected = { ...pair, mcc: '640', mnc: '99', active: false, isHighPriority: true, prefixes: ['1'] };
    expect(await pairs.find(pair.id)).toEqual(expected);
  });

  it('removes one and no other', async () => {
    const first = await stored();
    const second = await stored();
    expect(await pairs.remove(first.id)).toBe(true);
    expect(await pairs.remove(first.id)).toBe(false);
    expect(await pairs.all()).toEqual([second]);
  });

  it('lists by country, then by operator without regard to case', async () => {
    const names: [string, string][] = [
      ['UG', 'Airtel'],
      ['KE', 'safaricom'],
      ['KE', 'Telkom'],
      ['KE', 'airtel'],
      ['DE', 'vodafone'],
    ];
    for (const [country, operator] of names) await stored({ country, operator });
    const listed = (await pairs.all()).map(({ country, operator }) => [country, operator]);
    expect(listed).toEqual([
      ['DE', 'vodafone'],
      ['KE', 'airtel'],
      ['KE', 'safaricom'],
      ['KE', 'Telkom'],
      ['UG', 'Airtel'],
    ]);
  });
}
