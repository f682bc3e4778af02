import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { Suppression } from '../../src/messaging/suppression/suppression.js';
import { SuppressionRepository } from '../../src/messaging/suppression/suppression.repository.js';
import { NOON } from '../messages.js';
import type { OpenStorage, Storage } from './storage.js';

/** What every adapter of the suppression list must do alike. */
export function suppressionRepositoryContract(open: OpenStorage): void {
  let storage: Storage;
  let list: SuppressionRepository;
  beforeAll(async () => {
    storage = await open();
    list = storage.get(SuppressionRepository);
  });
  afterAll(() => storage?.close());

  const entry = (number: string, fields: Partial<Suppression> = {}): Suppression => ({
    number,
    source: 'manual',
    note: null,
    createdAt: NOON,
    ...fields,
  });

  it('keeps every field of an entry', async () => {
    const full = entry('+254711000001', { source: 'import', note: 'asked by phone: "no" €', createdAt: NOON + 1 });
    expect(await list.apply([{ add: full }])).toEqual([true]);
    expect(await list.find(full.number)).toEqual(full);
    expect(await list.find('+254711000099')).toBeNull();
  });

  it('keeps the first entry of a number that comes again', async () => {
    const first = entry('+254711000002', { source: 'stop' });
    await list.apply([{ add: first }]);
    expect(await list.apply([{ add: entry(first.number, { note: 'again' }) }])).toEqual([false]);
    expect(await list.find(first.number)).toEqual(first);
  });

  it('takes entries off, once', async () => {
    await list.apply([{ add: entry('+254711000003') }]);
    const remove = { remove: '+254711000003' };
    expect(await list.apply([remove, remove])).toEqual([true, false]);
    expect(await list.find('+254711000003')).toBeNull();
  });

  it('applies changes in the order they have', async () => {
    const [number, other] = ['+254711000004', '+254711000005'];
    const changes = [
      { add: entry(number) },
      { remove: number },
      { add: entry(number, { note: 'second' }) },
      { add: entry(other) },
      { remove: other },
    ];
    expect(await list.apply(changes)).toEqual([true, true, true, true, true]);
    expect((await list.find(number))?.note).toBe('second');
    expect(await list.find(other)).toBeNull();
  });

  it('is read page by page, by number', async () => {
    const numbers = ['+1', '+15', '+2', '+254700', '+99'].map((start) => `${start}0000000`);
    await list.apply([...numbers].reverse().map((number) => ({ add: entry(number) })));
    const all = await list.numbers(1000);
    expect(all).toEqual([...all].sort());
    expect(all).toEqual(expect.arrayContaining(numbers));
    const pages: string[] = [];
    for (let page = await list.list(2); page.length > 0; page = await list.list(2, page.at(-1)?.number)) {
      pages.push(...page.map(({ number }) => number));
    }
    expect(pages).toEqual(all);
    expect(await list.numbers(2, all[1])).toEqual(all.slice(2, 4));
  });
}
