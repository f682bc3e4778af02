import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { Logger } from '@nestjs/common';
import type { Journal } from '../journal/journal.js';
import type { Entry, NewJobEvent } from './event.js';
import { EventGatherer } from './event-gatherer.js';

const event = (n: number): NewJobEvent => ({ type: 'delivered', id: String(n), attempt: 1, at: n });

describe('EventGatherer', () => {
  let records: string[][];
  let record: (entries: readonly Entry[]) => number;
  let gatherer: EventGatherer;
  let told: number;

  beforeEach(() => {
    jest.useFakeTimers();
    Logger.overrideLogger(false);
    records = [];
    told = 0;
    record = (entries) => records.push(entries.map((entry) => entry.event.id));
    const journal: Pick<Journal, 'record'> = { record: (entries) => record(entries) };
    gatherer = new EventGatherer(journal, () => (told += 1));
  });
  afterEach(() => {
    jest.useRealTimers();
    Logger.overrideLogger(['error']);
  });

  it('keeps what came within a moment in one transaction, in order', () => {
    gatherer.change(event(1));
    jest.advanceTimersByTime(10);
    gatherer.report(event(2));
    jest.advanceTimersByTime(4);
    expect(records).toEqual([]);
    jest.advanceTimersByTime(1);
    expect(records).toEqual([['1', '2']]);
    expect(told).toBe(1);
    jest.advanceTimersByTime(1000);
    expect(records).toHaveLength(1);
  });

  it('does not wait for more when it has many', () => {
    for (let n = 0; n < 2000; n += 1) gatherer.change(event(n));
    jest.advanceTimersByTime(0);
    expect(records[0]).toHaveLength(2000);
  });

  it('says when everything added so far is in the journal', async () => {
    let kept = false;
    gatherer.change(event(1));
    const promise = gatherer.kept().then(() => (kept = true));
    await Promise.resolve();
    expect(kept).toBe(false);
    gatherer.flush();
    await promise;
    await gatherer.kept();
    expect(kept).toBe(true);
  });

  it('keeps its events, and their order, while the journal cannot write', () => {
    record = () => {
      throw new Error('disk full');
    };
    gatherer.change(event(1));
    jest.advanceTimersByTime(20);
    gatherer.change(event(2));
    jest.advanceTimersByTime(500);
    record = (entries) => records.push(entries.map((entry) => entry.event.id));
    jest.advanceTimersByTime(1000);
    expect(records).toEqual([['1', '2']]);
  });
});
