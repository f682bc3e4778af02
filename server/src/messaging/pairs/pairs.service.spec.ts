import { afterEach, describe, expect, it, jest } from '@jest/globals';
import { NewPair } from '@signalbox/contracts/pairs';
import { pairWith } from '../../../test/documents.js';
import { Conflict, NotFound, Unavailable } from '../../platform/common/errors.js';
import type { SystemLogService } from '../../access/logs/system-log.service.js';
import { PairUsesService } from './pair-uses.service.js';
import type { Pair, PairChange } from './pair.js';
import { PairRepository } from './pair.repository.js';
import { PairsEvents } from './pairs.events.js';
import { PairsService } from './pairs.service.js';

/** A store in memory that can be down, or never answer. */
class MemoryPairs extends PairRepository {
  state: 'up' | 'down' | 'silent' = 'up';
  constructor(readonly pairs: Pair[] = []) {
    super();
  }
  override async create(pair: Pair) {
    await this.answer();
    this.pairs.push(pair);
    return true;
  }
  override async update(id: string, change: PairChange) {
    await this.answer();
    const pair = this.pairs.find((candidate) => candidate.id === id);
    return pair ? Object.assign(pair, change) : null;
  }
  override async remove(id: string) {
    await this.answer();
    const at = this.pairs.findIndex((pair) => pair.id === id);
    return at >= 0 && this.pairs.splice(at, 1).length > 0;
  }
  override async find(id: string) {
    await this.answer();
    return this.pairs.find((pair) => pair.id === id) ?? null;
  }
  override async all() {
    await this.answer();
    return this.pairs.map((pair) => ({ ...pair }));
  }
  private answer(): Promise<void> {
    if (this.state === 'down') return Promise.reject(new Error('no connection'));
    return this.state === 'up' ? Promise.resolve() : new Promise(() => undefined);
  }
}

const NUMBER = '+254712345678';
const services: PairsService[] = [];
function serviceOn(repository: PairRepository, events = new PairsEvents(), uses = new PairUsesService()): PairsService {
  const log = { record: () => undefined } as unknown as SystemLogService;
  const service = new PairsService(repository, events, uses, log);
  Object.assign(service, { logger: { error: () => undefined } });
  services.push(service);
  return service;
}

describe('the pairs in memory', () => {
  afterEach(() => {
    for (const service of services.splice(0)) service.onModuleDestroy();
    jest.useRealTimers();
  });

  it('are there from the start, and follow every change, of which others hear', async () => {
    const pair = pairWith();
    const events = new PairsEvents();
    const service = serviceOn(new MemoryPairs([pair]), events);
    const heard: boolean[] = [];
    events.changed.subscribe(() => heard.push(service.find(pair.id)?.active ?? false));
    await service.onModuleInit();
    expect(service.matchPrefix(NUMBER)?.id).toBe(pair.id);
    await service.change(pair.id, { active: false }, 1);
    expect(service.matchPrefix(NUMBER)).toMatchObject({ id: pair.id, active: false });
    await service.remove(pair.id, 1);
    expect(service.matchPrefix(NUMBER)).toBeUndefined();
    expect(heard).toEqual([true, false, false]);
  });

  it.each(['down', 'silent'] as const)(
    'are missing while the store is %s at the start, and come later',
    async (state) => {
      jest.useFakeTimers();
      const repository = new MemoryPairs([pairWith()]);
      repository.state = state;
      const service = serviceOn(repository);
      const start = service.onModuleInit();
      await jest.advanceTimersByTimeAsync(3_100);
      await start;
      expect(service.matchPrefix(NUMBER)).toBeUndefined();
      expect(() => service.list({ limit: 10 })).toThrow(Unavailable);
      expect(() => service.requireAll('pair_ids', ['x'])).toThrow(Unavailable);
      expect(() => service.requireAll('pair_ids', [])).not.toThrow();
      if (state === 'silent') return;
      repository.state = 'up';
      await jest.advanceTimersByTimeAsync(5_100);
      expect(service.matchPrefix(NUMBER)).toBeDefined();
      expect(service.list({ limit: 10 }).data).toHaveLength(1);
    },
  );

  it('stay as they were while the store is down later; changes fail', async () => {
    const repository = new MemoryPairs([pairWith()]);
    const service = serviceOn(repository);
    await service.onModuleInit();
    repository.state = 'down';
    await expect(service.create(NewPair.parse({ country: 'UG', operator: 'MTN' }), 1)).rejects.toThrow('no connection');
    expect(service.matchPrefix(NUMBER)).toBeDefined();
  });

  it('are changed one after another, so that two never get one prefix', async () => {
    const service = serviceOn(new MemoryPairs());
    await service.onModuleInit();
    const body = (operator: string) => NewPair.parse({ country: 'KE', operator, prefixes: ['25471'] });
    const results = await Promise.allSettled(['A', 'B', 'C'].map((operator) => service.create(body(operator), 1)));
    expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'rejected']);
    expect(results[1]).toMatchObject({ reason: expect.any(Conflict) });
  });

  it('keep a pair that something needs, and let others forget one before it goes', async () => {
    const [needed, free] = [pairWith(), pairWith({ prefixes: ['25479'] })];
    const repository = new MemoryPairs([needed, free]);
    const uses = new PairUsesService();
    const forgotten: [string, number][] = [];
    uses.register({
      reasonToKeep: (id) => Promise.resolve(id === needed.id ? '2 programs use it' : null),
      forget: (id) => Promise.resolve(void forgotten.push([id, repository.pairs.length])),
    });
    const service = serviceOn(repository, new PairsEvents(), uses);
    await service.onModuleInit();
    await expect(service.remove(needed.id, 1)).rejects.toThrow(/2 programs use it/);
    expect(forgotten).toEqual([]);
    await service.remove(free.id, 1);
    expect(forgotten).toEqual([
      [free.id, 2],
      [free.id, 1],
    ]);
    await expect(service.remove(free.id, 1)).rejects.toThrow(NotFound);
  });

  it('forget the label of a country with the country', async () => {
    const pair = pairWith({ countryLabel: 'Kenya', prefixes: [] });
    const repository = new MemoryPairs([pair]);
    const service = serviceOn(repository);
    await service.onModuleInit();
    await service.change(pair.id, { operator: 'Safaricom' }, 1);
    expect(service.find(pair.id)?.countryLabel).toBe('Kenya');
    await service.change(pair.id, { country: 'UG' }, 1);
    expect(service.find(pair.id)?.countryLabel).toBeNull();
  });
});
