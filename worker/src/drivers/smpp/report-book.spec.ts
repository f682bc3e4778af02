import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { DriverEvent } from '../driver.js';
import { PartialReports } from './partial-reports.js';
import type { Report } from './report.js';
import { ReportBook } from './report-book.js';

let folder: string;
let partial: PartialReports;
let events: DriverEvent[];
let foreign: number;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'signalbox-book-'));
  partial = new PartialReports(folder);
  events = [];
  foreign = 0;
});
afterEach(() => {
  partial.close();
  rmSync(folder, { recursive: true });
});

function book(maxAwaited?: number): ReportBook {
  const keeper = {
    events: (told: readonly DriverEvent[]) => {
      events.push(...told);
      return Promise.resolve();
    },
    partial,
    foreign: () => void (foreign += 1),
  };
  return new ReportBook(keeper, maxAwaited, 0);
}
const job = (n: number) => ({ id: `job ${n}`, attempt: 1, to: `+25470000000${n}` });
const report = (id: string, n: number | null, outcome: Report['outcome'] = 'delivered'): Report => {
  return { ids: [id], outcome, words: 'words', addresses: n === null ? [] : [`070000000${n}`] };
};
const told = () => events.map((event) => ('id' in event ? `${event.id} ${event.type}` : ''));

describe('ReportBook', () => {
  it('forgets the oldest beyond what it may hold', async () => {
    const small = book(2);
    for (const n of [1, 2, 3]) small.expect(job(n), `id${n}`, 0, null);
    for (const n of [1, 2, 3]) await small.take(report(`id${n}`, n));
    expect(told()).toEqual(['job 2 delivered', 'job 3 delivered']);
    expect(foreign).toBe(1);
  });

  it('takes digits alone for the message of that recipient, or of nobody else when the report names none', async () => {
    const mixed = book();
    mixed.expect(job(1), '10', 0, null);
    mixed.expect(job(2), '16', 0, null);
    await mixed.take(report('16', 3));
    expect(told()).toEqual([]);
    await mixed.take(report('16', null));
    await mixed.take(report('a', 1));
    expect(told()).toEqual(['job 2 delivered', 'job 1 delivered']);
  });

  it('takes an id that only one message has, whatever recipient the report names', async () => {
    const masked = book();
    masked.expect(job(1), '1000000001', 0, null);
    masked.expect(job(2), 'ab-2', 0, null);
    masked.expect(job(3), '0042', 0, null);
    const from = (id: string, ...addresses: string[]) => ({ ...report(id, null), addresses });
    await masked.take(from('1000000001', '2547****0001', 'Signalbox'));
    await masked.take(from('AB-2', '', 'Signalbox'));
    await masked.take(from('42', '254799999999', '22333'));
    expect(told()).toEqual(['job 1 delivered', 'job 2 delivered', 'job 3 delivered']);
  });

  it('learns from reports that name their recipient how the others write ids', async () => {
    const learning = book();
    for (const [n, id] of [
      [1, 'ff'],
      [2, '16'],
      [3, '1f'],
    ] as const)
      learning.expect(job(n), id, 0, null);
    await learning.take(report('255', 1));
    const masked = (id: string) => ({ ...report(id, null), addresses: ['2547****', 'Signalbox'] });
    // 31 in decimal is 1f; 16 in decimal is 10, which nobody has.
    await learning.take(masked('16'));
    await learning.take(masked('31'));
    expect(told()).toEqual(['job 1 delivered', 'job 3 delivered']);
  });

  describe.each<[string, string[]]>([
    ['masked', ['2547****', '22333']],
    ['masked, with letters', ['254712xxxxxx', '254700111222']],
    ['empty', ['', '254700111222']],
    ['none', []],
  ])('where the recipient is %s', (_, addresses) => {
    /** Messages under all ids, and their reports as an SMSC would write them; those that were counted for their own. */
    async function counted(count: number, answer: number, written: number): Promise<string[]> {
      const dense = book();
      const numbers = Array.from({ length: count }, (__, index) => index + 1);
      const job = (n: number) => ({ id: String(n), attempt: 1, to: `+2547${String(n).padStart(8, '0')}` });
      for (const n of numbers) dense.expect(job(n), n.toString(answer), 0, null);
      const own: string[] = [];
      for (const n of numbers) {
        events = [];
        await dense.take({ ...report(n.toString(written), null), addresses });
        own.push(...events.map((event) => ('id' in event && event.id === String(n) ? 'own' : "another's")));
      }
      return own;
    }

    it.each([60, 600])('counts each of %d reports whose ids are written as they were answered', async (count) => {
      expect(await counted(count, 10, 10)).toEqual(Array.from({ length: count }, () => 'own'));
      expect(await counted(count, 16, 16)).toEqual(Array.from({ length: count }, () => 'own'));
    });

    it('counts none for another message where ids are written in another way', async () => {
      expect(await counted(100, 16, 10)).not.toContain("another's");
      expect(await counted(100, 10, 16)).not.toContain("another's");
    });
  });

  it('knows for all how ids are written when one report left no doubt, whoever the next ones name', async () => {
    const sure = book();
    for (const [n, id] of [
      [1, '10'],
      [2, '16'],
      [3, '77'],
    ] as const)
      sure.expect(job(n), id, 0, null);
    await sure.take(report('16', 7));
    expect(told()).toEqual([]);
    await sure.take(report('77', 3));
    await sure.take(report('16', 7));
    expect(told()).toEqual(['job 3 delivered', 'job 2 delivered']);
  });

  it('shows a word that nobody knows, once, and waits on', async () => {
    const waiting = book();
    waiting.expect(job(1), 'a', 0, null);
    const blue = { ...report('a', 1, 'unknown'), words: 'BLUE' };
    await waiting.take(blue);
    await waiting.take(blue);
    expect(events).toEqual([expect.objectContaining({ type: 'sent', note: 'BLUE', ref: null })]);
    await waiting.take(report('a', 1));
    expect(told()).toEqual(['job 1 sent', 'job 1 delivered']);
  });

  it('holds a report while an answer is to come, and lets it go when none is', async () => {
    const early = book();
    let oldest = 1;
    early.watch({ last: () => 1, oldest: () => oldest }, 'auto');
    let done = 0;
    const count = () => void (done += 1);
    void early.take(report('ours', 1)).then(count);
    void early.take(report('other', 1)).then(count);
    await new Promise((resolve) => setTimeout(resolve, 120));
    expect(done).toBe(0);
    early.expect(job(1), 'ours', 0, null);
    oldest = Infinity;
    await new Promise((resolve) => setTimeout(resolve, 120));
    expect([done, foreign, told()]).toEqual([2, 1, ['job 1 delivered']]);
    early.close();
  });

  it('counts the parts of a long message over a restart, and forgets them at its end', async () => {
    const before = book();
    const group = before.group(3);
    ['a', 'b', 'c'].forEach((id, part) => before.expect(job(1), id, part, group));
    await before.take(report('c', 1));
    await before.take(report('c', 1));
    await before.take(report('a', 1));
    expect(told()).toEqual([]);
    const after = book();
    const sent = { ...job(1), channel: 'smpp:a', text: '', encoding: 'gsm7', segments: 3, expires_at: null } as const;
    after.follow({ job: sent, ref: 'a,b,c', at: 0 });
    await after.take(report('b', 1));
    expect(told()).toEqual(['job 1 delivered']);
    expect(partial.of(job(1))).toEqual([]);
  });

  it('takes no more reports of a long message that failed', async () => {
    const failed = book();
    const group = failed.group(2);
    failed.expect(job(1), 'a', 0, group);
    failed.expect(job(1), 'b', 1, group);
    await failed.take(report('a', 1, 'undelivered'));
    await failed.take(report('b', 1));
    expect(told()).toEqual(['job 1 undelivered']);
    expect(foreign).toBe(1);
  });
});
