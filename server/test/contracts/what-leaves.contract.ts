import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { CalendarService } from '../../src/platform/calendar/calendar.service.js';
import { uuidv7 } from '../../src/platform/common/uuid.js';
import { LeaseRepository } from '../../src/platform/leases/lease.repository.js';
import { LeasesService } from '../../src/platform/leases/leases.service.js';
import { type OutboxItem, Refused } from '../../src/platform/outbox/outbox.js';
import { OutboxRepository } from '../../src/platform/outbox/outbox.repository.js';
import { type Deliverer, OutboxService } from '../../src/platform/outbox/outbox.service.js';
import { JobRepository } from '../../src/platform/schedule/job.repository.js';
import { ScheduleService } from '../../src/platform/schedule/schedule.service.js';
import { putOutbox } from '../../src/storage/platform/outbox.js';
import { Database } from '../../src/storage/typeorm/database.js';
import { until } from '../until.js';
import type { OpenStorage, Storage } from './storage.js';

const DAY = 86_400_000;
const LONG_MS = 60_000;

/** What every adapter of leases, jobs and the outbox must do alike. */
export function whatLeavesContract(open: OpenStorage): void {
  let storage: Storage;
  let leases: LeaseRepository;
  let name: string;

  beforeAll(async () => {
    storage = await open();
    leases = storage.get(LeaseRepository);
  });
  afterAll(() => storage?.close());
  beforeEach(() => {
    name = uuidv7();
  });

  describe('a lease', () => {
    it('is won by one of many that ask at once', async () => {
      const asked = await Promise.all(['a', 'b', 'c', 'd'].map((owner) => leases.acquire(name, owner, LONG_MS)));
      expect(asked.filter((fence) => fence !== null)).toHaveLength(1);
    });

    it('goes to another, with a higher fence, when it is released or its time is over', async () => {
      const first = Number(await leases.acquire(name, 'a', LONG_MS));
      expect(first).toBeGreaterThanOrEqual(Math.floor(Date.now() / 1000) - 60);
      await leases.release(name, first);
      const second = Number(await leases.acquire(name, 'b', 1));
      expect(second).toBeGreaterThan(first);
      const third = await until(async () => (await leases.acquire(name, 'c', LONG_MS)) ?? undefined);
      expect(third).toBeGreaterThan(second);
    });

    it('is renewed by its holder only', async () => {
      const fence = Number(await leases.acquire(name, 'a', LONG_MS));
      expect(await leases.renew(name, fence, LONG_MS)).toBe(true);
      expect(await leases.renew(name, fence - 1, LONG_MS)).toBe(false);
      await leases.release(name, fence - 1);
      expect(await leases.acquire(name, 'b', LONG_MS)).toBeNull();
      await leases.release(name, fence);
      expect(await leases.renew(name, fence, LONG_MS)).toBe(false);
    });

    it('tells its holder that it is lost, before another acts', async () => {
      const service = new LeasesService(leases);
      const hold = () =>
        service.hold(
          name,
          async ({ fence, signal }) => {
            await leases.release(name, fence);
            await until(() => signal.aborted);
            return String(signal.reason);
          },
          300,
        );
      // One that comes late is given back at once.
      const why = await until(async () => (await hold()) ?? undefined);
      expect(why).toContain('is not held any more');
    });
  });

  describe('a job', () => {
    const server = () => {
      const calendar = new CalendarService(storage.config);
      return new ScheduleService(storage.get(JobRepository), new LeasesService(leases), calendar);
    };
    const isDue = (): Promise<unknown> =>
      storage.get(Database).write((tx) => tx.run('UPDATE jobs SET next_run_at = 1 WHERE name = ?', [name]));
    const row = async () =>
      (await storage.rows<{ failures: number; error: string }>('SELECT * FROM jobs WHERE name = ?', [name]))[0];

    /** Servers that know the job, which is due; their timers are not started. */
    async function known(run: () => Promise<unknown>, many = 1): Promise<ScheduleService[]> {
      await storage.get(JobRepository).ensure(name, 1);
      return Array.from({ length: many }, () => {
        const each = server();
        each.add({ name, when: { every: DAY }, run });
        return each;
      });
    }

    it('is run by one of two servers, once', async () => {
      let runs = 0;
      const servers = await known(async () => void runs++, 2);
      await Promise.all(servers.map((each) => each.settled()));
      await Promise.all(servers.map((each) => each.settled()));
      expect(runs).toBe(1);
    });

    it('that fails says so, and comes again', async () => {
      let isBroken = true;
      const [one] = await known(() => (isBroken ? Promise.reject(new Error('no luck')) : Promise.resolve()));
      await one?.settled();
      expect(await row()).toMatchObject({ failures: 1, error: 'no luck' });
      isBroken = false;
      await isDue();
      await one?.settled();
      expect(await row()).toMatchObject({ failures: 0, error: null });
    });

    it('is run by another server when the first died in it', async () => {
      let runs = 0;
      const [one] = await known(async () => void runs++);
      // What a server that died leaves: a job that it began, under a lease that ends.
      const fence = Number(await leases.acquire(`job.${name}`, 'dead', LONG_MS));
      await storage.get(JobRepository).begin({ name, nextRunAt: 1, failures: 0 }, Date.now());
      await one?.settled();
      expect(runs).toBe(0);
      await leases.release(`job.${name}`, fence);
      await one?.settled();
      expect(runs).toBe(1);
    });
  });

  describe('the outbox', () => {
    const items = () => storage.get(OutboxRepository);
    const entry = (fields = {}) => {
      return { kind: name.slice(-12), topic: 'one', payload: { to: 'you' }, deadline: Date.now() + DAY, ...fields };
    };
    const server = (deliver: Deliverer['deliver'], fields: Partial<Deliverer> = {}): OutboxService => {
      const schedule = { add: () => undefined } as unknown as ScheduleService;
      const service = new OutboxService(items(), schedule);
      service.deliverBy({ kind: name.slice(-12), deliver, ...fields });
      return service;
    };
    const found = async (id: string): Promise<OutboxItem> => {
      const item = await items().find(id);
      if (!item) throw new Error('it is not there');
      return item;
    };

    it('has what its cause put, and nothing of one that was rolled back', async () => {
      const db = storage.get(Database);
      const failing = db.write(async (tx) => {
        await putOutbox(tx, entry());
        throw new Error('no');
      });
      await expect(failing).rejects.toThrow('no');
      const id = await db.write((tx) => putOutbox(tx, entry()));
      expect(await db.write((tx) => putOutbox(tx, entry({ payload: 'another' })))).toBe(id);
      expect(await items().list({ kind: name.slice(-12) }, { limit: 10 })).toMatchObject([
        { id, state: 'waiting', attempts: 0, payload: { to: 'you' } },
      ]);
    });

    it('says how many wait of a kind, up to a limit, and since when the first is due', async () => {
      const kind = name.slice(-12);
      expect(await items().backlog(kind, 10)).toEqual({ count: 0, firstDueAt: null });
      const ids = [];
      for (let i = 0; i < 4; i++) ids.push(await items().put(entry({ topic: `t${i}` })));
      const first = await found(ids[0] ?? '');
      expect(await items().backlog(kind, 10)).toEqual({ count: 4, firstDueAt: first.dueAt });
      expect(await items().backlog(kind, 3)).toEqual({ count: 3, firstDueAt: first.dueAt });
    });

    it('tells of each attempt what came of it', async () => {
      const told: unknown[] = [];
      await items().put(entry());
      const service = server(() => Promise.reject(new Refused('gone')));
      service.ended.subscribe(({ outcome }) => told.push(outcome));
      await service.settled();
      await items().put(entry({ topic: 'two' }));
      const other = server(async () => undefined);
      other.ended.subscribe(({ outcome }) => told.push(outcome));
      await other.settled();
      expect(told).toEqual(['refused', 'delivered']);
    });

    it('delivers each once, though two servers would', async () => {
      const ids = await Promise.all(Array.from({ length: 10 }, (_, i) => items().put(entry({ topic: `t${i}` }))));
      const seen: string[] = [];
      const servers = [1, 2].map(() => server(async ({ id }) => void seen.push(id), { atOnce: 10 }));
      await Promise.all(servers.map((each) => each.settled()));
      expect(seen.toSorted()).toEqual(ids.toSorted());
      expect((await found(ids[0] ?? '')).state).toBe('delivered');
    });

    it('hands out of each kind as many as there is room for, the first first', async () => {
      const now = Date.now();
      const kinds = ['a', 'b', 'c'].map((each) => `${name.slice(-8)}-${each}`);
      const put = (kind: string, topic: string) => items().put(entry({ kind, topic }));
      for (const kind of kinds) for (const topic of ['1', '2', '3']) await put(kind, topic);
      const most = new Map(kinds.slice(0, 2).map((kind, nth) => [kind, nth + 1]));
      const due = await items().due(most, now + DAY);
      expect(due.map(({ kind }) => kind)).toEqual([kinds[0], kinds[1], kinds[1]]);
      expect(await items().due(most, now - DAY)).toEqual([]);
      expect(await items().due(new Map(), now + DAY)).toEqual([]);
    });

    it('delivers again, with the same id, what a server died with', async () => {
      const id = await items().put(entry());
      const dead = await items().begin(await found(id), Date.now(), Date.now() - 1);
      const seen: [string, number][] = [];
      await server(async (item) => void seen.push([item.id, item.attempts])).settled();
      expect(seen).toEqual([[id, 2]]);
      // What the dead one says after all changes nothing.
      if (dead) await items().end(dead, { outcome: 'refused', note: 'late', dueAt: 0, at: 0 });
      expect(await found(id)).toMatchObject({ state: 'delivered', error: null });
      expect(await items().attempts(id)).toMatchObject([
        { attempt: 1, outcome: null, endedAt: null },
        { attempt: 2, outcome: 'delivered' },
      ]);
    });

    it('tries again later what failed, and gives up what is refused, until somebody has it sent again', async () => {
      const id = await items().put(entry());
      let error = new Error('no answer');
      const one = server(() => Promise.reject(error));
      await one.settled();
      expect(await found(id)).toMatchObject({ state: 'waiting', attempts: 1, error: 'no answer' });
      expect((await found(id)).dueAt).toBeGreaterThan(Date.now());
      error = new Refused('gone for good');
      await storage.get(Database).write((tx) => tx.run('UPDATE outbox SET due_at = 1 WHERE id = ?', [id]));
      await one.settled();
      expect(await found(id)).toMatchObject({ state: 'failed', attempts: 2, error: 'gone for good' });
      expect(await one.replay(id)).toMatchObject({ id, state: 'waiting' });
      await expect(one.replay(id)).rejects.toThrow('waits');
      await server(() => Promise.resolve('taken')).settled();
      expect((await one.get(id)).log.at(-1)).toMatchObject({ attempt: 3, outcome: 'delivered', note: 'taken' });
    });

    it('gives up what nobody delivers by its deadline, and drops what is old', async () => {
      const late = await items().put(entry({ deadline: Date.now() - 1 }));
      const kept = await items().put(entry({ topic: 'two' }));
      await items().expire(Date.now());
      expect(await found(late)).toMatchObject({ state: 'failed', error: 'nobody delivered it by its deadline' });
      await items().drop(0, Date.now() + 1);
      expect(await items().find(late)).toBeNull();
      expect(await found(kept)).toMatchObject({ state: 'waiting' });
    });
  });
}
