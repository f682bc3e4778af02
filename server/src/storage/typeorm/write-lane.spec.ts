import { beforeEach, describe, expect, it } from '@jest/globals';
import { type Durable, type TransactionRunner, WriteLane } from './write-lane.js';

interface Tx {
  number: number;
}

/** A database that writes down what is asked of it. */
class Recorder implements TransactionRunner<Tx> {
  log: string[] = [];
  begun = 0;
  failAt: { begin?: Error; commit?: Error; sync?: Error } = {};
  /** Resolves when a commit is on disk; at once unless a test holds it up. */
  disk: Promise<void> = Promise.resolve();

  begin(): Promise<Tx> {
    if (this.failAt.begin) return Promise.reject(this.failAt.begin);
    this.begun += 1;
    this.log.push('begin');
    return Promise.resolve({ number: this.begun });
  }
  async guarded(tx: Tx, work: (tx: Tx) => unknown): Promise<unknown> {
    return await work(tx);
  }
  commit(): Promise<Durable> {
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
});
