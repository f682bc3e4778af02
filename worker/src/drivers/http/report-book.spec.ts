import { describe, expect, it } from '@jest/globals';
import { REPORT_TIMES, ReportBook } from './report-book.js';

const times = { askAfterMs: [100, 200, 400], earlyMs: 50, keepMs: 10_000 };
const key = (id: string) => ({ id, attempt: 1 });

describe('the book of awaited reports', () => {
  it('knows whose report it is, once', () => {
    const book = new ReportBook(times);
    book.expect('r1', key('a'), 0, 0);
    expect(book.has('r1')).toBe(true);
    expect(book.settle('r1')).toEqual(key('a'));
    expect(book.settle('r1')).toBeUndefined();
  });

  it('tells words of a message that it waits for once', () => {
    const book = new ReportBook(times);
    book.expect('r1', key('a'), 0, 0);
    expect(['x', 'x', 'y'].map((words) => book.note('r1', words))).toEqual([key('a'), undefined, key('a')]);
    expect(book.note('r2', 'x')).toBeUndefined();
    expect(book.settle('r1')).toEqual(key('a'));
  });

  it('asks after growing intervals, and no more than so many at once', () => {
    const book = new ReportBook(times);
    for (const ref of ['r1', 'r2', 'r3']) book.expect(ref, key(ref), 0, 0);
    expect(book.due(99, 10)).toEqual([]);
    expect(book.due(100, 2)).toEqual([
      { ref: 'r1', stage: 0 },
      { ref: 'r2', stage: 0 },
    ]);
    book.settle('r3');
    expect(book.due(100, 2)).toEqual([]);
    book.askLater('r1', 1, 100);
    expect(book.due(299, 2)).toEqual([]);
    expect(book.due(300, 2)).toEqual([{ ref: 'r1', stage: 1 }]);
    book.askLater('r1', 3, 300);
    expect(book.due(1e9, 2)).toEqual([]);
  });

  it('goes on after a restart where it was, by the age of the message', () => {
    const book = new ReportBook(times);
    book.expect('new', key('a'), 1000, 1050);
    book.expect('older', key('b'), 0, 250);
    book.expect('old', key('c'), 0, 5000);
    expect(book.due(1150, 10)).toEqual([
      { ref: 'new', stage: 0 },
      { ref: 'older', stage: 1 },
    ]);
    expect(book.due(1e9, 10)).toEqual([]);
    expect(book.has('old')).toBe(true);
  });

  it('asks for about a day', () => {
    const hours = REPORT_TIMES.askAfterMs.reduce((sum, ms) => sum + ms, 0) / 3_600_000;
    expect(hours).toBeGreaterThan(22);
    expect(hours).toBeLessThan(26);
  });

  it('waits a moment for an id that is not known yet', async () => {
    const book = new ReportBook(times);
    const [early, never] = [book.arrival('r1'), book.arrival('r2')];
    book.expect('r1', key('a'), 0, 0);
    expect(await early).toBe(true);
    expect(await never).toBe(false);
    expect(await book.arrival('r1')).toBe(true);
    const closing = book.arrival('r3');
    book.close();
    expect(await closing).toBe(false);
  });

  it('gives up the oldest', () => {
    const book = new ReportBook(times, 2);
    for (const [at, ref] of ['r1', 'r2', 'r3'].entries()) book.expect(ref, key(ref), at * 1000, 0);
    expect([book.has('r1'), book.has('r2'), book.has('r3')]).toEqual([false, true, true]);
    book.sweep(11_500);
    expect([book.has('r2'), book.has('r3')]).toEqual([false, true]);
    expect(book.size).toBe(1);
  });
});
