import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Program, Run } from '@signalbox/contracts/programs';
import type { Pair } from '@signalbox/contracts/pairs';
import type { Page } from '@signalbox/contracts/common';
import { SuppressionService } from '../../src/messaging/suppression/suppression.service.js';
import { type Account, TestApp } from '../app.js';
import { type Client, expectProblem, expectWrongField } from '../client.js';
import {
  command,
  csvOf,
  logOf,
  messagesTo,
  newProgram,
  numberOf,
  readyList,
  untilRun,
  uploadList,
} from '../programs.js';
import { until } from '../until.js';

const ABSENT = '0123456789abcdef01234567';

describe('programs', () => {
  let app: TestApp;
  let operator: Client;
  let viewer: Account;
  let listId: string;
  beforeAll(async () => {
    app = await TestApp.start();
    await app.startWorker();
    operator = await app.account('olga', 'operator');
    viewer = await app.account('vera', 'viewer');
    listId = (await readyList(operator, csvOf(20))).id;
  });
  afterAll(() => app?.stop());

  const program = (fields: object = {}) => newProgram(operator, { number_list_id: listId, ...fields });
  const isOver = ({ status }: Run) => status !== 'running' && status !== 'paused';
  const completed = (run: Run, within?: number) => untilRun(operator, run, isOver, within);

  describe('as they are kept', () => {
    it('are created with defaults, shown, listed and found by name', async () => {
      const created = await program({ name: 'spring reminders' });
      expect(Program.parse(created)).toMatchObject({
        name: 'spring reminders',
        pair_id: null,
        number_list_id: listId,
        template: 'Hi {{name}}',
        sender: null,
        priority: 5,
        rate_per_minute: null,
        proxy: null,
        window: null,
        validity_seconds: null,
        active: true,
        fail_when: null,
        smart_encoding: null,
        version: 0,
        run: null,
      });
      expect((await viewer.get(`/api/v1/programs/${created.id}`)).body).toEqual(created);
      const named = await viewer.get<Page<Program>>('/api/v1/programs?name=spring%20reminders');
      expect(named.body).toEqual({ data: [created], next_cursor: null });
      const first = await viewer.get<Page<Program>>('/api/v1/programs?limit=1');
      expect(first.body.data).toEqual([created]);
    });

    it('are listed newest first, page by page', async () => {
      const made = [await program(), await program(), await program()].map(({ id }) => id).reverse();
      const seen: string[] = [];
      for (let query = '?limit=2'; seen.length < 3;) {
        const { body } = await viewer.get<Page<Program>>(`/api/v1/programs${query}`);
        seen.push(...body.data.map(({ id }) => id));
        query = `?limit=2&cursor=${body.next_cursor}`;
      }
      expect(seen.slice(0, 3)).toEqual(made);
    });

    it('keep everything that is said of them', async () => {
      const [sim] = await app.simCards();
      const settings = {
        sender: sim?.number,
        priority: 9,
        rate_per_minute: 100,
        proxy: 'socks5://proxy.example.com:1080',
        window: { days: [1, 2, 3], from: '21:00', to: '02:30', time_zone: 'Europe/Berlin' },
        validity_seconds: 3600,
        active: false,
        fail_when: { success_below: 0.5, minutes: 10, at_least: 100 },
        smart_encoding: true,
      };
      const created = await program(settings);
      expect(created).toMatchObject(settings);
      expect((await operator.get(`/api/v1/programs/${created.id}`)).body).toEqual(created);
    });

    it('are changed field by field; a change of an old version is refused', async () => {
      const { id } = await program({ priority: 3 });
      const changed = await operator.patch<Program>(`/api/v1/programs/${id}`, { rate_per_minute: 60, version: 0 });
      expect(changed).toMatchObject({ status: 200, body: { priority: 3, rate_per_minute: 60, version: 1 } });
      expectWrongField(await operator.patch(`/api/v1/programs/${id}`, { priority: 4, version: 0 }), 409, 'version');
      expect((await operator.patch(`/api/v1/programs/${id}`, { rate_per_minute: null })).body).toMatchObject({
        priority: 3,
        rate_per_minute: null,
        version: 2,
      });
    });

    it('have names of their own', async () => {
      const [first, second] = [await program(), await program()];
      const taken = { name: first.name, template: 'x' };
      expectWrongField(await operator.post('/api/v1/programs', taken), 409, 'name');
      expectWrongField(await operator.patch(`/api/v1/programs/${second.id}`, { name: first.name }), 409, 'name');
    });

    it('are deleted, and then are not there', async () => {
      const { id } = await program();
      expect((await operator.delete(`/api/v1/programs/${id}`)).status).toBe(204);
      for (const answer of [
        await operator.get(`/api/v1/programs/${id}`),
        await operator.patch(`/api/v1/programs/${id}`, { priority: 1 }),
        await operator.delete(`/api/v1/programs/${id}`),
        await operator.post(`/api/v1/programs/${id}/start`),
      ]) {
        expectProblem(answer, 404);
      }
    });

    it('keep their list and their pair from being deleted', async () => {
      const pair = await operator.post<Pair>('/api/v1/pairs', { country: 'KE', operator: 'Keeper', prefixes: [] });
      const created = await program({ pair_id: pair.body.id });
      expectProblem(await operator.delete(`/api/v1/number-lists/${listId}`), 409);
      expectProblem(await operator.delete(`/api/v1/pairs/${pair.body.id}`), 409);
      await operator.delete(`/api/v1/programs/${created.id}`);
      expect((await operator.delete(`/api/v1/pairs/${pair.body.id}`)).status).toBe(204);
    });

    it('are for staff to see, and for operators and admins to change', async () => {
      const { id } = await program();
      const user = await app.account('uwe', 'user');
      expectProblem(await user.get('/api/v1/programs'), 403);
      expectProblem(await app.anonymous.get('/api/v1/programs'), 401);
      for (const path of ['', '/start', '/stop', '/pause', '/resume', '/restart']) {
        expectProblem(await viewer.post(`/api/v1/programs${path && `/${id}${path}`}`, path ? undefined : {}), 403);
      }
      expectProblem(await viewer.patch(`/api/v1/programs/${id}`, {}), 403);
      expectProblem(await viewer.delete(`/api/v1/programs/${id}`), 403);
      expect((await viewer.get(`/api/v1/programs/${id}/runs`)).status).toBe(200);
    });

    it('are made once under one Idempotency-Key', async () => {
      const once = operator.with({ 'idempotency-key': 'program-1' });
      const body = { name: 'made once', template: 'x' };
      const [first, second] = [await once.post('/api/v1/programs', body), await once.post('/api/v1/programs', body)];
      expect(second).toMatchObject({ status: 201, body: first.body });
    });
  });

  describe('wrong input is refused, and names its field', () => {
    const window = { days: [1], from: '08:00', to: '20:00', time_zone: 'UTC' };
    const threshold = { success_below: 0.5, minutes: 10, at_least: 10 };
    it.each<[field: string, value: unknown, named?: string]>([
      ['name', ''],
      ['name', ' x'],
      ['name', 'x'.repeat(129)],
      ['name', 7],
      ...['aggregate', 'dummy', 'create', 'pairs', 'start', 'stop', 'restart', 'pause', 'resume', 'Start'].map(
        (word): [string, unknown] => ['name', word],
      ),
      ['template', ''],
      ['template', 'x'.repeat(1601)],
      ['template', 'half a \ud83d'],
      ['template', 'Hi {{ }}'],
      ['template', 'Hi {{planet}}'],
      ['template', null],
      ['pair_id', 'x'],
      ['pair_id', ABSENT],
      ['number_list_id', '1'],
      ['number_list_id', ABSENT],
      ['sender', '12'],
      ['sender', 'nobody'],
      ['sender', '+254799999999'],
      ['priority', 0],
      ['priority', 11],
      ['priority', 2.5],
      ['rate_per_minute', 0],
      ['rate_per_minute', '60'],
      ['proxy', 'proxy.example.com/path'],
      ['proxy', 'proxy.example.com:99999'],
      ['proxy', 'ftp://proxy.example.com:21'],
      ['proxy', 'http://user:***@proxy.example.com:8080'],
      ['proxy', 'x:1 y'],
      ['window', { ...window, days: [] }, 'window.days'],
      ['window', { ...window, days: [1, 1] }, 'window.days'],
      ['window', { ...window, days: [7] }, 'window.days.0'],
      ['window', { ...window, from: '24:00' }, 'window.from'],
      ['window', { ...window, to: '8:00' }, 'window.to'],
      ['window', { ...window, time_zone: 'Mars/Olympus' }, 'window.time_zone'],
      ['window', { ...window, time_zone: '+03:00' }, 'window.time_zone'],
      ['window', { ...window, until: 'x' }, 'window.until'],
      ['validity_seconds', 0],
      ['active', 'yes'],
      ['fail_when', { ...threshold, success_below: 0 }, 'fail_when.success_below'],
      ['fail_when', { ...threshold, minutes: 0 }, 'fail_when.minutes'],
      ['fail_when', { ...threshold, at_least: 0 }, 'fail_when.at_least'],
      ['smart_encoding', 'yes'],
      ['colour', 'red'],
    ])('%s: %p', async (field, value, named = field) => {
      const { id } = await operator
        .get<Page<Program>>('/api/v1/programs?limit=1')
        .then(async ({ body }) => body.data[0] ?? (await program()));
      const body = { name: `refused ${field}`, template: 'x', number_list_id: listId, [field]: value };
      expectWrongField(await operator.post('/api/v1/programs', body), 400, named);
      expectWrongField(
        await operator.patch(`/api/v1/programs/${id}`, { number_list_id: listId, [field]: value }),
        400,
        named,
      );
    });

    it('of addresses and queries, too', async () => {
      expectWrongField(await operator.get('/api/v1/programs/1'), 400, 'id');
      expectWrongField(await operator.post('/api/v1/programs/x/start'), 400, 'id');
      expectWrongField(await operator.get('/api/v1/programs?cursor=x'), 400, 'cursor');
      expectWrongField(await operator.get('/api/v1/programs?limit=0'), 400, 'limit');
      const { id } = await program();
      expectWrongField(await operator.get(`/api/v1/programs/${id}/runs/x`), 400, 'run_id');
      expectProblem(await operator.get(`/api/v1/programs/${id}/runs/99999999`), 404);
      expectProblem(await operator.get(`/api/v1/programs/${id}/runs/99999999/log`), 404);
      expectProblem(await operator.get(`/api/v1/programs/${ABSENT}/runs`), 404);
    });
  });

  describe('a run', () => {
    it('sends to each row once, but not to suppressed numbers, and says which rows cannot be sent', async () => {
      const [suppressed, nameless, long] = [7, 11, 13];
      const nameOf = (row: number) => (row === nameless ? '' : row === long ? 'x'.repeat(1600) : `name ${row}`);
      const { id } = await readyList(operator, csvOf(700, nameOf));
      await app
        .get(SuppressionService)
        .apply([{ add: { number: numberOf(suppressed), source: 'manual', note: null, createdAt: Date.now() } }]);
      const run = await command(operator, await program({ number_list_id: id }), 'start');
      expect(Run.parse(run)).toMatchObject({ status: 'running', total: 700, done: 0, percent: 0 });
      const end = await completed(run);
      expect(Run.parse(end)).toMatchObject({ status: 'completed', reason: null, done: 700, skipped: 1, failed: 2 });
      expect(end.percent).toBe(100);
      const reported = await untilRun(operator, run, ({ delivered }) => delivered === 697);
      const { by_status: byStatus } = reported;
      expect(Object.values(byStatus).reduce((sum, count) => sum + count, 0)).toBe(699);
      for (const row of [0, 1, 499, 500, 501, 699]) {
        const messages = await messagesTo(operator, numberOf(row));
        expect(messages.filter(({ text }) => text === `Hi name ${row}`)).toHaveLength(1);
      }
      expect(await messagesTo(operator, numberOf(suppressed))).toEqual([]);
      expect(await messagesTo(operator, numberOf(nameless))).toEqual([
        expect.objectContaining({ status: 'failed', reason: 'its row has no value in the column name' }),
      ]);
      const [tooLong] = await messagesTo(operator, numberOf(long));
      expect(tooLong).toMatchObject({ status: 'failed', reason: expect.stringMatching(/1603 characters/) });
      expectProblem(await operator.post(`/api/v1/messages/${tooLong?.id}/requeue`), 409);
      expect(await logOf(operator, run)).toEqual(['Started by olga.', 'Completed.']);
      const shown = await operator.get<Program>(`/api/v1/programs/${run.program_id}`);
      expect(shown.body.run).toMatchObject({ id: run.id, status: 'completed' });
    });

    it('of an empty list is over at once', async () => {
      const everyNumber = csvOf(1);
      const { id } = await readyList(operator, `${everyNumber}\n`);
      await app
        .get(SuppressionService)
        .apply([{ add: { number: numberOf(0), source: 'manual', note: null, createdAt: Date.now() } }]);
      const run = await command(operator, await program({ number_list_id: id }), 'start');
      expect(await completed(run)).toMatchObject({ status: 'completed', total: 1, done: 1, skipped: 1, queued: 0 });
      await app.get(SuppressionService).apply([{ remove: numberOf(0) }]);
    });

    it('starts once, however often it is asked for', async () => {
      const created = await program({ rate_per_minute: 60 });
      const runs = await Promise.all(Array.from({ length: 10 }, () => command(operator, created, 'start')));
      expect(new Set(runs.map(({ id }) => id)).size).toBe(1);
      const list = await operator.get<Page<Run>>(`/api/v1/programs/${created.id}/runs`);
      expect(list.body.data).toHaveLength(1);
      await command(operator, created, 'stop');
    });

    it('waits for its list to be imported, and begins by itself', async () => {
      const { id } = await uploadList(operator, csvOf(40_000));
      const created = await program({ number_list_id: id, template: 'Hi {{name|}}', rate_per_minute: 6000 });
      const run = await command(operator, created, 'start');
      expect(run).toMatchObject({ status: 'running', total: 0, done: 0 });
      const begun = await untilRun(operator, run, ({ done }) => done > 0);
      expect(begun).toMatchObject({ status: 'running', total: 40_000 });
      expect(await logOf(operator, run)).toContain('Waits: its list is being imported.');
      await command(operator, created, 'stop');
    });

    it('that is over can be started again, at the first row', async () => {
      const created = await program();
      const first = await completed(await command(operator, created, 'start'));
      const second = await command(operator, created, 'start');
      expect(second.id).not.toBe(first.id);
      expect(await completed(second)).toMatchObject({ status: 'completed', done: 20 });
      const list = await operator.get<Page<Run>>(`/api/v1/programs/${created.id}/runs?limit=1`);
      expect(list.body.data.map(({ id }) => id)).toEqual([second.id]);
      const next = await operator.get<Page<Run>>(
        `/api/v1/programs/${created.id}/runs?limit=1&cursor=${list.body.next_cursor}`,
      );
      expect(next.body.data.map(({ id }) => id)).toEqual([first.id]);
    });

    it('keeps to its rate', async () => {
      const { id } = await readyList(operator, csvOf(40));
      const began = Date.now();
      const run = await command(operator, await program({ number_list_id: id, rate_per_minute: 300 }), 'start');
      const limited = await untilRun(operator, run, ({ done, skipped, reason }) => {
        // A second's worth at once, then five a second; what is passed over costs nothing.
        expect(done - skipped).toBeLessThanOrEqual(5 + (5 * (Date.now() - began)) / 1000);
        return done >= 8 && reason !== null;
      });
      expect(limited.reason).toMatch(/300 messages a minute/);
      expect(await completed(run)).toMatchObject({ status: 'completed', reason: null });
    });

    it('is shown live to staff, at most once a second', async () => {
      const [staff, other] = [
        await app.live({ token: viewer.token }),
        await app.live({ token: (await app.account('ulla', 'user')).token }),
      ];
      const began = Date.now();
      const run = await command(operator, await program({ rate_per_minute: 600 }), 'start');
      const mine = () => staff.programs.filter(({ progress }) => progress.run.id === run.id);
      await until(() => mine().some(({ progress }) => progress.run.status === 'completed'));
      // Counted from the beginning: one may be held up on its way, and the next one not.
      for (const [before, { at }] of mine().entries()) expect(before).toBeLessThanOrEqual((at - began) / 1000 + 0.1);
      expect(mine().length).toBeGreaterThan(1);
      expect(other.programs).toEqual([]);
    });
  });

  describe('what cannot be', () => {
    it('is to stop, pause or resume what does not run', async () => {
      const created = await program();
      for (const name of ['stop', 'pause', 'resume']) {
        expectProblem(await operator.post(`/api/v1/programs/${created.id}/${name}`), 409);
      }
    });

    it('is to start what is inactive, has no list, or a list that lacks a column', async () => {
      const inactive = await program({ active: false });
      expectProblem(await operator.post(`/api/v1/programs/${inactive.id}/start`), 409);
      const listless = await program({ number_list_id: null });
      expectProblem(await operator.post(`/api/v1/programs/${listless.id}/start`), 409);
      // So many that the program is there before they are imported: the list's columns are not known then.
      const { id } = await uploadList(operator, csvOf(20_000));
      const unfit = await program({ number_list_id: id, template: '{{planet}}' });
      await readyIn(id);
      expectWrongField(await operator.post(`/api/v1/programs/${unfit.id}/start`), 409, 'template');
      expectWrongField(await operator.post(`/api/v1/programs/${unfit.id}/restart`), 409, 'template');
    });

    it('is to start with a list that could not be imported', async () => {
      const { id, status } = await readyList(operator, 'phone\nnobody\nno number\n');
      expect(status).toBe('failed');
      const created = await program({ number_list_id: id, template: 'x' });
      expectProblem(await operator.post(`/api/v1/programs/${created.id}/start`), 409);
    });

    it('is not to change something else than what is gone or does not fit any more', async () => {
      const sim = await operator.post<{ id: number; number: string }>('/api/v1/sim-cards', { number: '+254700000991' });
      const { id } = await uploadList(operator, csvOf(20_000));
      const created = await program({ number_list_id: id, template: '{{planet}}', sender: sim.body.number });
      await readyIn(id);
      expect((await operator.delete(`/api/v1/sim-cards/${sim.body.id}`)).status).toBe(204);
      for (const change of [{ priority: 7 }, { active: false }, { name: 'Called otherwise' }, { rate_per_minute: 5 }]) {
        expect(await operator.patch(`/api/v1/programs/${created.id}`, change)).toMatchObject({
          status: 200,
          body: change,
        });
      }
      const path = `/api/v1/programs/${created.id}`;
      expectWrongField(await operator.patch(path, { template: '{{moon}}' }), 400, 'template');
      expectWrongField(await operator.patch(path, { sender: '+254700000992' }), 400, 'sender');
    });

    it('is to delete what runs or is paused, which can be asked for by itself', async () => {
      const going = async () =>
        (await operator.get<Page<Program>>('/api/v1/programs?going=true')).body.data.map(({ id }) => id);
      const created = await program({ rate_per_minute: 60 });
      expect(await going()).not.toContain(created.id);
      await command(operator, created, 'start');
      expect((await going())[0]).toBe(created.id);
      expectProblem(await operator.delete(`/api/v1/programs/${created.id}`), 409);
      await command(operator, created, 'pause');
      expectProblem(await operator.delete(`/api/v1/programs/${created.id}`), 409);
      expect((await going())[0]).toBe(created.id);
      await command(operator, created, 'stop');
      expect(await going()).not.toContain(created.id);
      expectWrongField(await operator.get('/api/v1/programs?going=false'), 400, 'going');
      expect((await operator.delete(`/api/v1/programs/${created.id}`)).status).toBe(204);
    });
  });

  const readyIn = (id: string) =>
    until(async () => (await operator.get<{ status: string }>(`/api/v1/number-lists/${id}`)).body.status === 'ready');
});
