import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { MESSAGE_STATUSES, type MessageEvent, type MessageStatus, next } from '@signalbox/contracts/statuses';
import { dayOf } from '../../src/platform/common/clock.js';
import { uuidv7 } from '../../src/platform/common/uuid.js';
import { bodyHashOf, scopeOf } from '../../src/platform/common/idempotency/idempotency.js';
import { CountRepository } from '../../src/messaging/counts/count.repository.js';
import { type Change, ChangeBuilder, commit } from '../../src/messaging/sms/change.js';
import type { Lane, Message } from '../../src/messaging/sms/message.js';
import { type MessageFilter, MessageRepository, QUEUE_START } from '../../src/messaging/sms/message.repository.js';
import { NOON, messageWith } from '../messages.js';
import type { OpenStorage, Storage } from './storage.js';

const HOUR = 3_600_000;
const TO = '+254712345678';
const FROM_ANOTHER = '+254798765432';

/** What every adapter of the port must do alike. */
export function messageRepositoryContract(open: OpenStorage): void {
  let storage: Storage;
  let repository: MessageRepository;
  beforeAll(async () => {
    storage = await open();
    repository = storage.get(MessageRepository);
  });
  afterAll(() => storage?.close());

  const insert = (message: Message) => repository.insert({ message });
  const insertAll = (messages: Message[]) => repository.insertMany(messages, { known: false });
  const ids = (messages: Pick<Message, 'id'>[]) => messages.map(({ id }) => id);

  function change(message: Message, build: (builder: ChangeBuilder) => ChangeBuilder): Change {
    const built = build(new ChangeBuilder(message)).build();
    if (!built) throw new Error('a change that changes nothing');
    return built;
  }
  const apply = async (made: Change) => {
    const applied = await repository.apply(made);
    if (applied) commit(made);
    return applied;
  };

  describe('an insert', () => {
    it('stores every field', async () => {
      const message = messageWith({
        status: 'dispatched',
        direction: 'outbound',
        userId: 7,
        channelId: 3,
        workerId: 'site-1',
        pinned: true,
        ownNumber: '+254700000001',
        text: 'Zażółć gęślą jaźń 🎉 \u0000 "\'\\',
        encoding: 'ucs2',
        segments: 2,
        lane: 2,
        clientRef: 'Order 7/€',
        apiKeyId: 9,
        callbackUrl: 'https://crm.example/hook?a=b',
        reason: 'a reason',
        attempt: 1,
        maxAttempts: 5,
        sendAt: NOON + 1,
        expiresAt: NOON + 2,
        dueAt: NOON + 3,
        heldAt: NOON + 4,
        failover: true,
        flash: true,
        regardless: true,
        tried: '1 12',
      });
      await insert(message);
      expect(await repository.find(message.id)).toEqual({
        ...message,
        seq: expect.any(Number),
        history: expect.stringContaining('dispatched'),
      });
    });

    it('stores what is not known yet as nothing', async () => {
      const message = messageWith({ userId: null });
      await insert(message);
      expect(await repository.find(message.id)).toMatchObject(message);
    });

    it('starts the history: one that is dispatched from the start was queued before', async () => {
      const [queued, dispatched] = [
        messageWith({ reason: 'offline' }),
        messageWith({ status: 'dispatched', attempt: 1, channelId: 3 }),
      ];
      await insertAll([queued, dispatched]);
      expect((await repository.find(queued.id))?.history).toBe(`${NOON} queued offline\n`);
      expect((await repository.find(dispatched.id))?.history).toBe(`${NOON} queued\n${NOON} dispatched@3\n`);
    });

    it('keeps the order of many at once', async () => {
      const messages = Array.from({ length: 200 }, () => messageWith({ clientRef: 'in order' }));
      await Promise.all(messages.map(insert));
      const rows = await repository.list({ clientRef: 'in order' }, 500);
      expect(ids(rows)).toEqual(ids(messages).reverse());
    });

    it('takes a chunk with texts of full length', async () => {
      const messages = Array.from({ length: 500 }, () => messageWith({ text: '🎉'.repeat(800) }));
      expect(await insertAll(messages)).toHaveLength(500);
      expect((await repository.find(messages[499]?.id ?? ''))?.text).toBe('🎉'.repeat(800));
    });

    it('of nothing stores nothing', async () => {
      expect(await insertAll([])).toEqual([]);
      expect(await repository.insertMany([], { known: true })).toEqual([]);
    });

    it('refuses a second message with the same id, and keeps the first', async () => {
      const message = messageWith({ text: 'first' });
      await insert(message);
      await expect(insert({ ...message, text: 'second' })).rejects.toThrow();
      expect((await repository.find(message.id))?.text).toBe('first');
    });

    it('of a chunk with one id that exists stores nothing of the chunk', async () => {
      const [known, fresh] = [messageWith(), messageWith()];
      await insert(known);
      await expect(insertAll([fresh, known])).rejects.toThrow();
      expect(await repository.find(fresh.id)).toBeNull();
    });
  });

  describe('an insert of what may be known', () => {
    it('stores and answers only what is new', async () => {
      const [known, fresh] = [messageWith(), messageWith()];
      await insert(known);
      const stored = await repository.insertMany([known, fresh], { known: true });
      expect(ids(stored)).toEqual([fresh.id]);
      expect(await repository.insertMany([known, fresh], { known: true })).toEqual([]);
    });

    it('stores once what comes twice in one chunk', async () => {
      const message = messageWith({ direction: 'inbound', status: 'received', userId: null });
      const stored = await repository.insertMany([message, { ...message }], { known: true });
      expect(ids(stored)).toEqual([message.id]);
    });
  });

  describe('an insert under an Idempotency-Key', () => {
    const remember = (key: string, body: unknown, answer: string) => ({
      scope: scopeOf(1, 'POST /api/v1/messages', key),
      since: 1,
      bodyHash: bodyHashOf(body),
      status: 202,
      answer,
    });

    it('stores the first and answers the others with its answer', async () => {
      const key = uuidv7();
      const [first, second] = [messageWith(), messageWith()];
      expect(await repository.insert({ message: first, remember: remember(key, 'a', '"first"') })).toBeNull();
      expect(await repository.insert({ message: second, remember: remember(key, 'b', '"second"') })).toEqual(
        remember(key, 'a', '"first"'),
      );
      expect(await repository.find(second.id)).toBeNull();
    });

    it('stores one of many that come at once', async () => {
      const key = uuidv7();
      const messages = Array.from({ length: 20 }, () => messageWith());
      const answers = await Promise.all(
        messages.map((message) =>
          repository.insert({ message, remember: remember(key, 'a', JSON.stringify(message.id)) }),
        ),
      );
      expect(answers.filter((answer) => answer === null)).toHaveLength(1);
      const stored = await repository.findMany(ids(messages));
      expect(stored).toHaveLength(1);
      const kept = JSON.stringify(stored[0]?.id);
      expect(new Set(answers.flatMap((answer) => answer?.answer ?? []))).toEqual(new Set([kept]));
    });

    it('remembers nothing of a message that could not be stored', async () => {
      const key = uuidv7();
      const known = messageWith();
      await insert(known);
      await expect(repository.insert({ message: known, remember: remember(key, 'a', '""') })).rejects.toThrow();
      expect(await repository.insert({ message: messageWith(), remember: remember(key, 'a', '""') })).toBeNull();
    });
  });

  describe('a look-up', () => {
    it('finds nothing where there is nothing', async () => {
      expect(await repository.find(uuidv7())).toBeNull();
      expect(await repository.findMany([])).toEqual([]);
      expect(await repository.findMany([uuidv7()])).toEqual([]);
    });

    it('by its owner does not find somebody else’s', async () => {
      const [mine, incoming] = [messageWith({ userId: 7 }), messageWith({ userId: null, direction: 'inbound' })];
      await insertAll([mine, incoming]);
      expect((await repository.find(mine.id, 7))?.id).toBe(mine.id);
      expect(await repository.find(mine.id, 8)).toBeNull();
      expect(await repository.find(incoming.id, 7)).toBeNull();
    });

    it('finds many at once', async () => {
      const messages = Array.from({ length: 500 }, () => messageWith());
      await insertAll(messages);
      const found = await repository.findMany([...ids(messages), uuidv7()]);
      expect(new Set(ids(found))).toEqual(new Set(ids(messages)));
    });
  });

  describe('a change', () => {
    it('is stored with its line of history', async () => {
      const message = messageWith();
      await insert(message);
      const dispatch = change(message, (builder) =>
        builder.step('dispatched', NOON + 1, {
          attempt: 1,
          channelId: 3,
          workerId: 'site-1',
          ownNumber: '+254700000001',
          reason: null,
        }),
      );
      expect(await apply(dispatch)).toBe(true);
      await apply(change(message, (builder) => builder.note('accepted', NOON + 2, { heldAt: NOON + 2 })));
      await apply(change(message, (builder) => builder.step('sent', NOON + 3).step('delivered', NOON + 4)));
      expect(await repository.find(message.id)).toMatchObject({
        status: 'delivered',
        version: 3,
        attempt: 1,
        channelId: 3,
        workerId: 'site-1',
        ownNumber: '+254700000001',
        heldAt: NOON + 2,
        updatedAt: NOON + 4,
        history: `${NOON} queued\n${NOON + 1} dispatched@3\n${NOON + 2} accepted\n${NOON + 3} sent\n${NOON + 4} delivered\n`,
      });
    });

    it('of every field that may change is stored', async () => {
      const message = messageWith({ status: 'failed', attempt: 3, heldAt: NOON, expiresAt: NOON });
      await insert(message);
      const patch = {
        reason: 'again',
        dueAt: NOON + 9,
        heldAt: null,
        expiresAt: null,
        maxAttempts: 4,
        tried: '3',
        regardless: true,
      };
      await apply(change(message, (builder) => builder.step('queued', NOON + 1, patch)));
      expect(await repository.find(message.id)).toMatchObject({ status: 'queued', ...patch });
    });

    it('of a message that was sent and fails over is stored, and puts it back into the queue', async () => {
      const message = messageWith({ status: 'sent', attempt: 1, channelId: 3, failover: true, lane: 1 });
      await insert(message);
      const patch = { reason: 'undelivered', dueAt: NOON + 9, heldAt: null, tried: '3' };
      await apply(change(message, (builder) => builder.step('queued', NOON + 9, patch)));
      expect(await repository.find(message.id)).toMatchObject({
        status: 'queued',
        failover: true,
        flash: false,
        ...patch,
      });
      const waiting = await repository.waiting(1, { dueAt: NOON + 9, seq: 0 }, NOON + 9, 100);
      expect(waiting.map(({ id }) => id)).toContain(message.id);
    });

    it('applies once: what was made from an older state does nothing', async () => {
      const message = messageWith({ status: 'dispatched', attempt: 1 });
      await insert(message);
      const stale = change({ ...message }, (builder) => builder.step('failed', NOON + 1, { reason: 'late' }));
      expect(await apply(change(message, (builder) => builder.step('sent', NOON + 1)))).toBe(true);
      expect(await apply(stale)).toBe(false);
      expect(await repository.find(message.id)).toMatchObject({ status: 'sent', reason: null });
    });

    it('never undoes one that came before it, though status and attempt stayed', async () => {
      const message = messageWith({ runId: 9 });
      await insert(message);
      const [held, stale] = [{ ...message }, { ...message }];
      const until = NOON + 9 * HOUR;
      expect(
        await apply(change(held, (builder) => builder.patch(NOON + 1, { dueAt: until, reason: 'at night' }))),
      ).toBe(true);
      // Made while the message was due at noon: it would leave at night.
      expect(await apply(change(stale, (builder) => builder.patch(NOON + 2, { reason: 'offline' })))).toBe(false);
      expect(await repository.find(message.id)).toMatchObject({ dueAt: until, reason: 'at night', version: 1 });
      expect(await apply(change(held, (builder) => builder.patch(NOON + 3, { reason: 'offline' })))).toBe(true);
      expect(await repository.find(message.id)).toMatchObject({ dueAt: until, reason: 'offline', version: 2 });
    });

    it('made for an older attempt does nothing', async () => {
      const message = messageWith({ status: 'dispatched', attempt: 2 });
      await insert(message);
      expect(await apply(change({ ...message, attempt: 1 }, (builder) => builder.step('sent', NOON)))).toBe(false);
    });

    it('of a message that is not there does nothing', async () => {
      expect(await apply(change(messageWith(), (builder) => builder.step('cancelled', NOON)))).toBe(false);
    });

    it('wins alone when several come at once', async () => {
      const message = messageWith();
      await insert(message);
      const changes = (['dispatched', 'cancelled', 'expired', 'failed'] as const).map((status) =>
        repository.apply(change({ ...message }, (builder) => builder.step(status, NOON + 1))),
      );
      const applied = await Promise.all(changes);
      expect(applied.filter(Boolean)).toHaveLength(1);
      expect((await repository.find(message.id))?.history.split('\n')).toHaveLength(3);
    });

    it('that says the same again applies', async () => {
      const message = messageWith({ reason: 'offline' });
      await insert(message);
      expect(await apply(change(message, (builder) => builder.patch(message.updatedAt, { reason: 'offline' })))).toBe(
        true,
      );
    });
  });

  it('applies a change of a message with a very long history, and those of others beside', async () => {
    const [old, other] = [messageWith({ status: 'queued' }), messageWith({ status: 'queued' })];
    await insertAll([old, other]);
    const reason = 'é'.repeat(200);
    const often = (builder: ChangeBuilder) => {
      for (let count = 0; count < 10; count++) builder.step('queued', NOON, { reason });
      return builder;
    };
    for (let count = 0; count < 20; count++) expect(await apply(change(old, often))).toBe(true);
    const dispatched = (message: Message) => change(message, (builder) => builder.step('dispatched', NOON + 1));
    expect(await Promise.all([old, other].map((message) => apply(dispatched(message))))).toEqual([true, true]);
    expect((await repository.find(old.id))?.status).toBe('dispatched');
  });

  describe('what is dispatched', () => {
    it('is told page by page, with since when, and nothing else is', async () => {
      const messages = ['dispatched', 'queued', 'dispatched', 'sent', 'delivered', 'dispatched'].map((status) =>
        messageWith({ status: status as MessageStatus, attempt: 1, createdAt: NOON + 5 }),
      );
      await insertAll(messages);
      const [first] = await repository.findMany(ids(messages).slice(0, 1));
      const from = (first?.seq ?? 0) - 1;
      const [one, ...more] = await repository.dispatchedIds(from, 2);
      expect(one).toEqual({ id: messages[0]?.id, seq: from + 1, updatedAt: NOON + 5 });
      const rest = await repository.dispatchedIds(more[0]?.seq ?? 0, 2);
      expect(ids([...more, ...rest])).toEqual([messages[2]?.id, messages[5]?.id]);
    });
  });

  describe('a list', () => {
    const day = Date.parse('2027-03-01T00:00:00Z');
    const owner = 4711;
    let all: Message[];
    beforeAll(async () => {
      const numbers = [TO, FROM_ANOTHER];
      const statuses = ['queued', 'delivered', 'failed'] as const;
      all = Array.from({ length: 60 }, (_, index) =>
        messageWith({
          userId: owner,
          status: index % 5 === 4 ? 'received' : statuses[index % 3],
          direction: index % 5 === 4 ? 'inbound' : 'outbound',
          peer: numbers[index % 2],
          channelId: 100 + (index % 4),
          clientRef: index % 7 === 0 ? 'batch 7' : null,
          runId: index % 4 === 0 ? null : 900 + (index % 4),
          createdAt: day + index * HOUR,
          updatedAt: day + (index + (index % 2) * 30) * HOUR,
        }),
      );
      await insertAll(all);
    });

    it.each<[string, MessageFilter, (message: Message) => boolean]>([
      ['nothing else', {}, () => true],
      ['a direction', { direction: 'inbound' }, ({ direction }) => direction === 'inbound'],
      ['the other direction', { direction: 'outbound' }, ({ direction }) => direction === 'outbound'],
      ['a status', { status: 'delivered' }, ({ status }) => status === 'delivered'],
      [
        'one of several statuses',
        { status: ['queued', 'received'] },
        ({ status }) => status === 'queued' || status === 'received',
      ],
      [
        'one of several statuses of a number',
        { status: ['queued', 'failed'], peer: TO },
        ({ status, peer }) => (status === 'queued' || status === 'failed') && peer === TO,
      ],
      [
        'a change since then',
        { changedSince: day + 40 * HOUR, direction: 'outbound' },
        ({ updatedAt, direction }) => updatedAt >= day + 40 * HOUR && direction === 'outbound',
      ],
      ['a number', { peer: TO }, ({ peer }) => peer === TO],
      ['a SIM card', { channelId: 102 }, ({ channelId }) => channelId === 102],
      ['a run', { runId: 902 }, ({ runId, direction }) => runId === 902 && direction === 'outbound'],
      ['a run and a status', { runId: 901, status: 'failed' }, (one) => one.runId === 901 && one.status === 'failed'],
      [
        'a run and several statuses',
        { runId: 901, status: ['failed', 'delivered'], direction: 'outbound' },
        ({ runId, status }) => runId === 901 && (status === 'failed' || status === 'delivered'),
      ],
      ['a run of nobody', { runId: 904 }, () => false],
      ['a reference', { clientRef: 'batch 7' }, ({ clientRef }) => clientRef === 'batch 7'],
      ['a beginning', { since: day + 20 * HOUR }, ({ createdAt }) => createdAt >= day + 20 * HOUR],
      ['an end', { until: day + 20 * HOUR }, ({ createdAt }) => createdAt < day + 20 * HOUR],
      ['a beginning past the last', { since: day + 99 * HOUR }, () => false],
      ['a direction that contradicts a status', { direction: 'inbound', status: 'delivered' }, () => false],
      [
        'all of them',
        { direction: 'outbound', status: 'failed', peer: TO, channelId: 102, since: day, until: day + 50 * HOUR },
        ({ direction, status, peer, channelId, createdAt }) =>
          direction === 'outbound' &&
          status === 'failed' &&
          peer === TO &&
          channelId === 102 &&
          createdAt < day + 50 * HOUR,
      ],
    ])('of an owner and %s holds those and no others, newest first', async (_, filter, matches) => {
      const rows = await repository.list({ ...filter, owner }, 100);
      expect(ids(rows)).toEqual(ids(all.filter(matches)).reverse());
    });

    it.each<[string, MessageFilter]>([
      ['everything', {}],
      ['a number', { peer: TO }],
      ['a status', { status: 'queued' }],
      ['a run', { runId: 903 }],
      ['several statuses', { status: ['queued', 'delivered', 'received'] }],
    ])('of %s comes page by page without gaps or repeats, while others are inserted', async (_, filter) => {
      const whole = ids(await repository.list({ ...filter, owner }, 100));
      const paged: string[] = [];
      for (let before: number | undefined; ;) {
        const rows = await repository.list({ ...filter, owner }, 7, before);
        const page = rows.slice(0, 7);
        paged.push(...ids(page));
        await insertAll([messageWith({ userId: owner, createdAt: day + 100 * HOUR, clientRef: 'meanwhile' })]);
        if (rows.length <= 7) break;
        before = page.at(-1)?.seq;
      }
      expect(paged).toEqual(whole);
    });

    it('holds one row more than asked for when there are more', async () => {
      expect(await repository.list({ owner, status: 'failed' }, 3)).toHaveLength(4);
    });

    it('of a channel and a day holds what it was given then, each once, and no more rows than a page', async () => {
      const channelId = 777;
      const today = Date.now();
      const at = (days: number) => today - days * 24 * HOUR;
      const given = async (first: number, ...again: number[]) => {
        const message = messageWith({ channelId, createdAt: at(2), userId: 4712, runId: 12 });
        await insert(message);
        for (const [attempt, time] of [first, ...again].entries()) {
          await apply(
            change(message, (builder) => builder.step('dispatched', time, { attempt: attempt + 1, channelId })),
          );
          await apply(change(message, (builder) => builder.step('queued', time, { channelId })));
        }
        await apply(change(message, (builder) => builder.step('failed', today, { channelId })));
        return message.id;
      };
      await given(at(1));
      const twice = await given(today, today);
      // Only what became of it is of today.
      await given(at(2), at(1));
      const once = await given(at(1), today);
      await insert(messageWith({ channelId, userId: 4712 }));
      const on = (days: number, more: MessageFilter = {}) =>
        repository.list({ channelId, dispatchedOn: dayOf(at(days)), changedSince: at(days + 1), ...more }, 50);
      expect(ids(await on(0))).toEqual([once, twice]);
      expect(ids(await on(0, { status: 'failed', owner: 4712, runId: 12 }))).toEqual([once, twice]);
      expect(await on(0, { status: 'delivered' })).toEqual([]);
      expect(await on(30)).toEqual([]);
      const first = await repository.list({ channelId, dispatchedOn: dayOf(today), changedSince: at(1) }, 1);
      expect(ids(first)).toEqual([once, twice]);
      const next = await repository.list({ channelId, dispatchedOn: dayOf(today) }, 1, first[0]?.seq);
      expect(ids(next)).toEqual([twice]);
    });

    it('by a number with signs of the query language in it holds nothing', async () => {
      expect(await repository.list({ peer: "%' OR 1=1 --" }, 10)).toEqual([]);
    });

    it('tells apart references that differ by case', async () => {
      await insertAll([messageWith({ clientRef: 'Ref' }), messageWith({ clientRef: 'ref' })]);
      expect((await repository.list({ clientRef: 'Ref' }, 10)).map(({ clientRef }) => clientRef)).toEqual(['Ref']);
      expect(await repository.list({ clientRef: 'REF' }, 10)).toEqual([]);
    });
  });

  describe('the queue', () => {
    const due = Date.parse('2028-01-01T00:00:00Z');
    let before: Map<Lane, number>;
    beforeEach(async () => {
      before = new Map((await repository.waitingByLane()).map(({ lane, count }) => [lane, count]));
    });
    const waitingIds = async (lane: Lane, until: number) => {
      const rows = await repository.waiting(lane, { dueAt: due - 1, seq: 0 }, until, 1000);
      return ids(rows);
    };

    it('holds what waits, in the order it is due, and nothing that is not due yet', async () => {
      const [late, early, scheduled, other] = [
        messageWith({ lane: 0, dueAt: due + 2 }),
        messageWith({ lane: 0, dueAt: due }),
        messageWith({ lane: 0, dueAt: due + 1, status: 'scheduled' }),
        messageWith({ lane: 1, dueAt: due }),
      ];
      const gone = messageWith({ lane: 0, dueAt: due, status: 'dispatched', attempt: 1 });
      await insertAll([late, early, scheduled, other, gone]);
      expect(await waitingIds(0, due + 1)).toEqual([early.id, scheduled.id]);
      expect(await waitingIds(0, due + 2)).toEqual([early.id, scheduled.id, late.id]);
      const counts = new Map((await repository.waitingByLane()).map(({ lane, count }) => [lane, count]));
      expect((counts.get(0) ?? 0) - (before.get(0) ?? 0)).toBe(3);
      expect((counts.get(1) ?? 0) - (before.get(1) ?? 0)).toBe(1);
    });

    it('is left by a message that is dispatched or cancelled, and entered again by a retry', async () => {
      const at = due + 10 * HOUR;
      const [message, cancelled] = [messageWith({ lane: 2, dueAt: at }), messageWith({ lane: 2, dueAt: at })];
      await insertAll([message, cancelled]);
      await apply(change(cancelled, (builder) => builder.step('cancelled', at)));
      await apply(change(message, (builder) => builder.step('dispatched', at, { attempt: 1, channelId: 3 })));
      expect(await waitingIds(2, at)).toEqual([]);
      await apply(change(message, (builder) => builder.step('queued', at, { dueAt: at + 5, heldAt: null })));
      expect(await waitingIds(2, at)).toEqual([]);
      expect(await waitingIds(2, at + 5)).toEqual([message.id]);
    });

    it('is read page by page without gaps or repeats, many due at the same time', async () => {
      const at = due + 20 * HOUR;
      const messages = Array.from({ length: 50 }, (_, index) => messageWith({ lane: 2, dueAt: at + (index % 3) }));
      await insertAll(messages);
      const read: string[] = [];
      for (let position = { dueAt: at - 1, seq: 0 }; ;) {
        const page = await repository.waiting(2, position, at + 10, 7);
        read.push(...ids(page));
        const last = page.at(-1);
        if (!last) break;
        position = { dueAt: last.dueAt, seq: last.seq };
      }
      const inOrder = [...messages].sort((a, b) => a.dueAt - b.dueAt || (a.id < b.id ? -1 : 1));
      expect(read).toEqual(ids(inOrder));
    });

    it('tells of each what its route follows from', async () => {
      const at = due + 30 * HOUR;
      const fields = { pinned: true, channelId: 3, pairId: 'a'.repeat(24), tried: '3 4', runId: 5, expiresAt: at + 1 };
      const message = messageWith({ lane: 0, dueAt: at, ...fields });
      await insert(message);
      const [row] = await repository.waiting(0, { dueAt: at - 1, seq: 0 }, at, 10);
      const { id, status, lane, dueAt } = message;
      expect(row).toEqual({ seq: expect.any(Number), id, status, lane, dueAt, ...fields });
    });

    it('finds those whose validity is over, due or not, the earliest first, and none that left', async () => {
      const by = Date.parse('2026-01-01T00:00:00Z');
      const [late, held, scheduled, valid, gone] = [
        messageWith({ lane: 2, expiresAt: by }),
        messageWith({ lane: 2, expiresAt: by - 2, dueAt: due }),
        messageWith({ lane: 0, expiresAt: by - 1, dueAt: due, status: 'scheduled' }),
        messageWith({ lane: 2, expiresAt: by + 1 }),
        messageWith({ lane: 2, expiresAt: by, status: 'dispatched', attempt: 1 }),
      ];
      await insertAll([late, held, scheduled, valid, gone]);
      expect(ids(await repository.expired(by, 10))).toEqual([scheduled.id, held.id, late.id]);
      expect(ids(await repository.expired(by, 2))).toEqual([scheduled.id, held.id]);
      await apply(change(held, (builder) => builder.step('expired', by)));
      expect(ids(await repository.expired(by, 10))).toEqual([scheduled.id, late.id]);
    });

    it('begins before everything', async () => {
      await insertAll([messageWith({ lane: 1, dueAt: 0 })]);
      const [first] = await repository.waiting(1, QUEUE_START, due, 1);
      expect(first?.dueAt).toBe(0);
    });
  });

  it('finds what is at the workers, page by page', async () => {
    const messages = Array.from({ length: 10 }, () => messageWith({ status: 'dispatched', attempt: 1 }));
    await insertAll(messages);
    const found: string[] = [];
    for (let after = 0; ;) {
      const page = await repository.dispatched(after, 4);
      expect(page.every(({ status }) => status === 'dispatched')).toBe(true);
      found.push(...ids(page));
      const last = page.at(-1);
      if (!last) break;
      after = last.seq;
    }
    expect(new Set(found).size).toBe(found.length);
    expect(found).toEqual(expect.arrayContaining(ids(messages)));
  });

  it('keeps counters that agree with the messages, after thousands of random changes', async () => {
    const events: MessageEvent[] = [
      'due',
      'dispatched',
      'sent',
      'delivered',
      'failed',
      'retry',
      'cancelled',
      'requeued',
    ];
    const started: MessageStatus[] = ['queued', 'scheduled', 'dispatched', 'received'];
    let seed = 42;
    const random = (below: number) => {
      seed = (Math.imul(seed, 1_103_515_245) + 12_345) & 0x7fffffff;
      return seed % below;
    };
    const messages = Array.from({ length: 200 }, () => {
      const status = started[random(started.length)] ?? 'queued';
      const direction = status === 'received' ? ('inbound' as const) : ('outbound' as const);
      return messageWith({ status, direction, channelId: status === 'queued' ? null : random(3) + 1 });
    });
    await insertAll(messages);
    for (let round = 0; round < 20; round++) {
      const changes = messages.flatMap((message) => {
        const event = events[random(events.length)] ?? 'due';
        const status = next(message.status, event);
        if (status === null) return [];
        const stale = random(10) === 0 ? { ...message, attempt: message.attempt + 1 } : message;
        const patch = event === 'dispatched' ? { attempt: stale.attempt + 1, channelId: random(3) + 1 } : {};
        return change(stale, (builder) => builder.step(status, NOON, patch));
      });
      await Promise.all(changes.map(apply));
    }

    const counted = new Map<string, number>();
    for (const { channelId, status, entered, departed } of await storage.get(CountRepository).sinceDay(0)) {
      if (entered !== departed) counted.set(`${status} at ${channelId}`, entered - departed);
    }
    const rows = await storage.rows<{ status: MessageStatus; channel: number; count: number | string }>(
      `SELECT status, CASE WHEN status IN ('queued', 'scheduled') THEN 0 ELSE COALESCE(channel_id, 0) END AS channel, ` +
        'COUNT(*) AS count FROM messages GROUP BY 1, 2',
    );
    expect(rows.length).toBeGreaterThan(5);
    expect(counted).toEqual(
      new Map(rows.map(({ status, channel, count }) => [`${status} at ${channel}`, Number(count)])),
    );
    const known = new Set<string>(MESSAGE_STATUSES);
    expect([...counted.keys()].every((key) => known.has(key.split(' ')[0] ?? ''))).toBe(true);
  });

  it('counts what was accepted, once a message, and what came in', async () => {
    const perMinute = async () => {
      const sums = new Map<string, number>();
      const rows = await storage.rows<{ status: string; entered: number }>(
        'SELECT status, entered FROM message_minutes',
      );
      for (const { status, entered } of rows) sums.set(status, (sums.get(status) ?? 0) + entered);
      return sums;
    };
    const before = await perMinute();
    await insertAll([
      messageWith(),
      messageWith({ status: 'dispatched', attempt: 1 }),
      messageWith({ status: 'received', direction: 'inbound' }),
    ]);
    const after = await perMinute();
    const grown = (status: string) => (after.get(status) ?? 0) - (before.get(status) ?? 0);
    expect(['accepted', 'queued', 'dispatched', 'received'].map(grown)).toEqual([2, 2, 1, 1]);
  });
}
