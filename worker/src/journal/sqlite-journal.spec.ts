import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { type Job, WorkerEvent } from '@signalbox/contracts/bus';
import { z } from 'zod';
import { jobFor } from '../../test/jobs.js';
import type { Entry, NewJobEvent } from '../events/event.js';
import { JournalError, openJournalFile } from './journal-file.js';
import { MEMORY_MS, SqliteJournal } from './sqlite-journal.js';

const job = (over: Partial<Job> = {}): Job => jobFor('sim-1', over);
const change = (event: NewJobEvent): Entry => ({ kind: 'change', event });
const sent = ({ id, attempt }: Job, at = 2): Entry => change({ type: 'sent', id, attempt, at, ref: 'r1' });
const delivered = ({ id, attempt }: Job, at = 3): Entry => change({ type: 'delivered', id, attempt, at });
const inbound = (text: string): Entry => ({
  kind: 'inbound',
  event: { type: 'inbound', id: randomUUID(), channel: 'sim-1', from: '+254700000009', text, at: 1 },
});

describe('the journal', () => {
  let folder: string;
  let journal: SqliteJournal;
  const open = async (): Promise<SqliteJournal> => (journal = new SqliteJournal(await openJournalFile(folder)));
  const reopen = (): Promise<SqliteJournal> => {
    journal.close();
    return open();
  };
  const outbox = (): WorkerEvent[] => {
    const events: WorkerEvent[] = [];
    for (let packet = journal.packetAfter(0); packet; packet = journal.packetAfter(packet.last)) {
      events.push(...z.array(WorkerEvent).parse(JSON.parse(packet.events)));
    }
    return events;
  };

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'signalbox-journal-'));
    await open();
  });
  afterEach(() => {
    journal.close();
    rmSync(folder, { recursive: true });
  });

  it('takes a job once, by id and attempt', () => {
    const one = job();
    expect(journal.accept({ fence: 1, jobs: [one] }, 1)).toEqual({ fresh: [one], known: [] });
    const again = journal.accept({ fence: 1, jobs: [one, { ...one, attempt: 2 }] }, 2);
    expect(again?.fresh).toEqual([{ ...one, attempt: 2 }]);
    expect(again?.known).toEqual([
      { id: one.id, attempt: 1, state: 'accepted', at: 1, detail: null, temporary: false, returned: false },
    ]);
  });

  it('takes a job once when a packet holds it twice', () => {
    const one = job();
    const taken = journal.accept({ fence: 1, jobs: [one, one] }, 1);
    expect(taken?.fresh).toHaveLength(1);
    expect(taken?.known).toHaveLength(1);
  });

  it('knows after a reopening what became of a job', async () => {
    const one = job();
    journal.accept({ fence: 1, jobs: [one] }, 1);
    journal.record([
      sent(one),
      change({ type: 'failed', id: one.id, attempt: 1, at: 9, temporary: true, reason: 'busy' }),
    ]);
    await reopen();
    expect(journal.accept({ fence: 1, jobs: [one] }, 1)?.known).toEqual([
      { id: one.id, attempt: 1, state: 'failed', at: 9, detail: 'busy', temporary: true, returned: false },
    ]);
  });

  it('knows after a reopening that a job was never tried', async () => {
    const one = job();
    const unplugged = { id: one.id, attempt: 1, at: 9, temporary: true, returned: true as const, reason: 'unplugged' };
    journal.accept({ fence: 1, jobs: [one] }, 1);
    journal.record([change({ type: 'failed', ...unplugged })]);
    await reopen();
    expect(journal.accept({ fence: 1, jobs: [one] }, 1)?.known).toMatchObject([{ state: 'failed', returned: true }]);
  });

  it('calls a job uncertain that the server says was held and nobody knows, and never gives it to be sent', () => {
    const lost = job({ held: true });
    const taken = journal.accept({ fence: 1, jobs: [lost] }, 7);
    expect(taken?.fresh).toEqual([]);
    expect(taken?.known).toMatchObject([{ id: lost.id, state: 'uncertain', at: 7 }]);
    const { held: _, ...plain } = lost;
    expect(journal.accept({ fence: 1, jobs: [plain] }, 8)?.fresh).toEqual([]);
    expect(journal.unfinished()).toEqual([]);
  });

  it('reports a held job that it does know as it is', () => {
    const one = job();
    journal.accept({ fence: 1, jobs: [one] }, 1);
    journal.record([sent(one)]);
    expect(journal.accept({ fence: 1, jobs: [{ ...one, held: true }] }, 2)?.known).toMatchObject([
      { state: 'sent', detail: 'r1' },
    ]);
  });

  it('refuses jobs with an older fence than one seen before, also after a reopening', async () => {
    expect(journal.accept({ fence: 5, jobs: [job()] }, 1)?.fresh).toHaveLength(1);
    expect(journal.accept({ fence: 4, jobs: [job()] }, 1)).toBeNull();
    await reopen();
    expect(journal.accept({ fence: 4, jobs: [job()] }, 1)).toBeNull();
    expect(journal.accept({ fence: 5, jobs: [job()] }, 1)?.fresh).toHaveLength(1);
  });

  it('numbers events in order, and drops what is no news', () => {
    const one = job();
    journal.accept({ fence: 1, jobs: [one] }, 1);
    const kept = journal.record([
      { kind: 'report', event: { type: 'accepted', id: one.id, attempt: 1, at: 1 } },
      sent(one),
      delivered(one),
      sent(one, 4),
      change({ type: 'undelivered', id: one.id, attempt: 1, at: 5, reason: 'late' }),
      change({ type: 'delivered', id: randomUUID(), attempt: 1, at: 5 }),
      inbound('Hi'),
    ]);
    expect(kept).toBe(4);
    const events = outbox();
    expect(events.map(({ type }) => type)).toEqual(['accepted', 'sent', 'delivered', 'inbound']);
    const [first] = events;
    expect(events.map(({ seq }) => seq - (first?.seq ?? 0))).toEqual([0, 1, 2, 3]);
  });

  it('cuts packets at 500 events', () => {
    journal.record(Array.from({ length: 1001 }, (_, i) => inbound(`${i}`)));
    const sizes: number[] = [];
    for (let packet = journal.packetAfter(0); packet; packet = journal.packetAfter(packet.last)) {
      sizes.push(packet.last - packet.first + 1);
      expect(JSON.parse(packet.events)).toHaveLength(packet.last - packet.first + 1);
    }
    expect(sizes).toEqual([500, 500, 1]);
  });

  it('keeps unconfirmed events and never goes back with its numbers', async () => {
    journal.record([inbound('one')]);
    journal.record([inbound('two')]);
    const [one, two] = outbox();
    expect(journal.confirm(one?.seq ?? 0, 1)).toBe(true);
    await reopen();
    expect(outbox().map(({ seq }) => seq)).toEqual([two?.seq]);
    expect(journal.confirm(two?.seq ?? 0, 1)).toBe(true);
    await reopen();
    expect(outbox()).toEqual([]);
    journal.record([inbound('three')]);
    expect(outbox()[0]?.seq).toBe((two?.seq ?? 0) + 1);
  });

  it('keeps a packet whole that is confirmed in part', () => {
    journal.record([inbound('one'), inbound('two')]);
    const [one] = outbox();
    journal.confirm(one?.seq ?? 0, 1);
    expect(outbox()).toHaveLength(2);
  });

  it('remembers the fence of a server that has only said that it is here, also after a reopening', async () => {
    expect(journal.admit(6)).toBe(true);
    expect(journal.admit(5)).toBe(false);
    await reopen();
    expect(journal.admit(5)).toBe(false);
    expect(journal.accept({ fence: 5, jobs: [job()] }, 1)).toBeNull();
    expect(journal.accept({ fence: 6, jobs: [job()] }, 1)?.fresh).toHaveLength(1);
  });

  it('ignores the confirmation of a number that it never gave, or by an older fence', () => {
    journal.record([inbound('one')]);
    const seq = outbox()[0]?.seq ?? 0;
    expect(journal.confirm(seq + 1, 1)).toBe(false);
    journal.accept({ fence: 3, jobs: [job()] }, 1);
    expect(journal.confirm(seq, 2)).toBe(false);
    expect(outbox()).toHaveLength(1);
  });

  it('begins above everything it gave before, when its file was lost', async () => {
    journal.record([inbound('one')]);
    const before = outbox()[0]?.seq ?? Infinity;
    journal.close();
    rmSync(folder, { recursive: true });
    await open();
    journal.record([inbound('two')]);
    expect(outbox()[0]?.seq).toBeGreaterThan(before);
  });

  it('finds what is unfinished after a reopening, with its state', async () => {
    const [one, two, three, four] = [job(), job(), job({ text: 'Jambo ☀' }), job()];
    journal.accept({ fence: 1, jobs: [one, two, three, four] }, 1);
    journal.markSending([two], 5);
    journal.record([sent(three, 6), sent(four), delivered(four)]);
    await reopen();
    const found = new Map(journal.unfinished().map((unfinished) => [unfinished.job.id, unfinished]));
    expect(found.get(one.id)).toEqual({ job: one, state: 'accepted', ref: null, at: 1 });
    expect(found.get(two.id)).toEqual({ job: two, state: 'sending', ref: null, at: 5 });
    expect(found.get(three.id)).toEqual({ job: three, state: 'sent', ref: 'r1', at: 6 });
    expect(found.size).toBe(3);
  });

  it('forgets a job that is over after seven days, but not before its last event is confirmed', () => {
    const [old, fresh, waiting] = [job(), job(), job()];
    const now = MEMORY_MS + 100;
    journal.accept({ fence: 1, jobs: [old, fresh, waiting] }, 1);
    journal.record([delivered(old, 99), delivered(fresh, 100)]);
    expect(journal.sweep(now)).toBe(0);
    journal.confirm(outbox()[1]?.seq ?? 0, 1);
    expect(journal.sweep(now)).toBe(1);
    expect(journal.accept({ fence: 1, jobs: [old] }, 1)?.fresh).toHaveLength(1);
    expect(journal.accept({ fence: 1, jobs: [fresh, waiting] }, 1)?.fresh).toHaveLength(0);
  });

  it('sweeps a long journal in bites, and begins again at its end', () => {
    const jobs = Array.from({ length: 1200 }, () => job());
    journal.accept({ fence: 1, jobs }, 1);
    journal.record(jobs.map((one) => delivered(one)));
    for (let packet = journal.packetAfter(0); packet; packet = journal.packetAfter(0)) journal.confirm(packet.last, 1);
    const now = MEMORY_MS + 100;
    expect([1, 2, 3, 4].map(() => journal.sweep(now))).toEqual([500, 500, 200, 0]);
    const late = job();
    journal.accept({ fence: 1, jobs: [late] }, 1);
    journal.record([delivered(late)]);
    journal.confirm(journal.packetAfter(0)?.last ?? 0, 1);
    expect(journal.sweep(now)).toBe(1);
  });

  it('leaves nothing half done when a transaction fails', () => {
    const one = job();
    expect(() => journal.accept({ fence: 9, jobs: [one, { ...job(), id: null as unknown as string }] }, 1)).toThrow();
    expect(journal.accept({ fence: 8, jobs: [one] }, 1)?.fresh).toEqual([one]);
  });

  it('is open in one process at a time', async () => {
    await expect(openJournalFile(folder, 150)).rejects.toThrow(JournalError);
    await expect(openJournalFile(folder, 150)).rejects.toThrow('in use by another worker');
  });

  it('says in one line why it cannot be opened', async () => {
    const file = join(folder, 'file');
    writeFileSync(file, '');
    await expect(openJournalFile(join(file, 'below'), 0)).rejects.toThrow(
      /^DATA_DIR: cannot make the folder .*below: ENOTDIR$/,
    );
  });
});
