import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { Page } from '@signalbox/contracts/common';
import type { Message } from '@signalbox/contracts/messages';
import type { Run } from '@signalbox/contracts/programs';
import type { SimCard } from '@signalbox/contracts/sim-cards';
import { NumberListRepository } from '../../src/campaigns/number-lists/number-list.repository.js';
import { ProgramRepository } from '../../src/campaigns/programs/program.repository.js';
import { TestApp } from '../app.js';
import { Client, expectProblem, expectWrongField } from '../client.js';
import { ADMIN, Product } from '../product.js';
import { command, csvOf, logOf, messagesTo, newProgram, numberOf, readyList, runOf, untilRun } from '../programs.js';
import { until } from '../until.js';

const isOver = ({ status }: Run) => status !== 'running' && status !== 'paused';
const allOf = ({ by_status: byStatus }: Run) => Object.values(byStatus).reduce((sum, count) => sum + count, 0);

/** Every outgoing message to a Kenyan number, by its text. */
async function textsOf(client: Client, status?: string): Promise<Map<string, number>> {
  const texts = new Map<string, number>();
  for (let cursor = ''; ;) {
    const path = `/api/v1/messages?limit=500&direction=outbound${status ? `&status=${status}` : ''}${cursor}`;
    const { body } = await client.get<Page<Message>>(path);
    for (const { text } of body.data) texts.set(text, (texts.get(text) ?? 0) + 1);
    if (body.next_cursor === null) return texts;
    cursor = `&cursor=${body.next_cursor}`;
  }
}

describe('a run in the middle', () => {
  let app: TestApp;
  let listId: string;
  /** Of the list: more than leave in a second, so that most of them wait. */
  const ROWS = 400;
  beforeAll(async () => {
    app = await TestApp.start({ SIMULATOR_RATE_PER_MINUTE: '1500' });
    await app.startWorker();
    listId = (await readyList(app.admin, csvOf(ROWS))).id;
  });
  afterAll(() => app?.stop());

  const begin = async (fields: object = {}) => {
    const program = await newProgram(app.admin, { number_list_id: listId, ...fields });
    const run = await command(app.admin, program, 'start');
    return { program, run };
  };
  const now = (run: Run) => runOf(app.admin, run);
  const untilSome = (run: Run) => untilRun(app.admin, run, ({ sent, queued }) => sent > 20 && queued > 100);
  /** What has left, when nothing has any more for a while: many would have in that time. */
  const settledSent = (run: Run) =>
    until(async () => {
      const { sent } = await now(run);
      await wait(900);
      return (await now(run)).sent === sent && sent;
    });

  it('that is paused holds what it has queued, and goes on when it is resumed', async () => {
    const { program, run } = await begin();
    await untilSome(run);
    expect(await command(app.admin, program, 'pause')).toMatchObject({ id: run.id, status: 'paused' });
    const sent = await settledSent(run);
    expect(sent).toBeLessThan(ROWS);
    const held = await until(async () => {
      const found = (await messagesTo(app.admin, numberOf(ROWS - 1)))[0];
      return found?.reason === 'its program is paused' && found;
    });
    expect(held.status).toBe('queued');
    expect(await command(app.admin, program, 'pause')).toMatchObject({ status: 'paused' });
    expect(await command(app.admin, program, 'resume')).toMatchObject({ id: run.id, status: 'running' });
    const end = await untilRun(app.admin, run, isOver);
    expect(end).toMatchObject({ status: 'completed', done: ROWS, sent: ROWS });
    expect((await app.message(held.id)).reason).toBeNull();
    expect(await logOf(app.admin, run)).toEqual([
      'Started by admin.',
      'Paused by admin.',
      'Resumed by admin.',
      'Completed.',
    ]);
  });

  it('that is paused is resumed by a start, too', async () => {
    const { program, run } = await begin();
    await command(app.admin, program, 'pause');
    expect(await command(app.admin, program, 'start')).toMatchObject({ id: run.id, status: 'running' });
    await command(app.admin, program, 'stop');
  });

  it('that is stopped cancels what waits, and sends nothing any more', async () => {
    const { program, run } = await begin();
    await untilSome(run);
    expect(await command(app.admin, program, 'stop')).toMatchObject({ id: run.id, status: 'stopped' });
    const end = await untilRun(app.admin, run, ({ queued, by_status: { sent } }) => queued === 0 && sent === 0);
    expect(end).toMatchObject({ status: 'stopped', eta: null });
    expect(end.cancelled).toBeGreaterThan(0);
    expect(end.sent + end.cancelled).toBe(ROWS);
    expect(end.percent).toBeLessThan(100);
    expect(end.delivered).toBe(await settledSent(run));
    const [last] = await messagesTo(app.admin, numberOf(ROWS - 1));
    expect(last).toMatchObject({ status: 'cancelled', reason: 'its program was stopped' });
  });

  it('that is paused can be stopped', async () => {
    const { program, run } = await begin();
    await untilSome(run);
    await command(app.admin, program, 'pause');
    await command(app.admin, program, 'stop');
    const end = await untilRun(app.admin, run, ({ queued }) => queued === 0);
    expect(end.sent + end.cancelled).toBe(ROWS);
  });

  it('that is restarted stops, and another begins at the first row', async () => {
    const { program, run } = await begin();
    await untilSome(run);
    const second = await command(app.admin, program, 'restart');
    expect(second).toMatchObject({ status: 'running' });
    expect(second.id).not.toBe(run.id);
    expect(await now(run)).toMatchObject({ status: 'stopped' });
    const end = await untilRun(app.admin, second, isOver);
    expect(end).toMatchObject({ status: 'completed', done: ROWS, sent: ROWS });
    const first = await untilRun(app.admin, run, ({ queued }) => queued === 0);
    expect(first.sent + first.cancelled).toBe(first.done);
  });

  it('is what its figures lead to, and those of the SIM cards it went over', async () => {
    const { id } = await readyList(app.admin, csvOf(30));
    const { run } = await begin({ number_list_id: id });
    await untilRun(app.admin, run, (one) => isOver(one) && one.delivered === 30);
    const listed = async (query: string) =>
      (await app.admin.get<Page<Message>>(`/api/v1/messages?limit=500&${query}`)).body.data.length;
    const ofRun = `run_id=${run.id}`;
    expect(await listed(ofRun)).toBe(30);
    expect(await listed(`${ofRun}&status=delivered`)).toBe(30);
    expect(await listed(`${ofRun}&status=queued,sent,failed`)).toBe(0);
    expect(await listed(`${ofRun}&direction=inbound`)).toBe(0);
    const { data: sims } = (await app.admin.get<Page<SimCard>>('/api/v1/sim-cards')).body;
    const shares = await Promise.all(sims.map((sim) => listed(`${ofRun}&sim_card_id=${sim.id}`)));
    expect(shares.reduce((sum, share) => sum + share, 0)).toBe(30);
    for (const sim of sims) {
      // At midnight the counts begin anew.
      await until(async () => {
        const today = new Date().toISOString().slice(0, 10);
        const { sent_today: sent } = (await app.admin.get<SimCard>(`/api/v1/sim-cards/${sim.id}`)).body;
        return (await listed(`sim_card_id=${sim.id}&dispatched_on=${today}`)) === Math.min(500, sent);
      });
      expect(await listed(`sim_card_id=${sim.id}&dispatched_on=2026-01-31`)).toBe(0);
    }
    for (const [name, value] of [
      ['run_id', 'x'],
      ['run_id', '0'],
      ['dispatched_on', 'today'],
      ['dispatched_on', '2026-02-31'],
    ] as const) {
      expectWrongField(await app.admin.get(`/api/v1/messages?${name}=${value}`), 400, name);
    }
  });

  it('shows how fast it goes and when it will be through', async () => {
    const { program, run } = await begin();
    // By then a second's worth, which leaves at once at the beginning, counts for little.
    const shown = await untilRun(app.admin, run, ({ eta, percent }) => eta !== null && percent > 50);
    expect(shown.messages_per_minute).toBeGreaterThan(1_000);
    expect(shown.messages_per_minute).toBeLessThan(60_000);
    expect(Date.parse(shown.eta ?? '') - Date.now()).toBeLessThan(20_000);
    await command(app.admin, program, 'stop');
  });

  it('waits outside its window, and goes on when that is changed', async () => {
    // A window of a minute that is over, or twelve hours away.
    const hour = (new Date().getUTCHours() + 12) % 24;
    const time = (minute: string) => `${String(hour).padStart(2, '0')}:${minute}`;
    const window = { days: [0, 1, 2, 3, 4, 5, 6], from: time('00'), to: time('01'), time_zone: 'UTC' };
    const { program, run } = await begin({ window });
    const waiting = await untilRun(app.admin, run, ({ reason }) => reason !== null);
    expect(waiting).toMatchObject({ status: 'running', done: 0 });
    expect(waiting.reason).toMatch(/^outside its sending window, which opens at 20/);
    await app.admin.patch(`/api/v1/programs/${program.id}`, { window: null });
    await untilSome(run);
    await app.admin.patch(`/api/v1/programs/${program.id}`, { window });
    await untilRun(app.admin, run, ({ reason }) => reason !== null);
    const sent = await settledSent(run);
    expect(sent).toBeLessThan(ROWS);
    await app.admin.patch(`/api/v1/programs/${program.id}`, { window: null });
    expect(await untilRun(app.admin, run, isOver)).toMatchObject({ status: 'completed', sent: ROWS });
    const log = await logOf(app.admin, run);
    expect(log.filter((text) => text.startsWith('Waits: outside'))).toHaveLength(1);
  });

  it('schedules rows for the hours of their recipients', async () => {
    // Nairobi is three hours ahead of UTC.
    const hour = (new Date().getUTCHours() + 3 + 12) % 24;
    const time = `${String(hour).padStart(2, '0')}:00`;
    const end = `${String(hour).padStart(2, '0')}:30`;
    const window = { days: [0, 1, 2, 3, 4, 5, 6], from: time, to: end, time_zone: 'recipient' };
    const { program, run } = await begin({ window });
    const fed = await untilRun(app.admin, run, ({ done }) => done === ROWS);
    expect(fed).toMatchObject({ status: 'running', by_status: expect.objectContaining({ scheduled: ROWS }) });
    const [message] = await messagesTo(app.admin, numberOf(3));
    expect(new Date(message?.send_at ?? 0).toISOString()).toMatch(
      `T${String((hour + 21) % 24).padStart(2, '0')}:00:00`,
    );
    await command(app.admin, program, 'stop');
    expect(await untilRun(app.admin, run, ({ queued }) => queued === 0)).toMatchObject({ cancelled: ROWS });
  });

  it('waits while the document store does not answer, says so, and goes on by itself', async () => {
    const { id } = await readyList(app.admin, csvOf(ROWS));
    const lists = app.get(NumberListRepository);
    const silence = jest.spyOn(lists, 'chunk').mockRejectedValue(new Error('connection refused'));
    const { run } = await begin({ number_list_id: id });
    const waiting = await untilRun(app.admin, run, ({ reason }) => reason !== null);
    expect(waiting).toMatchObject({ status: 'running', done: 0, reason: 'the document store does not answer' });
    silence.mockRestore();
    expect(await untilRun(app.admin, run, isOver)).toMatchObject({ status: 'completed', sent: ROWS });
    expect(await logOf(app.admin, run)).toContain('Waits: the document store does not answer.');
  });

  it('can be paused and stopped while the document store does not answer', async () => {
    const { program, run } = await begin({ rate_per_minute: 60 });
    const silence = jest.spyOn(app.get(ProgramRepository), 'find').mockRejectedValue(new Error('connection refused'));
    await command(app.admin, program, 'pause');
    await command(app.admin, program, 'resume');
    expect(await command(app.admin, program, 'stop')).toMatchObject({ id: run.id, status: 'stopped' });
    silence.mockRestore();
  });

  it('keeps its list from being deleted, whatever its program uses by then', async () => {
    const { id } = await readyList(app.admin, csvOf(30));
    const { program } = await begin({ number_list_id: id, rate_per_minute: 60 });
    await app.admin.patch(`/api/v1/programs/${program.id}`, { number_list_id: listId });
    expectProblem(await app.admin.delete(`/api/v1/number-lists/${id}`), 409);
    await command(app.admin, program, 'stop');
    expect((await app.admin.delete(`/api/v1/number-lists/${id}`)).status).toBe(204);
  });

  it('shares the SIM cards with others by priority', async () => {
    const { id } = await readyList(app.admin, csvOf(1500));
    const [low, high] = [
      await begin({ number_list_id: id, priority: 1 }),
      await begin({ number_list_id: id, priority: 3 }),
    ];
    const untilHighSent = async (count: number) => {
      const { sent } = await untilRun(app.admin, high.run, (run) => run.sent >= count);
      return { low: (await now(low.run)).sent, high: sent };
    };
    // What was in the queue before the other came goes first.
    const before = await untilHighSent(1);
    // They take turns, 100 messages and 300: over four turns it matters little where in one the counting ends.
    const after = await untilHighSent(before.high + 1_000);
    const share = (after.high - before.high) / (after.low - before.low);
    expect(share).toBeGreaterThan(2);
    expect(share).toBeLessThan(4.5);
    for (const { run } of [low, high]) expect(await now(run)).toMatchObject({ status: 'running', total: 1500 });
    for (const { program } of [low, high]) await command(app.admin, program, 'stop');
  });

  it('ends with the reason when its SIM card is removed', async () => {
    const { body: sim } = await app.admin.post<SimCard>('/api/v1/sim-cards', { number: '+254700000777' });
    const { run } = await begin({ sender: sim.number });
    const waiting = await untilRun(app.admin, run, ({ reason, done }) => reason !== null && done === ROWS);
    expect(waiting).toMatchObject({ status: 'running', reason: 'its SIM card is offline: no worker holds it' });
    expect((await app.admin.delete(`/api/v1/sim-cards/${sim.id}`)).status).toBe(204);
    const end = await untilRun(app.admin, run, isOver);
    expect(end).toMatchObject({ status: 'failed', reason: 'its SIM card +254700000777 was removed' });
    const rest = await untilRun(app.admin, run, ({ queued }) => queued === 0);
    expect(rest.cancelled + rest.failed).toBe(ROWS);
    expect((await logOf(app.admin, run)).at(-1)).toBe('Gave up: its SIM card +254700000777 was removed.');
  });

  it('goes on with another priority and rate when its program is changed', async () => {
    const { program, run } = await begin({ rate_per_minute: 60 });
    await untilRun(app.admin, run, ({ done }) => done > 0);
    expect((await now(run)).done).toBeLessThan(20);
    await app.admin.patch(`/api/v1/programs/${program.id}`, { rate_per_minute: null, template: 'changed' });
    await untilRun(app.admin, run, ({ done }) => done === ROWS);
    const [last] = await messagesTo(app.admin, numberOf(ROWS - 1));
    // What it says stays as it was when the run began.
    expect(last?.text).toBe(`Hi name ${ROWS - 1}`);
    await command(app.admin, program, 'stop');
  });
});

describe('a program that asks for success', () => {
  let app: TestApp;
  afterEach(() => app?.stop());

  it('gives up when too little is delivered, with the reason', async () => {
    app = await TestApp.start({
      SIMULATOR_FAILURE_SHARE: '1',
      SIMULATOR_TEMPORARY_SHARE: '0',
      SIMULATOR_RATE_PER_MINUTE: '1200',
    });
    await app.startWorker();
    const { id } = await readyList(app.admin, csvOf(500));
    const threshold = { success_below: 0.5, minutes: 10, at_least: 20 };
    const program = await newProgram(app.admin, { number_list_id: id, fail_when: threshold });
    const run = await command(app.admin, program, 'start');
    const end = await untilRun(app.admin, run, isOver);
    expect(end).toMatchObject({
      status: 'failed',
      reason: expect.stringMatching(/^only 0 % of the last \d+ messages/),
    });
    const rest = await untilRun(app.admin, run, ({ queued }) => queued === 0);
    expect(rest.cancelled).toBeGreaterThan(0);
    expect(rest.failed + rest.cancelled).toBe(rest.done);
  });
});

describe('a server that is killed in the middle of runs', () => {
  let product: Product | undefined;
  afterEach(() => product?.dispose());

  const signIn = async (url: string) => {
    const client = new Client(url);
    const credentials = { identifier: ADMIN.username, password: ADMIN.password };
    const { body } = await client.post<{ token: string }>('/api/v1/auth/login', credentials);
    return client.with({ authorization: `Bearer ${body.token}` });
  };

  it('takes them up again: each row is sent once, what is paused waits, what was stopped is cancelled', async () => {
    product = await Product.start({ SIMULATOR_RATE_PER_MINUTE: '6000', LOG_LEVEL: 'warn' });
    let client = await signIn(product.url);
    const rows = 1500;
    const { id } = await readyList(client, csvOf(rows));
    const begin = async (name: string) => {
      const program = await newProgram(client, { number_list_id: id, template: `${name} {{name}}` });
      return { program, run: await command(client, program, 'start') };
    };
    const [running, paused, stopped] = [await begin('running'), await begin('paused'), await begin('stopped')];
    for (let kill = 0; kill < 3; kill++) {
      const before = (await runOf(client, running.run)).sent;
      await untilRun(client, running.run, ({ sent }) => sent > Math.min(before + 50, rows - 200));
      if (kill === 0) await command(client, paused.program, 'pause');
      if (kill === 1) await command(client, stopped.program, 'stop');
      await product.kill9();
      await product.startAgain();
      client = await signIn(product.url);
    }
    const end = await untilRun(client, running.run, isOver);
    expect(end).toMatchObject({ status: 'completed', done: rows, sent: rows });
    expect(allOf(end)).toBe(rows);
    const left = await untilRun(client, stopped.run, ({ queued }) => queued === 0);
    expect(left.sent + left.cancelled).toBe(left.done);

    const held = await runOf(client, paused.run);
    expect(held.status).toBe('paused');
    await command(client, paused.program, 'resume');
    const resumed = await untilRun(client, paused.run, isOver);
    expect(resumed).toMatchObject({ status: 'completed', done: rows, sent: rows });

    const texts = await textsOf(client);
    for (const name of ['running', 'paused']) {
      for (let row = 0; row < rows; row++) expect([row, texts.get(`${name} name ${row}`)]).toEqual([row, 1]);
    }
    for (const [text, count] of texts) expect([text, count]).toEqual([text, 1]);
  });
});
