import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { GOING } from '@signalbox/contracts/run-statuses';
import { documentId } from '../../src/platform/common/document-id.js';
import { Conflict } from '../../src/platform/common/errors.js';
import type { NewRun, RunSettings } from '../../src/campaigns/programs/runs/run.js';
import { inStatus, reached } from '../../src/campaigns/programs/runs/run.js';
import { RunRepository } from '../../src/campaigns/programs/runs/run.repository.js';
import { ChangeBuilder } from '../../src/messaging/sms/change.js';
import type { Message } from '../../src/messaging/sms/message.js';
import { MessageRepository } from '../../src/messaging/sms/message.repository.js';
import { NOON, messageWith } from '../messages.js';
import type { OpenStorage, Storage } from './storage.js';

const SETTINGS: RunSettings = {
  name: 'Reminders – Ostergrüße',
  ownerId: 7,
  pairId: null,
  listId: documentId(),
  details: {
    template: 'Dear {{name|customer}} 🎉',
    sender: null,
    priority: 5,
    ratePerMinute: 60,
    proxy: null,
    window: { days: [1, 2], from: '08:00', to: '20:00', timeZone: 'recipient' },
    validitySeconds: null,
    active: true,
    failWhen: null,
  },
};
const STARTED = { level: 'info', text: 'Started.' } as const;

/** What every adapter of the port must do alike, together with the messages whose transactions move the runs. */
export function runRepositoryContract(open: OpenStorage): void {
  let storage: Storage;
  let runs: RunRepository;
  let messages: MessageRepository;
  let programId: string;
  beforeAll(async () => {
    storage = await open();
    runs = storage.get(RunRepository);
    messages = storage.get(MessageRepository);
  });
  afterAll(() => storage?.close());
  beforeEach(() => {
    programId = documentId();
  });

  const newRun = (fields: Partial<NewRun> = {}): NewRun => ({
    programId,
    settings: SETTINGS,
    totalRows: 10,
    startedAt: NOON,
    ...fields,
  });
  const begin = async (fields: Partial<NewRun> = {}) => (await runs.begin(newRun(fields), STARTED)).run;
  const stop = (id: number) => runs.change(id, GOING, { status: 'stopped', endedAt: NOON + 1 });
  const ids = (found: { id: number }[]) => found.map(({ id }) => id);

  /** Stores a chunk of a run's rows as the runner does. */
  const feed = (runId: number, from: number, to: number, made: Partial<Message>[] = [], skipped = 0) =>
    messages.insertMany(
      made.map((fields) => messageWith({ programId, runId, ...fields })),
      { known: false, advance: { runId, from, to, skipped } },
    );

  describe('a new run', () => {
    it('stands at the first row, running, with its settings and its first note', async () => {
      const { run, isNew } = await runs.begin(newRun(), STARTED);
      expect(isNew).toBe(true);
      expect(run).toEqual({
        id: expect.any(Number),
        programId,
        status: 'running',
        reason: null,
        settings: SETTINGS,
        totalRows: 10,
        cursor: 0,
        skipped: 0,
        startedAt: NOON,
        updatedAt: NOON,
        endedAt: null,
      });
      expect(await runs.find(run.id)).toEqual(run);
      expect(await runs.notes(run.id, 10)).toEqual([{ id: expect.any(Number), at: NOON, ...STARTED }]);
    });

    it('is not begun while another of the program goes on', async () => {
      const first = await begin();
      expect(await runs.begin(newRun({ totalRows: 99 }), STARTED)).toEqual({ run: first, isNew: false });
      await runs.change(first.id, ['running'], { status: 'paused' });
      expect(await runs.begin(newRun(), STARTED)).toMatchObject({
        run: { id: first.id, status: 'paused' },
        isNew: false,
      });
      await stop(first.id);
      expect(await runs.begin(newRun(), STARTED)).toMatchObject({ isNew: true });
      expect(await runs.notes(first.id, 10)).toHaveLength(1);
    });

    it('is one, however many ask at once', async () => {
      const all = await Promise.all(Array.from({ length: 20 }, () => runs.begin(newRun(), STARTED)));
      expect(new Set(all.map(({ run }) => run.id)).size).toBe(1);
      expect(all.filter(({ isNew }) => isNew)).toHaveLength(1);
    });
  });

  describe('a change', () => {
    it('sets what it names, and answers the run as it is then', async () => {
      const run = await begin();
      const details = { ...SETTINGS.details, priority: 9 };
      const change = { reason: 'its list is being imported', totalRows: 20, settings: { ...SETTINGS, details } };
      const changed = await runs.change(run.id, ['running'], change, { level: 'warning', text: 'Waits.' });
      expect(changed).toEqual({ ...run, ...change, updatedAt: expect.any(Number) });
      expect(await runs.find(run.id)).toEqual(changed);
      expect((await runs.notes(run.id, 10)).map(({ text }) => text)).toEqual(['Waits.', 'Started.']);
    });

    it('takes a reason back, and cuts one that is too long', async () => {
      const run = await begin();
      const changed = await runs.change(run.id, ['running'], { reason: 'ä'.repeat(300) });
      expect(changed?.reason).toBe('ä'.repeat(200));
      expect(await runs.find(run.id)).toEqual(changed);
      expect((await runs.change(run.id, ['running'], { reason: null }))?.reason).toBeNull();
    });

    it('of a run that is not as expected changes and notes nothing', async () => {
      const run = await begin();
      await stop(run.id);
      const change = runs.change(
        run.id,
        ['running', 'paused'],
        { status: 'failed' },
        { level: 'error', text: 'Gave up.' },
      );
      expect(await change).toBeNull();
      expect(await runs.find(run.id)).toMatchObject({ status: 'stopped', endedAt: NOON + 1 });
      expect(await runs.notes(run.id, 10)).toHaveLength(1);
      expect(await runs.change(2_000_000_000, GOING, { status: 'failed' })).toBeNull();
    });

    it('is made by one of many that want the same', async () => {
      const run = await begin();
      const all = await Promise.all(
        Array.from({ length: 20 }, () => runs.change(run.id, ['running'], { status: 'paused' })),
      );
      expect(all.filter(Boolean)).toHaveLength(1);
    });
  });

  describe('looking for runs', () => {
    it('finds none where there is none', async () => {
      expect(await runs.find(2_000_000_000)).toBeNull();
      expect(await runs.going(programId)).toBeNull();
      expect(await runs.latest([programId])).toEqual([]);
      expect(await runs.latest([])).toEqual([]);
      expect(await runs.list(programId, 10)).toEqual([]);
    });

    it('finds what goes on of a program and of all', async () => {
      const running = await begin();
      const other = documentId();
      const paused = await begin({ programId: other });
      await runs.change(paused.id, ['running'], { status: 'paused' });
      const over = await begin({ programId: documentId() });
      await stop(over.id);
      expect((await runs.going(programId))?.id).toBe(running.id);
      expect((await runs.going(other))?.id).toBe(paused.id);
      const going = ids(await runs.allGoing());
      expect(going).toEqual(expect.arrayContaining([running.id, paused.id]));
      expect(going).not.toContain(over.id);
      expect(going).toEqual([...going].sort((a, b) => a - b));
    });

    it('lists a program’s, newest first, page by page, and finds the last of several programs', async () => {
      const made: number[] = [];
      for (let count = 0; count < 5; count++) {
        const run = await begin();
        made.unshift(run.id);
        await stop(run.id);
      }
      const other = await begin({ programId: documentId() });
      expect(ids(await runs.list(programId, 2))).toEqual(made.slice(0, 3));
      expect(ids(await runs.list(programId, 2, made[1]))).toEqual(made.slice(2));
      const latest = await runs.latest([programId, other.programId, documentId()]);
      expect(ids(latest).sort()).toEqual([made[0] ?? 0, other.id].sort());
    });
  });

  describe('the notes', () => {
    it('are newest first, page by page, and are cut where they are too long', async () => {
      const { id } = await begin();
      for (const text of ['one', 'two', 'x'.repeat(600)]) await runs.note(id, { level: 'warning', text });
      const all = await runs.notes(id, 10);
      expect(all.map(({ text }) => text)).toEqual(['x'.repeat(500), 'two', 'one', 'Started.']);
      expect(await runs.notes(id, 2)).toEqual(all.slice(0, 3));
      expect(await runs.notes(id, 2, all[1]?.id)).toEqual(all.slice(2));
    });
  });

  describe('the cursor', () => {
    it('moves with the messages of the rows it passes', async () => {
      const { id } = await begin();
      await feed(id, 0, 3, [{}, {}], 1);
      await feed(id, 3, 5, [], 2);
      expect(await runs.find(id)).toMatchObject({ cursor: 5, skipped: 3 });
      expect(await messages.waitingOfRun(id, 'queued', 0, 10)).toHaveLength(2);
    });

    it.each([
      ['stands elsewhere', (id: number) => feed(id, 0, 2, [{}])],
      ['belongs to a paused run', (id: number) => runs.change(id, GOING, { status: 'paused' })],
      ['belongs to a run that is over', stop],
      ['is of no run', () => Promise.resolve()],
    ])('that %s does not move, and nothing is stored', async (name, before) => {
      const { id } = await begin();
      await before(id);
      const runId = name === 'is of no run' ? 2_000_000_000 : id;
      const message = messageWith({ programId, runId });
      const advance = { runId, from: 0, to: 1, skipped: 0 };
      await expect(messages.insertMany([message], { known: false, advance })).rejects.toThrow(Conflict);
      expect(await messages.find(message.id)).toBeNull();
    });

    it('does not move when the messages cannot be stored', async () => {
      const { id } = await begin();
      const message = messageWith({ programId, runId: id });
      await messages.insert({ message });
      await expect(feed(id, 0, 1, [message])).rejects.toThrow();
      expect(await runs.find(id)).toMatchObject({ cursor: 0 });
    });
  });

  describe('the messages of a run that wait', () => {
    it('are those of the run, in the status asked for, by the order of their rows', async () => {
      const { id } = await begin();
      const other = await begin({ programId: documentId() });
      const chunk = Array.from({ length: 7 }, (_, index) =>
        messageWith({ programId, runId: id, clientRef: `${index}` }),
      );
      await feed(id, 0, 7, chunk);
      await feed(id, 7, 9, [
        { status: 'scheduled', sendAt: NOON + 1, clientRef: 'later' },
        { status: 'failed', reason: 'no value', clientRef: 'failed' },
      ]);
      await feed(other.id, 0, 1, [{ clientRef: 'of another' }]);
      const refs = (found: Message[]) => found.map(({ clientRef }) => clientRef);
      const first = await messages.waitingOfRun(id, 'queued', 0, 4);
      expect(refs(first)).toEqual(['0', '1', '2', '3']);
      expect(refs(await messages.waitingOfRun(id, 'queued', first.at(-1)?.seq ?? 0, 4))).toEqual(['4', '5', '6']);
      expect(refs(await messages.waitingOfRun(id, 'scheduled', 0, 4))).toEqual(['later']);
    });
  });

  describe('the tallies', () => {
    it('count what reached a status and what left it, with the messages', async () => {
      const { id } = await begin();
      const sent = messageWith({ programId, runId: id });
      await feed(id, 0, 5, [sent, {}, { status: 'dispatched', attempt: 1, channelId: 1 }, { status: 'failed' }]);
      const change = new ChangeBuilder(sent).step('dispatched', NOON, { attempt: 1 }).step('sent', NOON).build();
      if (change) await messages.apply(change);
      const tally = (await runs.tallies([id])).get(id) ?? new Map();
      expect(Object.fromEntries(tally)).toEqual({
        queued: { entered: 3, departed: 2 },
        dispatched: { entered: 2, departed: 1 },
        sent: { entered: 1, departed: 0 },
        failed: { entered: 1, departed: 0 },
      });
      expect(inStatus(tally, 'queued', 'dispatched')).toBe(2);
      expect(reached(tally, 'queued', 'sent')).toBe(4);
    });

    it('are empty for a run without messages, and can be had for many at once', async () => {
      const { id } = await begin();
      const other = await begin({ programId: documentId() });
      await feed(other.id, 0, 1, [{}]);
      const tallies = await runs.tallies([id, other.id]);
      expect(tallies.get(id)?.size).toBe(0);
      expect(tallies.get(other.id)?.get('queued')).toEqual({ entered: 1, departed: 0 });
      expect((await runs.tallies([])).size).toBe(0);
    });
  });

  describe('what is not settled', () => {
    it('is over, with messages that may still leave', async () => {
      const made: Record<string, number> = {};
      const cases: [name: string, end: 'stopped' | 'failed' | 'completed' | null, message: Partial<Message>][] = [
        ['queued', 'stopped', {}],
        ['scheduled', 'failed', { status: 'scheduled', sendAt: NOON + 1 }],
        ['at a worker', 'stopped', { status: 'dispatched', attempt: 1, channelId: 1 }],
        ['failed', 'stopped', { status: 'failed' }],
        ['completed', 'completed', {}],
        ['going', null, {}],
      ];
      for (const [name, end, message] of cases) {
        const { id } = await begin({ programId: documentId() });
        made[name] = id;
        await feed(id, 0, 1, [message]);
        if (end) await runs.change(id, ['running'], { status: end, endedAt: NOON });
      }
      const found = ids(await runs.unsettled());
      const names = Object.keys(made).filter((name) => found.includes(made[name] ?? 0));
      expect(names).toEqual(['queued', 'scheduled', 'at a worker']);
    });
  });
}
