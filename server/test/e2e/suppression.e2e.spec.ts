import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { AcceptedMessage, BatchResult, Message } from '@signalbox/contracts/messages';
import type { Page } from '@signalbox/contracts/common';
import type { Pair } from '@signalbox/contracts/pairs';
import type { Suppression, SuppressionImportResult } from '@signalbox/contracts/suppression';
import { DAY } from '../../src/platform/common/clock.js';
import { uuidv7 } from '../../src/platform/common/uuid.js';
import { EmbeddedBrokerService } from '../../src/platform/modem-bus/embedded-broker.service.js';
import { MessageRepository } from '../../src/messaging/sms/message.repository.js';
import { SuppressionRepository } from '../../src/messaging/suppression/suppression.repository.js';
import { SuppressionService } from '../../src/messaging/suppression/suppression.service.js';
import { type Account, TestApp } from '../app.js';
import { expectProblem, expectWrongField } from '../client.js';
import { FakeWorker } from '../fake-worker.js';
import { messageWith } from '../messages.js';
import { until } from '../until.js';

const PATH = '/api/v1/suppressions';
const OUR_NUMBER = '+254700000321';

let last = 0;
/** A number that no other test uses. */
const fresh = () => `+25471${String(1_000_000 + ++last)}`;

describe('the suppression list', () => {
  let app: TestApp;
  let operator: Account;
  beforeAll(async () => {
    app = await TestApp.start();
    operator = await app.account('olga', 'operator');
  });
  afterAll(() => app?.stop());

  const listed = async (query = '') => (await app.admin.get<Page<Suppression>>(`${PATH}${query}`)).body;
  const isSuppressed = (number: string) => app.get(SuppressionService).isSuppressed(number);

  it('takes a number as people write it, with a note, and gives it back', async () => {
    const { status, body } = await operator.post<Suppression>(PATH, { number: '0712 000 001', note: 'by phone' });
    expect({ status, body }).toMatchObject({
      status: 201,
      body: { number: '+254712000001', source: 'manual', note: 'by phone' },
    });
    expect(await listed('?number=0712000001')).toEqual({ data: [body], next_cursor: null });
    expect(isSuppressed('+254712000001')).toBe(true);
    expectWrongField(await operator.post(PATH, { number: '+254712000001' }), 409, 'number');
  });

  it('lets a number go', async () => {
    const number = fresh();
    await app.admin.post(PATH, { number });
    expect((await operator.delete(`${PATH}/${number}`)).status).toBe(204);
    expect(isSuppressed(number)).toBe(false);
    expectProblem(await operator.delete(`${PATH}/${number}`), 404);
    expect((await listed(`?number=${encodeURIComponent(number)}`)).data).toEqual([]);
  });

  it('is read page by page', async () => {
    const numbers = [fresh(), fresh(), fresh()];
    await app.admin.post(`${PATH}/import`, { numbers });
    const seen: string[] = [];
    let page = await listed('?limit=2');
    for (;;) {
      seen.push(...page.data.map(({ number }) => number));
      if (page.next_cursor === null) break;
      page = await listed(`?limit=2&cursor=${page.next_cursor}`);
    }
    expect(seen).toEqual([...new Set(seen)].sort());
    expect(seen).toEqual(expect.arrayContaining(numbers));
  });

  it('is changed by admins and operators, read by staff, and shown to nobody else', async () => {
    const [viewer, user] = [await app.account('vera', 'viewer'), await app.account('una', 'user')];
    expect((await viewer.get(PATH)).status).toBe(200);
    expect((await viewer.get(`${PATH}.csv`)).status).toBe(200);
    for (const answer of [
      await viewer.post(PATH, { number: fresh() }),
      await viewer.post(`${PATH}/import`, { numbers: [] }),
      await viewer.delete(`${PATH}/${fresh()}`),
      await user.get(PATH),
      await user.get(`${PATH}.csv`),
    ]) {
      expectProblem(answer, 403);
    }
    expectProblem(await app.anonymous.get(PATH), 401);
  });

  it.each([
    [{}, 'number'],
    [{ number: 'MPESA' }, 'number'],
    [{ number: '22141' }, 'number'],
    [{ number: 25471200000.1 }, 'number'],
    [{ number: '0712000009', note: '' }, 'note'],
    [{ number: '0712000009', note: 'x'.repeat(201) }, 'note'],
    [{ number: '0712000009', source: 'stop' }, 'source'],
  ])('refuses %j, naming %s', async (body, field) => {
    expectWrongField(await app.admin.post(PATH, body), 400, field);
  });

  it.each([
    ['?cursor=abc', 'cursor'],
    ['?number=xyz', 'number'],
    ['?limit=0', 'limit'],
    ['?page=2', 'page'],
  ])('refuses to list %s, naming %s', async (query, field) => {
    expectWrongField(await app.admin.get(`${PATH}${query}`), 400, field);
  });

  it('refuses to let go what is no number', async () => {
    expectWrongField(await app.admin.delete(`${PATH}/abcdef`), 400, 'number');
  });

  describe('imported', () => {
    const send = (body: object) => operator.post<SuppressionImportResult>(`${PATH}/import`, body);

    it('takes what are numbers, and says of each other one why not', async () => {
      const [one, two] = [fresh(), fresh()];
      const { status, body } = await send({ numbers: [one, 'MPESA', two, 17, one, null], note: 'from the old system' });
      expect({ status, added: body.added, known: body.known }).toEqual({ status: 200, added: 2, known: 1 });
      expect(body.errors.map(({ from, index, error }) => [from, index, error.status, error.errors[0]?.field])).toEqual([
        ['numbers', 1, 400, 'numbers.1'],
        ['numbers', 3, 400, 'numbers.3'],
        ['numbers', 5, 400, 'numbers.5'],
      ]);
      expect([isSuppressed(one), isSuppressed(two)]).toEqual([true, true]);
      const { data } = await listed(`?number=${encodeURIComponent(one)}`);
      expect(data).toEqual([expect.objectContaining({ source: 'import', note: 'from the old system' })]);
    });

    it('heals what lists heal, and takes no field with two numbers', async () => {
      const csv = [
        'Jina,Simu',
        'a,\u202a+254711900001\u202c',
        'b,2.54711900002E+11',
        'c,254711900003.0',
        "d,'254711900004",
        'e,="0711900005"',
        'f,00254711900006',
        'g,0711900007;0711900008',
        'h,256772900009',
      ].join('\n');
      const { body } = await send({ csv, numbers: ['\u00a00711900010', '0711900011 x 0711900012', 254711900013] });
      expect(body).toMatchObject({ added: 9, known: 0 });
      const said = 'expected one phone number: there are two numbers in one field';
      expect(body.errors.map(({ from, index, error }) => [from, index, error.errors[0]?.message])).toEqual([
        ['numbers', 1, said],
        ['csv', 6, said],
      ]);
      expect([6, 1, 5].map((n) => isSuppressed(`+25471190000${n}`))).toEqual([true, true, true]);
      expect([isSuppressed('+254711900007'), isSuppressed('+256772900009')]).toEqual([false, true]);
    });

    it('takes CSV, with numbers beside it or not', async () => {
      const [one, two, three] = [fresh(), fresh(), fresh()];
      const csv = `name;number;note\nAnn;${one};moved\nBob;nobody;\nCarl;${two};\n`;
      const { body } = await send({ csv, numbers: [three], note: 'batch 7' });
      expect(body).toMatchObject({ added: 3, known: 0, errors: [{ from: 'csv', index: 1 }] });
      const notes = [];
      for (const number of [one, two, three]) {
        notes.push((await listed(`?number=${encodeURIComponent(number)}`)).data[0]?.note);
      }
      expect(notes).toEqual(['moved', 'batch 7', 'batch 7']);
    });

    it('takes 10,000 numbers in one call, and no more', async () => {
      const numbers = Array.from({ length: 10_000 }, (_, index) => `+25479${String(1_000_000 + index)}`);
      expect((await send({ numbers })).body).toEqual({ added: 10_000, known: 0, errors: [], warnings: [] });
      expect((await send({ numbers })).body).toEqual({ added: 0, known: 10_000, errors: [], warnings: [] });
      expectWrongField(await send({ numbers: [...numbers, '+254791999999'] }), 400, 'numbers');
      expectWrongField(await send({ csv: `${numbers.join('\n')}\n+254791999999` }), 400, 'csv');
    });

    it('out of a file says how it was read, and keeps its own notes', async () => {
      const [one, two] = [fresh(), fresh()];
      const form = new FormData();
      form.set('note', 'from café');
      form.set('file', new Blob([Buffer.from(`Motivo;Número\nse quejó;${one}\n;${two}\n;x\n`, 'latin1')]), 'out.csv');
      const headers = { authorization: `Bearer ${operator.token}` };
      const answer = await fetch(`${app.url}${PATH}/import/file`, { method: 'POST', headers, body: form });
      const errors = [{ from: 'file', index: 2 }];
      const encoding = 'windows-1252';
      expect(await answer.json()).toMatchObject({ added: 2, known: 0, errors, warnings: [], encoding });
      const notes = await Promise.all([one, two].map((number) => listed(`?number=${encodeURIComponent(number)}`)));
      expect(notes.map(({ data }) => data[0]?.note)).toEqual(['se quejó', 'from café']);
    });

    it.each([
      [{}, 'numbers'],
      [{ numbers: '0712000001' }, 'numbers'],
      [{ csv: 'number\n"0712' }, 'csv'],
      [{ csv: 7 }, 'csv'],
      [{ numbers: [], note: ' x' }, 'note'],
    ])('refuses %j, naming %s', async (body, field) => {
      expectWrongField(await send(body), 400, field);
    });

    it('under an Idempotency-Key is done once', async () => {
      const [key, number] = [uuidv7(), fresh()];
      const client = operator.with({ 'idempotency-key': key });
      const first = await client.post(`${PATH}/import`, { numbers: [number] });
      expect(first.body).toEqual({ added: 1, known: 0, errors: [], warnings: [] });
      expect((await client.post(`${PATH}/import`, { numbers: [number] })).body).toEqual(first.body);
    });
  });

  it('is exported as CSV that no spreadsheet runs, all of it', async () => {
    const number = fresh();
    await app.admin.post(PATH, { number, note: '=cmd|"/c calc"!A1' });
    const { status, text, headers } = await app.admin.get(`${PATH}.csv`);
    expect({ status, type: headers.get('content-type') }).toEqual({ status: 200, type: 'text/csv; charset=utf-8' });
    const lines = text.trimEnd().split('\r\n');
    expect(lines[0]).toBe('number,source,note,created_at');
    expect(lines).toHaveLength(app.get(SuppressionService).size + 1);
    expect(lines.find((line) => line.startsWith(number))).toMatch(/,manual,"'=cmd\|""\/c calc""!A1",/);
  });

  describe('and what is sent', () => {
    let blocked: string;
    beforeAll(async () => {
      blocked = fresh();
      await app.admin.post(PATH, { number: blocked });
    });

    it('refuses a message to a number on it, and takes it when the number is off again', async () => {
      const number = fresh();
      await app.admin.post(PATH, { number });
      const message = { to: number, text: 'hello' };
      expectWrongField(await operator.post('/api/v1/messages', message), 409, 'to', /has not opted out/);
      await app.admin.delete(`${PATH}/${number}`);
      expect((await operator.post('/api/v1/messages', message)).status).toBe(202);
    });

    it('refuses it in a batch alone, and takes the rest', async () => {
      const messages = [
        { to: fresh(), text: 'one' },
        { to: blocked, text: 'two' },
        { to: blocked, text: 'three', ignore_suppression: true },
        { to: fresh(), text: 'four' },
      ];
      const { status, body } = await operator.post<BatchResult>('/api/v1/messages/batch', { messages });
      expect(status).toBe(202);
      expect(
        body.data.map((item) => ('error' in item ? [item.error.status, item.error.errors[0]?.field] : 'taken')),
      ).toEqual(['taken', [409, 'to'], [403, 'ignore_suppression'], 'taken']);
    });

    it('goes there all the same when an admin says so, and nobody else can', async () => {
      const message = { to: blocked, text: 'your invoice', ignore_suppression: true };
      expect((await app.admin.post('/api/v1/messages', message)).status).toBe(202);
      expectProblem(await operator.post('/api/v1/messages', message), 403);
      expectWrongField(await operator.post('/api/v1/messages', { ...message, ignore_suppression: false }), 409, 'to');
      expectWrongField(
        await app.admin.post('/api/v1/messages', { ...message, ignore_suppression: 1 }),
        400,
        'ignore_suppression',
      );
    });
  });
});

describe('a short code', () => {
  let app: TestApp;
  let worker: FakeWorker;
  beforeAll(async () => {
    app = await TestApp.start();
    worker = await FakeWorker.connect('w1', app.get(EmbeddedBrokerService).workerCredentials('w1'));
    await worker.announce([worker.channel({ number: OUR_NUMBER })]);
    await until(async () => (await app.simCards()).some(({ online }) => online));
  });
  afterAll(async () => {
    await worker?.close();
    await app?.stop();
  });

  it('is written to where the channel’s pair takes such, and can be answered then', async () => {
    const send = (to: string) => app.admin.post<AcceptedMessage>('/api/v1/messages', { to, text: 'BAL' });
    const seq = await worker.report({
      type: 'inbound',
      id: uuidv7(),
      channel: 'sim of w1',
      from: '22141',
      text: 'Send BAL',
      at: Date.now(),
    });
    await until(() => worker.confirmed.includes(seq));
    const inbox = async () => (await app.admin.get<Page<Message>>('/api/v1/inbox')).body.data;
    expect(await inbox()).toEqual([expect.objectContaining({ from: '22141', can_reply: false })]);
    expectWrongField(await send('22141'), 400, 'to', /short codes and service names go over channels of a pair/);

    const pair = { country: 'KE', operator: 'Safaricom', short_codes: true };
    const { body: made } = await app.admin.post<Pair>('/api/v1/pairs', pair);
    expect(made.short_codes).toBe(true);
    const [card] = await app.simCards();
    await app.admin.patch(`/api/v1/sim-cards/${card?.id}`, { pair_ids: [made.id] });
    expect(await inbox()).toEqual([expect.objectContaining({ can_reply: true })]);
    expect(await send('22141')).toMatchObject({ status: 202, body: { to: '22141' } });
    expect((await send('MPESA')).status).toBe(202);
    const jobs = await until(() => worker.jobs.length === 2 && worker.jobs);
    expect(jobs.map(({ to, channel }) => [to, channel])).toEqual([
      ['22141', 'sim of w1'],
      ['MPESA', 'sim of w1'],
    ]);
  });
});

describe('STOP and START', () => {
  let app: TestApp;
  let worker: FakeWorker;
  beforeAll(async () => {
    app = await TestApp.start({ STOP_ANSWER: 'Stopped.', START_ANSWER: 'Started.' });
    worker = await FakeWorker.connect('w1', app.get(EmbeddedBrokerService).workerCredentials('w1'));
    await worker.announce([worker.channel({ number: OUR_NUMBER }), worker.channel({ key: 'another' })]);
    await until(async () => (await app.simCards()).filter(({ online }) => online).length === 2);
  });
  afterAll(async () => {
    await worker?.close();
    await app?.stop();
  });
  afterEach(() => {
    jest.restoreAllMocks();
  });

  const inbound = (from: string, text: string, channel = 'sim of w1') => ({
    type: 'inbound' as const,
    id: uuidv7(),
    channel,
    from,
    text,
    at: Date.now(),
  });
  const heard = async (...events: ReturnType<typeof inbound>[]) => {
    const seq = await worker.report(...events);
    await until(() => worker.confirmed.includes(seq));
  };
  const isSuppressed = (number: string) => app.get(SuppressionService).isSuppressed(number);
  const sentTo = async (number: string) =>
    (await app.admin.get<Page<Message>>(`/api/v1/messages?direction=outbound&number=${encodeURIComponent(number)}`))
      .body.data;
  const received = async (number: string) =>
    (await app.admin.get<Page<Message>>(`/api/v1/inbox?number=${encodeURIComponent(number)}`)).body.data;
  const entry = async (number: string) => app.get(SuppressionRepository).find(number);

  it('put their sender on the list and take it off, and are answered by the SIM card they came to', async () => {
    const number = fresh();
    await heard(inbound(number, ' stop! '));
    expect(isSuppressed(number)).toBe(true);
    expect(await entry(number)).toMatchObject({ source: 'stop' });
    const [answer] = await sentTo(number);
    expect(answer).toMatchObject({ text: 'Stopped.', from: OUR_NUMBER, priority: 'urgent' });
    const job = await until(() => worker.jobs.find(({ to }) => to === number));
    expect(job).toMatchObject({ text: 'Stopped.', channel: 'sim of w1' });
    await heard(inbound(number, 'Start'));
    expect(isSuppressed(number)).toBe(false);
    expect(await entry(number)).toBeNull();
    expect((await sentTo(number)).map(({ text }) => text)).toEqual(['Started.', 'Stopped.']);
    expect(await received(number)).toHaveLength(2);
  });

  it('that come twice are answered once, and change nothing the second time', async () => {
    const number = fresh();
    const stop = inbound(number, 'STOP');
    await heard(stop, stop);
    await heard(stop);
    await app.admin.delete(`${PATH}/${number}`);
    await heard(stop);
    expect(isSuppressed(number)).toBe(false);
    expect(await sentTo(number)).toHaveLength(1);
  });

  const later = () => new Date(Date.now() + DAY).toISOString();
  const scheduled = async (number: string, fields: object = {}) =>
    (
      await app.admin.post<AcceptedMessage>('/api/v1/messages', {
        to: number,
        text: 'your invoice',
        send_at: later(),
        ...fields,
      })
    ).body.id;
  const stateOf = async (id: string) => {
    const message = await app.get(MessageRepository).find(id);
    return [message?.status, message?.reason];
  };
  const TAKEN_BACK = ['cancelled', 'the recipient has opted out'];

  it('take back all that waits for their sender, but what an admin allowed', async () => {
    const number = fresh();
    const [single, allowed] = [await scheduled(number), await scheduled(number, { ignore_suppression: true })];
    const ofRun = messageWith({ peer: number, status: 'scheduled', dueAt: Date.now() + DAY, runId: 999 });
    await app.get(MessageRepository).insertMany([ofRun], { known: false });
    await heard(inbound(number, 'STOP'));
    expect([await stateOf(ofRun.id), await stateOf(single), await stateOf(allowed)]).toEqual([
      TAKEN_BACK,
      TAKEN_BACK,
      ['scheduled', null],
    ]);
    expect(await app.message(allowed)).toMatchObject({ ignore_suppression: true });
  });

  it('that an operator notes, by hand or by an import, take back what waits as well', async () => {
    const [one, two] = [fresh(), fresh()];
    const [first, second, allowed] = [
      await scheduled(one),
      await scheduled(two),
      await scheduled(two, { ignore_suppression: true }),
    ];
    await app.admin.post(PATH, { number: one });
    await app.admin.post(`${PATH}/import`, { numbers: [two] });
    await until(async () => (await stateOf(second))[0] === 'cancelled');
    expect([await stateOf(first), await stateOf(second)]).toEqual([TAKEN_BACK, TAKEN_BACK]);
    expect((await stateOf(allowed))[0]).toBe('scheduled');
  });

  it('count at the moment when a message leaves, however it came there', async () => {
    const number = fresh();
    await app.get(SuppressionService).apply([{ add: { number, source: 'import', note: null, createdAt: 0 } }]);
    const dueAt = Date.now() - 1_000;
    const due = messageWith({ peer: number, status: 'scheduled', dueAt });
    const tried = messageWith({ peer: number, attempt: 1, dueAt });
    const allowed = messageWith({ peer: number, dueAt, regardless: true });
    await app.get(MessageRepository).insertMany([due, tried, allowed], { known: false });
    await until(async () => (await stateOf(due.id))[0] === 'cancelled');
    await until(() => worker.jobs.some(({ id }) => id === allowed.id));
    expect([await stateOf(due.id), await stateOf(tried.id)]).toEqual([TAKEN_BACK, TAKEN_BACK]);
    expect(worker.jobs.filter(({ to }) => to === number)).toHaveLength(1);
  });

  it('keep a failed message from being sent again, but for an admin', async () => {
    const number = fresh();
    const failed = messageWith({ peer: number, status: 'failed', attempt: 3 });
    await app.get(MessageRepository).insertMany([failed], { known: false });
    await heard(inbound(number, 'STOP'));
    const operator = await app.account('otto', 'operator');
    expectProblem(await operator.post(`/api/v1/messages/${failed.id}/requeue`), 409);
    const { status, body } = await app.admin.post<Message>(`/api/v1/messages/${failed.id}/requeue`);
    expect([status, body.ignore_suppression]).toEqual([200, true]);
    await until(() => worker.jobs.some(({ id }) => id === failed.id));
  });

  it('in one packet mean what the last of them says', async () => {
    const [off, on] = [fresh(), fresh()];
    await heard(inbound(off, 'start'), inbound(off, 'stop'), inbound(on, 'stop'), inbound(on, 'start'));
    expect([isSuppressed(off), isSuppressed(on)]).toEqual([true, false]);
  });

  it('are words on their own: a message that only contains one is a message', async () => {
    const number = fresh();
    await heard(inbound(number, 'please do not stop'));
    expect(isSuppressed(number)).toBe(false);
    expect(await received(number)).toHaveLength(1);
    expect(await sentTo(number)).toEqual([]);
  });

  it('count for a sender whose number the network wrote without its plus', async () => {
    const senders = ['0719000001', '254719000002', '00254719000003', '+0719000004', '256772000005'];
    await heard(...senders.map((from) => inbound(from, 'STOP')));
    const numbers = ['+254719000001', '+254719000002', '+254719000003', '+254719000004', '+256772000005'];
    expect(numbers.map(isSuppressed)).toEqual(numbers.map(() => true));
    const [first = ''] = numbers;
    expect((await received(first))[0]).toMatchObject({ from: first, can_reply: true });
  });

  it('of a sender that is a word or a short code are kept and passed over', async () => {
    const before = app.get(SuppressionService).size;
    await heard(inbound('MPESA', 'STOP'), inbound('22141', 'STOP'));
    expect(app.get(SuppressionService).size).toBe(before);
    expect(await received('MPESA')).toEqual([expect.objectContaining({ can_reply: false })]);
    expect([...(await sentTo('MPESA')), ...(await sentTo('22141'))]).toEqual([]);
  });

  it('over a channel that nobody knows stop without an answer', async () => {
    const number = fresh();
    await heard(inbound(number, 'STOP', 'no such channel'));
    expect(isSuppressed(number)).toBe(true);
    expect(await sentTo(number)).toEqual([]);
  });

  it('that could not be noted are not lost: the event is heard again', async () => {
    const number = fresh();
    const repository = app.get(SuppressionRepository);
    const apply = jest.spyOn(repository, 'apply').mockRejectedValueOnce(new Error('the disk is full'));
    await heard(inbound(number, 'STOP'));
    expect(apply.mock.calls.length).toBeGreaterThanOrEqual(2);
    expect(isSuppressed(number)).toBe(true);
    expect(await received(number)).toHaveLength(1);
    expect(await sentTo(number)).toHaveLength(1);
  });

  it('that a crash left without an answer are answered when the event comes again', async () => {
    const number = fresh();
    const stop = inbound(number, 'STOP');
    await app.get(SuppressionService).apply([{ add: { number, source: 'stop', note: null, createdAt: 0 } }]);
    const stored = messageWith({ id: stop.id, direction: 'inbound', status: 'received', peer: number, text: 'STOP' });
    await app.get(MessageRepository).insertMany([stored], { known: true });
    await heard(stop);
    expect((await sentTo(number)).map(({ text }) => text)).toEqual(['Stopped.']);
    expect(await received(number)).toHaveLength(1);
  });
});

describe('a list that was kept', () => {
  it('holds after a restart, and nothing is answered where there is no answer', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'signalbox-restart-'));
    const settings = { DATA_DIR: folder, STOP_ANSWER: 'none', STOP_WORDS: 'genug' };
    try {
      const number = fresh();
      const first = await TestApp.start(settings);
      const worker = await FakeWorker.connect('w1', first.get(EmbeddedBrokerService).workerCredentials('w1'));
      await worker.announce();
      await until(async () => (await first.simCards()).some(({ online }) => online));
      const event = { type: 'inbound' as const, channel: 'sim of w1', from: number, at: Date.now() };
      const seq = await worker.report(
        { ...event, id: uuidv7(), text: 'GENUG' },
        { ...event, id: uuidv7(), text: 'stop' },
      );
      await until(() => worker.confirmed.includes(seq));
      const { body } = await first.admin.get<Page<Message>>('/api/v1/messages?direction=outbound');
      expect(body.data).toEqual([]);
      await worker.close();
      await first.stop();
      const second = await TestApp.start(settings);
      expect(second.get(SuppressionService).isSuppressed(number)).toBe(true);
      expect([...second.get(SuppressionService).snapshot()]).toEqual([Number(number.slice(1))]);
      expectWrongField(await second.admin.post('/api/v1/messages', { to: number, text: 'x' }), 409, 'to');
      await second.stop();
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});
