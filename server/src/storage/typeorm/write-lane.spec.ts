import { beforeEach, describe, expect, it, jest } from '@jest/globals';
import { Logger } from '@nestjs/common';
import { Unavailable } from '../../platform/common/errors.js';
import { Backoff } from './backoff.js';
import { type Begun, type Durable, type Run, TransactionLost, type TransactionRunner } from './transaction-runner.js';
import { WriteLane } from './write-lane.js';
import { WriteWatch } from './write-watch.js';

interface Tx {
  number: number;
}

/** A database that writes down what is asked of it. */
class Recorder implements TransactionRunner<Tx> {
  log: string[] = [];
  runs: string[] = [];
  begun = 0;
  /** The next commits whose answers are lost: before the database has them, or after. */
  losesCommits: ('before' | 'after')[] = [];
  /** So many transactions cannot begin, at first. */
  losesBegins = 0;
  readonly committed = new Map<number, number>();
  failAt: { begin?: Error; commit?: Error; sync?: Error } = {};
  /** Resolves when a commit is on disk; at once unless a test holds it up. */
  disk: Promise<void> = Promise.resolve();

  begin({ group, run }: Run): Promise<Begun<Tx>> {
    if (this.failAt.begin) return Promise.reject(this.failAt.begin);
    if (this.losesBegins-- > 0) return Promise.reject(new TransactionLost(new Error('no connection')));
    this.begun += 1;
    this.log.push('begin');
    this.runs.push(`${group}.${run}`);
    const committed = this.committed.get(group);
    return Promise.resolve(committed === undefined ? { tx: { number: this.begun } } : { committed });
  }
  alone = (tx: Tx, work: (tx: Tx) => unknown): Promise<unknown> => this.guarded(tx, work);
  async guarded(tx: Tx, work: (tx: Tx) => unknown): Promise<unknown> {
    return await work(tx);
  }
  commit(): Promise<Durable> {
    const lost = this.losesCommits.shift();
    if (lost) {
      const [group, run] = (this.runs.at(-1) ?? '').split('.').map(Number) as [number, number];
      if (lost === 'after') this.committed.set(group, run);
      return Promise.reject(new TransactionLost(new Error('no answer'), true));
    }
    if (this.failAt.commit) return Promise.reject(this.failAt.commit);
    this.log.push('commit');
    const { sync } = this.failAt;
    return Promise.resolve({ synced: sync ? Promise.reject(sync) : this.disk });
  }
  rollback(): void {
    this.log.push('rollback');
  }
  close(): void {
    this.log.push('close');
  }
}

describe('the write lane', () => {
  let database: Recorder;
  let lane: WriteLane<Tx>;
  beforeEach(() => {
    database = new Recorder();
    lane = new WriteLane(database);
  });

  it('answers with the result of the work', async () => {
    expect(await lane.write(() => 'done')).toBe('done');
    expect(await lane.write(() => Promise.resolve(7))).toBe(7);
  });

  it('commits what comes together with one commit, in the order it came', async () => {
    const order: number[] = [];
    await Promise.all(Array.from({ length: 100 }, (_, index) => lane.write(() => order.push(index))));
    expect(database.log).toEqual(['begin', 'commit']);
    expect(order).toEqual(Array.from({ length: 100 }, (_, index) => index));
  });

  it('answers nobody before the commit', async () => {
    const answered = lane.write(() => database.log.push('work')).then(() => database.log.push('answer'));
    await answered;
    expect(database.log).toEqual(['begin', 'work', 'commit', 'answer']);
  });

  it('gathers what comes during a commit for the next one', async () => {
    const second: Promise<number>[] = [];
    await lane.write(() => {
      for (let i = 0; i < 5; i++) second.push(lane.write(({ number }) => number));
    });
    expect(await Promise.all(second)).toEqual([2, 2, 2, 2, 2]);
    expect(database.log).toEqual(['begin', 'commit', 'begin', 'commit']);
  });

  it('has one transaction open at a time', async () => {
    await Promise.all(Array.from({ length: 2000 }, () => lane.write(() => Promise.resolve())));
    expect(database.begun).toBeGreaterThan(1);
    expect(database.log).toEqual(Array.from({ length: database.begun }, () => ['begin', 'commit']).flat());
  });

  it('fails a unit alone, and commits the others', async () => {
    const refused = lane.write(() => Promise.reject(new Error('a number that is taken')));
    const others = [lane.write(() => 1), lane.write(() => 2)];
    await expect(refused).rejects.toThrow('a number that is taken');
    expect(await Promise.all(others)).toEqual([1, 2]);
    expect(database.log).toEqual(['begin', 'commit']);
  });

  it('fails a unit that throws at once just so', async () => {
    await expect(
      lane.write(() => {
        throw new Error('at once');
      }),
    ).rejects.toThrow('at once');
  });

  it('fails everybody when the commit fails, and goes on with what comes later', async () => {
    database.failAt.commit = new Error('the disk is full');
    const all = await Promise.allSettled([lane.write(() => 1), lane.write(() => 2)]);
    expect(all.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    expect(database.log).toEqual(['begin', 'rollback']);
    database.failAt = {};
    expect(await lane.write(() => 3)).toBe(3);
  });

  it('answers nobody before the commit is on disk, and gathers meanwhile what the next one holds', async () => {
    let reachDisk = (): void => undefined;
    database.disk = new Promise((resolve) => (reachDisk = resolve));
    const answered: number[] = [];
    const first = lane.write(() => 1).then((value) => answered.push(value));
    await new Promise((resolve) => setTimeout(resolve, 10));
    const second = lane.write(() => 2).then((value) => answered.push(value));
    await new Promise((resolve) => setTimeout(resolve, 10));
    const third = lane.write(() => 3).then((value) => answered.push(value));
    await new Promise((resolve) => setTimeout(resolve, 10));
    expect(database.log).toEqual(['begin', 'commit']);
    expect(answered).toEqual([]);
    reachDisk();
    await Promise.all([first, second, third]);
    expect(database.log).toEqual(['begin', 'commit', 'begin', 'commit']);
    expect(answered).toEqual([1, 2, 3]);
  });

  it('fails everybody whose commit did not reach the disk, and does not roll back what is committed', async () => {
    database.failAt.sync = new Error('the disk is gone');
    const all = await Promise.allSettled([lane.write(() => 1), lane.write(() => 2)]);
    expect(all.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    expect(database.log).toEqual(['begin', 'commit']);
  });

  it('fails everybody when no transaction can begin', async () => {
    database.failAt.begin = new Error('no connection');
    await expect(lane.write(() => 1)).rejects.toThrow('no connection');
  });

  it('is idle when everything handed in is settled', async () => {
    const settled: string[] = [];
    const first = lane.write(() => void lane.write(() => 'second').then((word) => settled.push(word)));
    void first.then(() => settled.push('first'));
    await lane.idle();
    await Promise.resolve();
    expect(settled).toEqual(['first', 'second']);
    await lane.idle();
  });

  describe('whose transaction is lost', () => {
    /** Work whose transaction is lost the first times. */
    const losing = (times: number, value: string) => {
      let left = times;
      return ({ number }: Tx) => {
        if (left-- > 0) throw new TransactionLost(new Error('a deadlock'));
        return `${value} in ${number}`;
      };
    };

    it('runs the whole group again, each unit of it', async () => {
      const first = jest.fn(({ number }: Tx) => `first in ${number}`);
      const answers = [lane.write(first), lane.write(losing(2, 'second')), lane.write(({ number }) => number)];
      expect(await Promise.all(answers)).toEqual(['first in 3', 'second in 3', 3]);
      expect(first).toHaveBeenCalledTimes(3);
      expect(database.log).toEqual(['begin', 'rollback', 'begin', 'rollback', 'begin', 'commit']);
      expect(database.runs).toEqual(['1.0', '1.1', '1.2']);
    });

    it('commits nothing of a group that is lost every time, and answers 503', async () => {
      const all = await Promise.allSettled([lane.write(() => 1), lane.write(losing(Infinity, ''))]);
      for (const outcome of all) {
        expect(outcome).toMatchObject({ status: 'rejected', reason: { status: 503, retryAfterSeconds: 2 } });
      }
      expect(database.log).not.toContain('commit');
      expect(database.begun).toBeLessThan(20);
      expect(await lane.write(() => 'later')).toBe('later');
    });

    it('gives that outcome also where an earlier run could not even begin', async () => {
      database.losesCommits = ['after'];
      database.losesBegins = 1;
      let nth = 0;
      const answers = await Promise.all([lane.write(() => `first ${nth++}`), lane.write(() => `second ${nth++}`)]);
      expect([answers, database.runs]).toEqual([
        ['first 0', 'second 1'],
        ['1.1', '1.2'],
      ]);
    });

    it('gives the outcome of the run that was committed, when its answer is lost', async () => {
      database.losesCommits = ['before', 'after'];
      const taken = lane.write(() => Promise.reject(new Error('taken')));
      const number = lane.write((tx) => tx.number);
      await expect(taken).rejects.toThrow('taken');
      expect(await number).toBe(2);
      expect(database.runs).toEqual(['1.0', '1.1', '1.2']);
    });

    it('asks what became of a group until it is told, and says so when it is not', async () => {
      lane = new WriteLane(database, undefined, () => new Backoff(60));
      database.losesCommits = ['after'];
      const answer = lane.write(() => {
        database.failAt.begin = new TransactionLost(new Error('no connection'));
        return 1;
      });
      await expect(answer).rejects.toThrow(/whether this was stored is not known/);
      database.failAt = {};
      expect(await lane.write(() => 2)).toBe(2);
      expect(database.runs).toEqual(['1.0', '2.0']);
    });

    it('refuses at once while the database is away, and those who wait for their turn', async () => {
      const gate = { refusal: null as Error | null };
      lane = new WriteLane(database, gate, () => new Backoff(60_000));
      database.failAt.begin = new TransactionLost(new Error('no connection'));
      const begun = lane.write(() => 1);
      await new Promise((resolve) => setTimeout(resolve, 5));
      const waiting = lane.write(() => 2);
      lane.refuseWaiting((gate.refusal = new Unavailable('away')));
      await expect(waiting).rejects.toThrow('away');
      await expect(begun).rejects.toBeInstanceOf(Unavailable);
      await expect(lane.write(() => 3)).rejects.toThrow('away');
      [gate.refusal, database.failAt] = [null, {}];
      expect(await lane.write(() => 4)).toBe(4);
    });
  });

  describe('whose disk takes nothing', () => {
    const FULL = Object.assign(new Error('database or disk is full'), { code: 'SQLITE_FULL' });
    let watch: WriteWatch;
    let room: boolean;
    beforeEach(() => {
      Logger.overrideLogger(false);
      room = true;
      watch = new WriteWatch(() => room);
      lane = new WriteLane<Tx>(database, undefined, undefined, watch);
    });
    const fails = (error: Error) => () => Promise.reject(error);
    const full = { status: 503, message: expect.stringMatching(/the disk is full/) };

    it.each([
      ['as a unit’s own error', FULL],
      ['as the end of the transaction', new TransactionLost(FULL)],
    ])('refuses the whole group at once when it shows %s', async (_, error) => {
      const group = [lane.write(() => 1), lane.write(fails(error)), lane.write(() => 3)];
      for (const { status, reason } of (await Promise.allSettled(group)) as PromiseRejectedResult[]) {
        expect({ status, reason: reason as unknown }).toMatchObject({ status: 'rejected', reason: full });
      }
      expect(database.log).toEqual(['begin', 'rollback']);
      expect(watch.reason).toBe('the disk is full');
    });

    it('refuses everybody when the commit fails of it, and knows when one arrives again', async () => {
      database.failAt.commit = FULL;
      await expect(lane.write(() => 1)).rejects.toMatchObject(full);
      database.failAt = {};
      expect(await lane.write(() => 2)).toBe(2);
      expect(watch.reason).toBeNull();
    });

    it('does not believe a small write that found a place, while there is no room', async () => {
      room = false;
      await expect(lane.write(fails(FULL))).rejects.toMatchObject(full);
      expect(await lane.write(() => 2)).toBe(2);
      expect(watch.reason).toBe('the disk is full');
      room = true;
      await lane.write(() => 3);
      expect(watch.reason).toBeNull();
    });

    it('fails a unit alone for everything else', async () => {
      await expect(lane.write(fails(new Error('odd')))).rejects.toThrow('odd');
      expect(watch.reason).toBeNull();
    });
  });

  it('takes nothing after it was closed, and closes what it writes to behind the last', async () => {
    const last = lane.write(() => 'last');
    const closing = lane.close();
    await expect(lane.write(() => 'too late')).rejects.toBeInstanceOf(Unavailable);
    expect(await last).toBe('last');
    await closing;
    expect(database.log).toEqual(['begin', 'commit', 'close']);
  });

  describe('for many small items of one kind', () => {
    it('gives them to the work together and each its own result', async () => {
      const sizes: number[] = [];
      const double = lane.grouped<number, number>((_, items) => {
        sizes.push(items.length);
        return items.map((item) => item * 2);
      });
      const results = await Promise.all(Array.from({ length: 100 }, (_, index) => double(index)));
      expect(results).toEqual(Array.from({ length: 100 }, (_, index) => index * 2));
      expect(sizes).toEqual([100]);
    });

    it('keeps the groups to a size that a transaction bears, without losing one', async () => {
      const sizes: number[] = [];
      const same = lane.grouped<number, number>((_, items) => {
        sizes.push(items.length);
        return items;
      });
      const numbers = Array.from({ length: 2000 }, (_, index) => index);
      expect(await Promise.all(numbers.map((number) => same(number)))).toEqual(numbers);
      expect(sizes.reduce((sum, size) => sum + size, 0)).toBe(2000);
      expect(Math.max(...sizes)).toBeLessThanOrEqual(512);
    });

    it('does not put an item into a group that is at work already', async () => {
      const later: Promise<string>[] = [];
      const work = lane.grouped<string, string>((_, items) => {
        if (items.includes('first')) later.push(work('late'));
        return items.map((item) => `${item} of ${items.length}`);
      });
      expect(await work('first')).toBe('first of 1');
      expect(await Promise.all(later)).toEqual(['late of 1']);
    });

    it('takes later ones when a group was refused before it was run', async () => {
      const same = lane.grouped<number, number>((_, items) => items);
      database.failAt.begin = new Error('no connection');
      await expect(same(1)).rejects.toThrow('no connection');
      database.failAt = {};
      expect(await same(2)).toBe(2);
    });

    it('fails those of a group that failed, and no others', async () => {
      let broken = true;
      const work = lane.grouped<number, number>((_, items) => {
        if (broken) throw new Error('no such table');
        return items;
      });
      const other = lane.write(() => 'fine');
      const all = await Promise.allSettled([work(1), work(2)]);
      expect(all.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
      expect(await other).toBe('fine');
      broken = false;
      expect(await work(3)).toBe(3);
    });
  });

  describe('with callers who wait for their answers', () => {
    const order: string[] = [];
    beforeEach(() => void order.splice(0));
    const writer = (name: string, options?: { first: boolean }) =>
      lane.grouped<number, void>((_, items) => {
        order.push(`${name} ${items.length}`);
        return items.map(() => undefined);
      }, options);
    /** Hands in many at once, which are in groups by what asks. */
    const all = (write: (item: number) => Promise<void>, count: number) =>
      Array.from({ length: count }, (_, item) => write(item));

    it('has them in the very next commit, with some of what came before them', async () => {
      const [others, callers] = [writer('others'), writer('callers', { first: true })];
      await Promise.all([...all(others, 1_000), ...all(callers, 20)]);
      expect(order.slice(0, 3)).toEqual(['callers 20', 'others 128', 'others 128']);
      expect(database.log.slice(0, 2)).toEqual(['begin', 'commit']);
      expect(database.begun).toBe(4);
      expect(order.reduce((sum, line) => sum + Number(line.split(' ')[1]), 0)).toBe(1_020);
    });

    it('goes on with the others in their order, however many callers come', async () => {
      const [others, callers] = [writer('others'), writer('callers', { first: true })];
      const done = Promise.all(all(others, 1_000));
      let going = true;
      const calling = (async () => {
        while (going) await callers(0);
      })();
      await done;
      going = false;
      await calling;
      expect(order.filter((line) => line.startsWith('others'))).toHaveLength(8);
    });

    it('commits all others at once when there is none', async () => {
      const others = writer('others');
      await Promise.all(all(others, 1_000));
      expect(database.begun).toBe(1);
    });
  });
});
