import { readdirSync } from 'node:fs';
import { request } from 'node:http';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { Page } from '@signalbox/contracts/common';
import type { NumberList } from '@signalbox/contracts/number-lists';
import type { Pair } from '@signalbox/contracts/pairs';
import {
  ProgramApiAggregateAnswer,
  ProgramApiCreated,
  ProgramApiCreatedUser,
  ProgramApiDeleted,
  ProgramApiDone,
  ProgramApiPair,
  ProgramApiSession,
  ProgramApiStatsAnswer,
  ProgramApiToken,
  ProgramApiUpdated,
  type ProgramApiUser,
} from '@signalbox/contracts/program-api';
import type { Program, Run } from '@signalbox/contracts/programs';
import type { SimCard } from '@signalbox/contracts/sim-cards';
import { Config } from '../../src/platform/config/config.js';
import { NumberListsService } from '../../src/campaigns/number-lists/number-lists.service.js';
import { RunRepository } from '../../src/campaigns/programs/runs/run.repository.js';
import { Database } from '../../src/storage/typeorm/database.js';
import { type Account, TestApp } from '../app.js';
import type { Answer, Client } from '../client.js';
import { expectAllowedFromElsewhere, expectError, expectField, expectShape, postForm } from '../old-client.js';
import { csvOf, messagesTo, numberOf } from '../programs.js';
import { until } from '../until.js';
import type { FilePart, Form } from '../uploads.js';

const UNKNOWN = '0123456789abcdef01234567';
const PASSWORD = 'a password for tests';
/** A list with a text for each number, as the earlier front end takes them. */
const textsFor = (rows: number, from = 0): FilePart => ({
  fileName: 'numbers.csv',
  content: [
    'phone_number,message',
    ...Array.from({ length: rows }, (_, row) => `${numberOf(from + row)},"Hello, ${from + row}"`),
  ].join('\n'),
});

describe('the program API', () => {
  let app: TestApp;
  let operator: Account;
  let viewer: Account;
  let user: Account;
  beforeAll(async () => {
    app = await TestApp.start();
    await app.startWorker();
    operator = await app.account('olga', 'operator');
    viewer = await app.account('vera', 'viewer');
    user = await app.account('uma', 'user');
  });
  afterAll(() => app?.stop());

  let count = 0;
  const freeName = () => `Program ${++count}`;
  const form = <Body = ProgramApiCreated>(parts: Form, headers: Record<string, string> = {}): Promise<Answer<Body>> =>
    postForm<Body>(operator, '/program/create', parts, { authorization: `Bearer ${operator.token}`, ...headers });
  const created = async (parts: Form = []): Promise<ProgramApiCreated> => {
    const { status, body, text } = await form([['pair_name', freeName()], ['number_list', textsFor(3)], ...parts]);
    if (status !== 201) throw new Error(`not created: ${text}`);
    return body;
  };
  const pairs = async (client: Client = operator) => (await client.get<ProgramApiPair[]>('/program/pairs')).body;
  const pair = async (id: string) => (await pairs()).find(({ pair_id }) => pair_id === id);
  const imported = (id: string) =>
    until(async () => {
      const found = await pair(id);
      return found?.numberListFile?.status === 'ready' && found;
    });
  const command = (operation: string, pair_name: string) =>
    operator.post<ProgramApiDone>(`/program/${operation}`, { pair_name });
  const session = async (id: string) => ProgramApiSession.parse((await pair(id))?.sessionDetails);
  const over = (id: string) =>
    until(async () => {
      const found = await session(id);
      return ['completed', 'failed', 'stopped'].includes(found.status) && found;
    });
  const lists = async () => (await operator.get<Page<NumberList>>('/api/v1/number-lists?limit=500')).body.data;

  describe('POST /program/create', () => {
    it('takes the documented request and answers the documented fields', async () => {
      const { status, body } = await form([
        ['pair_name', 'My Program'],
        ['proxy', 'proxy.example.com:8080'],
        ['active_status', 'true'],
        ['priority', '1'],
        ['number_list', textsFor(2)],
      ]);
      expect(status).toBe(201);
      expectShape(ProgramApiCreated, body);
      expect(body).toMatchObject({
        message: 'Pair created successfully',
        pair_id: expect.stringMatching(/^[0-9a-f]{24}$/),
        pair: {
          pairName: 'My Program',
          activeStatus: true,
          priority: 1,
          proxy: 'proxy.example.com:8080',
          sessionDetails: {},
          numberListFile: {
            filename: 'numbers.csv',
            content_type: 'application/octet-stream',
            size: expect.any(Number),
          },
          pair_id: body.pair_id,
        },
      });
      expect((await imported(body.pair_id)).numberListFile).toMatchObject({ status: 'ready', rows: 2, reason: null });
    });

    it('takes the file before the fields, flags and numbers as old clients write them, and nothing but name and file', async () => {
      const written = await form([
        ['number_list', textsFor(1)],
        ['active_status', 'False'],
        ['priority', ' 10 '],
        ['proxy', ''],
        ['campaign', 'unknown to us'],
        ['pair_name', ' blanks around '],
      ]);
      expect(written.body.pair).toMatchObject({
        pairName: 'blanks around',
        activeStatus: false,
        priority: 10,
        proxy: null,
      });
      expect((await created()).pair).toMatchObject({ activeStatus: false, priority: 0, proxy: null });
    });

    it('takes what our programs can do besides', async () => {
      const [sim] = await app.simCards();
      const made = await operator.post<Pair>('/api/v1/pairs', { country: 'UG', operator: 'Form', prefixes: ['25631'] });
      const { body, status } = await form([
        ['pair_name', freeName()],
        ['template', 'Dear {{name}}'],
        ['sender', sim?.number ?? ''],
        ['rate_per_minute', '100'],
        ['country_operator', made.body.id],
        ['number_list', { content: 'phone,name\n0772123456,Ann\n' }],
      ]);
      expect(status).toBe(201);
      const program = await operator.get<Program>(`/api/v1/programs/${body.pair_id}`);
      expect(program.body).toMatchObject({
        template: 'Dear {{name}}',
        sender: sim?.number,
        rate_per_minute: 100,
        pair_id: made.body.id,
      });
      // Numbers without a country's prefix are of the pair's country.
      expect((await imported(body.pair_id)).numberListFile).toMatchObject({ rows: 1 });
    });

    it('takes JSON for a program without a list', async () => {
      const body = { pair_name: freeName(), proxy: null, active_status: 1, priority: '2', number_list: [] };
      const answer = await operator.post<ProgramApiCreated>('/program/create', body);
      expect(answer.status).toBe(201);
      expectShape(ProgramApiCreated, answer.body);
      expect(answer.body.pair).toMatchObject({ activeStatus: true, priority: 2, numberListFile: null });
      expect(expectError(await command('start', body.pair_name), 409)).toContain('no number list');
    });

    it.each<[string, unknown]>([
      ['a list of numbers, as numbers or as text', [numberOf(1), 254712000002, ' 0712 000 003 ']],
      ['a text with a number a line', '+254712000001\n0712000002\r\n0712000003\n'],
      ['a text with commas', '0712000001, 0712000002;0712000003'],
      ['a text as a file has it', 'phone,name\n0712000001,Ann\n0712000002,Ben\n0712000003,"C, d"\n'],
    ])('takes %s in JSON', async (_, number_list) => {
      const pair_name = freeName();
      const { status, body } = await operator.post<ProgramApiCreated>('/program/create', { pair_name, number_list });
      expect(status).toBe(201);
      expect(body.pair.numberListFile).toMatchObject({ filename: `${pair_name}.txt`, content_type: 'text/plain' });
      expect((await imported(body.pair_id)).numberListFile).toMatchObject({ rows: 3 });
    });

    it.each<[string, unknown]>([
      ['what became of a file that JSON cannot hold', {}],
      ['a number', 254712000001],
      ['a list with more than numbers', [{ phone: '0712000001' }]],
      ['words', 'nobody at all'],
    ])('refuses %s for a list, and leaves nothing behind', async (_, number_list) => {
      const before = (await lists()).length;
      const body = { pair_name: freeName(), number_list };
      expectField(await operator.post('/program/create', body), 400, 'number_list');
      expect((await lists()).length).toBe(before);
      expect((await pairs()).some(({ pairName }) => pairName === body.pair_name)).toBe(false);
    });

    it.each<[string, FilePart, string]>([
      ['a PDF', { fileName: 'numbers.csv', content: '%PDF-1.7\n1 0 obj' }, 'PDF'],
      ['an .xls', { fileName: 'numbers.xls', content: Buffer.from('d0cf11e0a1b11ae10000', 'hex') }, '.xls'],
      ['garbage', { fileName: 'numbers.txt', content: Buffer.from([0, 1, 2, 3, 255, 0, 9]) }, 'binary'],
      [
        'a page of the web',
        { fileName: 'numbers.txt', content: '<html>\n<body>404\n</body>\n</html>' },
        'phone number',
      ],
    ])('refuses %s at the door, and leaves nothing behind', async (_, file, word) => {
      const before = (await lists()).length;
      const answer = await form([
        ['pair_name', freeName()],
        ['number_list', file],
      ]);
      expectField(answer, 400, 'number_list');
      expect(answer.text).toContain(word);
      expect((await lists()).length).toBe(before);
    });

    it.each(['message', 'text', 'template'])('takes the text as %s', async (field) => {
      const { pair_id } = await created([[field, 'Dear {{name|friend}}']]);
      const program = await operator.get<Program>(`/api/v1/programs/${pair_id}`);
      expect(program.body.template).toBe('Dear {{name|friend}}');
      const changed = await operator.patch(`/program/update/${pair_id}`, { [field]: 'Hello' });
      expect(changed.status).toBe(200);
      expect((await operator.get<Program>(`/api/v1/programs/${pair_id}`)).body.template).toBe('Hello');
    });

    it.each([
      ['proxy.example.com', 'proxy.example.com'],
      ['me:secret@proxy.example.com:8080', 'me:***@proxy.example.com:8080'],
      ['proxy.example.com:8080:me:secret', 'proxy.example.com:8080:me:***'],
      ['socks4://10.0.0.1:1080', 'socks4://10.0.0.1:1080'],
      ['socks5://me:secret@10.0.0.1:1080', 'socks5://me:***@10.0.0.1:1080'],
    ])('takes the proxy %s, shown as %s', async (proxy, shown) => {
      const { pair, pair_id } = await created([['proxy', proxy]]);
      expect(pair.proxy).toBe(shown);
      const { body, text } = await operator.get<Program>(`/api/v1/programs/${pair_id}`);
      expect(body.proxy).toBe(shown);
      expect(text).not.toContain('secret');
      // Sent back as it is shown it stays.
      const kept = await operator.patch<ProgramApiUpdated>(`/program/update/${pair_id}`, { proxy: shown });
      expect(kept.body.pair.proxy).toBe(shown);
      const [stored] = await app
        .get(Database)
        .read<{ details: string }>('SELECT details FROM programs WHERE id = ?', [pair_id]);
      expect(stored?.details).not.toContain('secret');
      expect(stored?.details.includes('proxySecret')).toBe(shown.includes('***'));
    });

    it('takes no *** for a password that nobody knows', async () => {
      const { pair_id } = await created([['proxy', 'me:secret@proxy.example.com:8080']]);
      const other = { proxy: 'me:***@other.example.com:8080' };
      expectField(await operator.patch(`/program/update/${pair_id}`, other), 400, 'proxy');
    });

    it('takes an Idempotency-Key: the same answer, and one program', async () => {
      const parts: Form = [
        ['pair_name', freeName()],
        ['number_list', textsFor(1)],
      ];
      const before = (await lists()).length;
      const first = await form(parts, { 'idempotency-key': 'create-1' });
      const second = await form(parts, { 'idempotency-key': 'create-1' });
      expect(second).toMatchObject({ status: 201, body: first.body });
      expect((await lists()).length).toBe(before + 1);
      const other = await form([...parts, ['priority', '2']], { 'idempotency-key': 'create-1' });
      expectError(other, 422);
      const json = { pair_name: freeName() };
      const client = operator.with({ 'idempotency-key': 'create-2' });
      const [one, two] = [await client.post('/program/create', json), await client.post('/program/create', json)];
      expect(two).toMatchObject({ status: 201, body: one.body });
    });

    it.each<[string, Form, string]>([
      ['no name', [], 'pair_name'],
      ['a reserved name', [['pair_name', 'Aggregate']], 'pair_name'],
      ['a name too long', [['pair_name', 'x'.repeat(129)]], 'pair_name'],
      [
        'a priority below nothing',
        [
          ['pair_name', 'bad'],
          ['priority', '-1'],
        ],
        'priority',
      ],
      [
        'half a priority',
        [
          ['pair_name', 'bad'],
          ['priority', '1.5'],
        ],
        'priority',
      ],
      [
        'a priority that is none',
        [
          ['pair_name', 'bad'],
          ['priority', 'high'],
        ],
        'priority',
      ],
      [
        'a flag that is none',
        [
          ['pair_name', 'bad'],
          ['active_status', 'perhaps'],
        ],
        'active_status',
      ],
      [
        'a proxy that is none',
        [
          ['pair_name', 'bad'],
          ['proxy', 'not a proxy'],
        ],
        'proxy',
      ],
      [
        'an unknown sender',
        [
          ['pair_name', 'bad'],
          ['sender', '+254799999999'],
        ],
        'sender',
      ],
      [
        'an unknown country-operator',
        [
          ['pair_name', 'bad'],
          ['country_operator', UNKNOWN],
        ],
        'country_operator',
      ],
      [
        'a file in another field',
        [
          ['pair_name', 'bad'],
          ['numbers', textsFor(1)],
        ],
        'numbers',
      ],
    ])('refuses %s, naming the field, and leaves nothing behind', async (_, parts, field) => {
      const before = (await lists()).length;
      expectField(await form([['number_list', textsFor(1)], ...parts]), 400, field);
      expect((await lists()).length).toBe(before);
    });

    it('refuses a name that is taken', async () => {
      const { pair: taken } = await created();
      const before = (await lists()).length;
      const parts: Form = [
        ['number_list', textsFor(1)],
        ['pair_name', taken.pairName],
      ];
      expectField(await form(parts), 409, 'pair_name');
      expectField(await operator.post('/program/create', { pair_name: taken.pairName }), 409, 'pair_name');
      expect((await lists()).length).toBe(before);
    });

    it('lets one of two at once have a name, and keeps no list of the other', async () => {
      const parts: Form = [
        ['pair_name', freeName()],
        ['number_list', textsFor(1)],
      ];
      const before = (await lists()).length;
      const answers = await Promise.all([form(parts), form(parts)]);
      expect(answers.map(({ status }) => status).sort()).toEqual([201, 409]);
      expect((await lists()).length).toBe(before + 1);
    });

    it('refuses a form without a file, an empty one and one that is text', async () => {
      const name: Form = [['pair_name', 'no file']];
      expectField(await form(name), 400, 'number_list');
      expectField(await form([...name, ['number_list', { content: '' }]]), 400, 'number_list');
      expectField(await form([...name, ['number_list', '+254712345678']]), 400, 'number_list');
    });

    it('refuses a form that is broken or cut off, and keeps nothing of it', async () => {
      const headers = { authorization: `Bearer ${operator.token}`, 'content-type': 'multipart/form-data; boundary=b' };
      const start =
        '--b\r\nContent-Disposition: form-data; name="pair_name"\r\n\r\ncut\r\n--b\r\n' +
        'Content-Disposition: form-data; name="number_list"; filename="a.csv"\r\n\r\nphone\n0712';
      const whole = await fetch(`${app.url}/program/create`, { method: 'POST', headers, body: start });
      expect({ status: whole.status, body: await whole.json() }).toMatchObject({
        status: 400,
        body: { success: false, message: expect.any(String), errors: expect.any(Array) },
      });
      const noBoundary = { ...headers, 'content-type': 'multipart/form-data' };
      const none = await fetch(`${app.url}/program/create`, { method: 'POST', headers: noBoundary, body: start });
      expect(none.status).toBe(400);
      await new Promise<void>((resolve) => {
        const sending = request(`${app.url}/program/create`, { method: 'POST', headers });
        sending.on('error', () => resolve());
        sending.write(start, () => sending.destroy(new Error('the client went away')));
      });
      const folder = join(app.get(Config).env.DATA_DIR, 'uploads');
      await until(() => !readdirSync(folder).some((name) => name.endsWith('.part')));
      expect((await pairs()).some(({ pairName }) => pairName === 'cut')).toBe(false);
    });

    it('refuses JSON that is broken, no object, or of another type', async () => {
      expectError(await operator.raw('/program/create', '{"pair_name": '), 400);
      expectField(await operator.raw('/program/create', '[]'), 400, 'body');
      expectField(await operator.post('/program/create', { pair_name: 17 }), 400, 'pair_name');
      expectError(await operator.raw('/program/create', 'pair_name=x', 'application/x-www-form-urlencoded'), 415);
      expectError(await operator.raw('/program/start', '--b--', 'multipart/form-data; boundary=b'), 415);
    });
  });

  describe('PATCH /program/update/<pair_id>', () => {
    it('takes the documented request and answers the documented fields', async () => {
      const { pair_id } = await created();
      const { status, body } = await operator.patch<ProgramApiUpdated>(`/program/update/${pair_id}`, {
        pair_name: 'Updated Program',
        active_status: false,
        priority: 2,
        proxy: 'new.proxy.example.com:8080',
      });
      expect(status).toBe(200);
      expectShape(ProgramApiUpdated, body);
      expect(body).toMatchObject({
        message: 'Pair updated successfully',
        pair: {
          pairName: 'Updated Program',
          activeStatus: false,
          priority: 2,
          proxy: 'new.proxy.example.com:8080',
          pair_id,
        },
      });
      const later = await operator.patch<ProgramApiUpdated>(`/program/update/${pair_id.toUpperCase()}`, {
        priority: 3,
      });
      expect(later.body.pair).toEqual({ ...body.pair, priority: 3, numberListFile: expect.any(Object) });
    });

    it.each<[string, object, string]>([
      ['nothing', {}, 'body'],
      ['nothing we know', { colour: 'red' }, 'body'],
      ['a reserved name', { pair_name: 'start' }, 'pair_name'],
      ['a priority below nothing', { priority: -1 }, 'priority'],
      ['a flag that is none', { active_status: 'maybe' }, 'active_status'],
      ['an unknown country-operator', { country_operator: UNKNOWN }, 'country_operator'],
      ['a template without a column name', { template: '{{}}' }, 'template'],
    ])('refuses %s, naming the field', async (_, body, field) => {
      const { pair_id } = await created();
      expectField(await operator.patch(`/program/update/${pair_id}`, body), 400, field);
    });

    it('refuses a name that is taken, and knows no program of a made-up id', async () => {
      const [one, two] = [await created(), await created()];
      const taken = { pair_name: two.pair.pairName };
      expectField(await operator.patch(`/program/update/${one.pair_id}`, taken), 409, 'pair_name');
      expectError(await operator.patch(`/program/update/${UNKNOWN}`, { priority: 1 }), 404);
      expectField(await operator.patch('/program/update/first', { priority: 1 }), 400, 'pair_id');
    });
  });

  describe('the priority', () => {
    const ours = async (id: string) => (await operator.get<Program>(`/api/v1/programs/${id}`)).body.priority;

    it('is any whole number, 1 being first, and shown as given', async () => {
      const { pair_id, pair } = await created();
      expect([pair.priority, await ours(pair_id)]).toEqual([0, 10]);
      for (const [given, is] of [
        [1, 10],
        ['2', 9],
        [10, 1],
        [347, 1],
      ]) {
        const { body } = await operator.patch<ProgramApiUpdated>(`/program/update/${pair_id}`, { priority: given });
        expect([body.pair.priority, await ours(pair_id)]).toEqual([Number(given), is]);
      }
    });

    it('gives way to ours when that is set, and is shown as it would be then', async () => {
      const { pair_id } = await created([['priority', '347']]);
      await operator.patch(`/api/v1/programs/${pair_id}`, { rate_per_minute: 10 });
      expect(await pair(pair_id)).toMatchObject({ priority: 347 });
      await operator.patch(`/api/v1/programs/${pair_id}`, { priority: 8 });
      expect(await pair(pair_id)).toMatchObject({ priority: 3 });
    });
  });

  describe('activeStatus', () => {
    it('is as created, true from the start on, false from the end on, and what a client says in between', async () => {
      const { pair_id, pair: mine } = await created([['rate_per_minute', '1']]);
      const shown = async () => (await pair(pair_id))?.activeStatus;
      const say = (active_status: boolean) => operator.patch(`/program/update/${pair_id}`, { active_status });
      expect(await shown()).toBe(false);
      await say(true);
      expect(await shown()).toBe(true);
      await say(false);
      for (const operation of ['start', 'restart']) {
        expect((await command(operation, mine.pairName)).status).toBe(200);
        expect(await shown()).toBe(true);
        expect((await command('stop', mine.pairName)).status).toBe(200);
        expect(await shown()).toBe(false);
      }
      await operator.patch(`/program/update/${pair_id}`, { rate_per_minute: null });
      await command('start', mine.pairName);
      await over(pair_id);
      expect(await shown()).toBe(false);
    });

    it('is not ours, which forbids starting', async () => {
      const { pair_id, pair: mine } = await created([['active_status', 'true']]);
      const ours = async () => (await operator.get<Program>(`/api/v1/programs/${pair_id}`)).body.active;
      await operator.patch(`/program/update/${pair_id}`, { active_status: false });
      expect(await ours()).toBe(true);
      await operator.patch(`/api/v1/programs/${pair_id}`, { active: false });
      expect(expectError(await command('start', mine.pairName), 409)).toContain('inactive');
    });
  });

  describe('a program with numbers only, as the original front end makes them', () => {
    const numbers = (...rows: number[]): FilePart => ({
      fileName: 'numbers.txt',
      content: rows.map(numberOf).join('\n'),
    });
    const made = async (...rows: number[]): Promise<ProgramApiCreated> => {
      const { status, body, text } = await form([
        ['pair_name', freeName()],
        ['proxy', 'proxy.example.com:8080'],
        ['number_list', numbers(...rows)],
      ]);
      if (status !== 201) throw new Error(text);
      return body;
    };

    it('does not start without a text: 409 says what to give', async () => {
      const { pair_id, pair: mine } = await made(1, 2);
      // At once: a start waits for the import.
      const answer = await command('start', mine.pairName);
      const said = expectError(answer, 409);
      for (const word of ['no text', 'message', 'sms', 'PROGRAM_TEMPLATE']) expect(said).toContain(word);
      expectField(answer, 409, 'template');
      expect(await pair(pair_id)).toMatchObject({ activeStatus: false, sessionDetails: {} });
    });

    it('can be changed in every field, and starts once it has a text', async () => {
      const { pair_id, pair: mine } = await made(601);
      await imported(pair_id);
      for (const change of [
        { priority: 3 },
        { active_status: true },
        { proxy: '' },
        { pair_name: `${mine.pairName}!` },
      ]) {
        expect((await operator.patch(`/program/update/${pair_id}`, change)).status).toBe(200);
      }
      expect((await operator.patch(`/program/update/${pair_id}`, { message: 'At last' })).status).toBe(200);
      expect((await command('start', `${mine.pairName}!`)).status).toBe(200);
      expect(await over(pair_id)).toMatchObject({ status: 'completed' });
      expect((await messagesTo(operator, numberOf(601))).map(({ text }) => text)).toEqual(['At last']);
    });

    it('gets another list in an update', async () => {
      const { pair_id } = await made(1);
      const list = { number_list: [numberOf(1), numberOf(2)] };
      const { body } = await operator.patch<ProgramApiUpdated>(`/program/update/${pair_id}`, list);
      expect(body.pair.numberListFile?.filename).toBe(`${body.pair.pairName}.txt`);
      expect((await imported(pair_id)).numberListFile).toMatchObject({ rows: 2 });
    });

    it('that was stored with the text of its rows for a text counts as without one', async () => {
      const { pair_id, pair: mine } = await made(1);
      await imported(pair_id);
      const patch = { template: '{{message/text/sms}}' };
      expect((await operator.patch(`/program/update/${pair_id}`, patch)).status).toBe(200);
      expect((await operator.patch(`/program/update/${pair_id}`, { priority: 2 })).status).toBe(200);
      expect(expectError(await command('start', mine.pairName), 409)).toContain('no text');
    });

    it('whose list takes longer starts, says that it waits, and tells of its failure', async () => {
      const { body } = await form([
        ['pair_name', freeName()],
        ['number_list', { content: csvOf(60_000) }],
      ]);
      const name = body.pair.pairName;
      const service = app.get(NumberListsService);
      // As if the ten seconds were over.
      const patience = jest.spyOn(service, 'findImported').mockImplementation((id) => service.find(id));
      const started = await command('start', name).finally(() => patience.mockRestore());
      expect(started).toMatchObject({ status: 200, body: { success: true } });
      expect(started.body.message).toContain('waits for its list');
      expect(await pair(body.pair_id)).toMatchObject({ activeStatus: true, sessionDetails: { status: 'running' } });
      expect(await over(body.pair_id)).toMatchObject({ status: 'failed', reason: expect.stringContaining('no text') });
      expect(await pair(body.pair_id)).toMatchObject({ activeStatus: false });
      await until(async () => {
        const { body: log } =
          await app.admin.get<{ action: string; details: string; status: string }[]>('/api/logs?limit=50');
        const entry = log.find(({ action, details }) => action === 'program.failed' && details.startsWith(name));
        return entry?.status === 'failed' && /: run \d+: it has no text/.test(entry.details);
      });
    });
  });

  describe('DELETE /program/delete/<pair_id>', () => {
    it('stops what runs of it, and what has not left is not sent', async () => {
      const { pair_id, pair: mine } = await created([['rate_per_minute', '1']]);
      await command('start', mine.pairName);
      expect((await operator.delete(`/program/delete/${pair_id}`)).status).toBe(200);
      expect(await pair(pair_id)).toBeUndefined();
      const runs = app.get(RunRepository);
      await until(async () => (await runs.list(pair_id, 1))[0]?.status === 'stopped');
      // In our own API whoever deletes it has to stop it.
      const other = await created([['rate_per_minute', '1']]);
      await command('start', other.pair.pairName);
      expect((await operator.delete(`/api/v1/programs/${other.pair_id}`)).status).toBe(409);
      expect((await operator.delete(`/program/delete/${other.pair_id}`)).status).toBe(200);
    });

    it('answers the documented fields; then it is gone, and its list is not', async () => {
      const { pair_id, pair: gone } = await created();
      const { status, body } = await operator.delete<ProgramApiDeleted>(`/program/delete/${pair_id}`);
      expect(status).toBe(200);
      expectShape(ProgramApiDeleted, body);
      expect(body).toEqual({ message: 'Pair deleted successfully', pair_id });
      expect(await pair(pair_id)).toBeUndefined();
      expect((await lists()).map(({ id }) => id)).toContain(gone.numberListFile?.id);
      expectError(await operator.delete(`/program/delete/${pair_id}`), 404);
      expectField(await operator.delete('/program/delete/first'), 400, 'pair_id');
    });
  });

  describe('GET /program/pairs', () => {
    it('answers an array of all programs with every documented field', async () => {
      const { pair_id } = await created();
      const all = await pairs(viewer);
      for (const one of all) expectShape(ProgramApiPair, one);
      expect(all.map((one) => one.pair_id)).toContain(pair_id);
    });

    it('goes on after the first hundred', async () => {
      const names = Array.from({ length: 101 }, freeName);
      for (const pair_name of names) await operator.post('/program/create', { pair_name });
      expect((await pairs()).map(({ pairName }) => pairName)).toEqual(expect.arrayContaining(names));
    });
  });

  describe('POST /program/<operation>', () => {
    it('has a whole life: created, started, delivered, counted, restarted, stopped, deleted', async () => {
      const { pair_id, pair: mine } = await created();
      const name = mine.pairName;
      const started = await command('start', name);
      expect(started.status).toBe(200);
      expectShape(ProgramApiDone, started.body);
      expect(started.body).toEqual({ message: 'Started processing pair', success: true });
      expect(await over(pair_id)).toMatchObject({ status: 'completed', total: 3, processed: 3, progress: 100 });
      const [message] = await until(async () => {
        const sent = await messagesTo(operator, numberOf(2));
        return sent.some(({ status }) => status === 'delivered') && sent;
      });
      expect(message?.text).toBe('Hello, 2');
      const { stats } = await until(async () => {
        const { body } = await operator.get<ProgramApiStatsAnswer>(`/stats/${encodeURIComponent(name)}`);
        return body.stats.delivered === 3 && body;
      });
      expect(stats).toMatchObject({ total_sms_sent: 3, total_sms_failed: 0, success_rate: 1 });

      const slow = { rate_per_minute: 1, active_status: false };
      expect((await operator.patch(`/program/update/${pair_id}`, slow)).status).toBe(200);
      const restarted = await command('restart', name);
      expect(restarted).toMatchObject({ status: 200, body: { message: 'Restarted processing pair', success: true } });
      expect(await pair(pair_id)).toMatchObject({ activeStatus: true, sessionDetails: { status: 'running' } });
      expect((await command('start', name)).status).toBe(200);

      const stopped = await command('stop', name);
      expect(stopped).toMatchObject({ status: 200, body: { message: 'Stopped processing pair', success: true } });
      expect((await session(pair_id)).status).toBe('stopped');
      expect((await operator.patch(`/program/update/${pair_id}`, { active_status: true })).status).toBe(200);
      expect(await command('stop', name)).toMatchObject({ status: 200, body: stopped.body });
      expect(await pair(pair_id)).toMatchObject({ activeStatus: false });
      expect((await operator.delete(`/program/delete/${pair_id}`)).status).toBe(200);
      expectError(await command('start', name), 404);
    });

    it('waits for a list that is being imported, and goes on with it', async () => {
      const { body } = await form([
        ['pair_name', freeName()],
        ['template', 'Hi'],
        ['rate_per_minute', '1'],
        ['number_list', { content: csvOf(60_000) }],
      ]);
      expect(body.pair.numberListFile).toMatchObject({ status: 'importing' });
      expect(await command('start', body.pair.pairName)).toMatchObject({ status: 200, body: { success: true } });
      expect(await pair(body.pair_id)).toMatchObject({
        numberListFile: { status: 'ready' },
        sessionDetails: { status: 'running', total: 60_000 },
      });
      expect((await operator.delete(`/program/delete/${body.pair_id}`)).status).toBe(200);
    });

    it('is refused for a list that turns out to be none, and says why', async () => {
      const { body } = await form([
        ['pair_name', freeName()],
        ['number_list', { content: 'phone,message\nnobody,hello\n' }],
      ]);
      const said = expectError(await command('start', body.pair.pairName), 409);
      expect(said).toContain('none of its 1 rows');
      expect(await pair(body.pair_id)).toMatchObject({ numberListFile: { status: 'failed' }, activeStatus: false });
    });

    it('takes the text from a column named text or sms, too', async () => {
      for (const [row, column] of ['Text', 'sms'].entries()) {
        const number = numberOf(700 + row);
        const { body } = await form([
          ['pair_name', freeName()],
          ['number_list', { content: `phone,${column}\n${number},by ${column}\n` }],
        ]);
        await imported(body.pair_id);
        expect((await command('start', body.pair.pairName)).status).toBe(200);
        const [message] = await until(async () => {
          const sent = await messagesTo(operator, number);
          return sent.length > 0 && sent;
        });
        expect(message?.text).toBe(`by ${column}`);
      }
    });

    it.each(['pause', 'resume', 'explode', 'pairs', 'update'])(
      '%s is unknown, and what is known is named',
      async (name) => {
        const message = expectError(await operator.post(`/program/${name}`, { pair_name: 'My Program' }), 404);
        expect(message).toContain('start, stop or restart');
      },
    );

    it('names the field that is missing, and knows no program of a made-up name', async () => {
      for (const operation of ['start', 'stop', 'restart']) {
        expectField(await operator.post(`/program/${operation}`, {}), 400, 'pair_name');
        expectError(await operator.post(`/program/${operation}`), 400);
        expect(expectError(await command(operation, 'Nobody'), 404)).toContain('Nobody');
      }
    });
  });

  describe('the statistics', () => {
    it('POST /stats/dummy takes the documented request; GET /stats/<pair_name> shows it', async () => {
      const { pair: mine, pair_id } = await created();
      const before = (await viewer.get<ProgramApiAggregateAnswer>('/stats/aggregate')).body.stats;
      const dummy = { pair_name: mine.pairName, total_sms_sent: 1000, total_sms_failed: 100 };
      const answer = await operator.post<ProgramApiStatsAnswer>('/stats/dummy', dummy);
      expect(answer.status).toBe(201);
      expectShape(ProgramApiStatsAnswer, answer.body);
      expect(answer.body).toEqual({
        message: 'Stats created successfully',
        stats: {
          pair_name: mine.pairName,
          pair_id,
          total_sms_sent: 1000,
          total_sms_failed: 100,
          delivered: 900,
          success_rate: 0.9,
          total_rate_of_success: 90,
          total_rate_of_failure: 10,
        },
      });
      const shown = await viewer.get<ProgramApiStatsAnswer>(`/stats/${encodeURIComponent(mine.pairName)}`);
      expect(shown.status).toBe(200);
      expect(shown.body).toEqual({ message: 'Stats retrieved successfully', stats: answer.body.stats });

      const aggregate = await viewer.get<ProgramApiAggregateAnswer>('/stats/aggregate');
      expect(aggregate.status).toBe(200);
      expectShape(ProgramApiAggregateAnswer, aggregate.body);
      expect(aggregate.body.message).toBe('Aggregate stats retrieved successfully');
      expect(aggregate.body.stats.total_sms_sent).toBeGreaterThanOrEqual(before.total_sms_sent + 1000);
      expect(aggregate.body.stats.total_sms_failed).toBeGreaterThanOrEqual(before.total_sms_failed + 100);
      const { overall_success_rate, overall_failure_rate } = aggregate.body.stats;
      expect(overall_success_rate + overall_failure_rate).toBeCloseTo(100, 1);
      expect(aggregate.body.stats.total_pairs).toBe((await pairs()).length);

      // The next takes its place; text will do for numbers.
      const next = { ...dummy, total_sms_sent: '20', total_sms_failed: '20' };
      const { body } = await operator.post<ProgramApiStatsAnswer>('/stats/dummy', next);
      expect(body.stats).toMatchObject({ total_sms_sent: 20, total_sms_failed: 20, delivered: 0, success_rate: 0 });
    });

    it('are zero before the first message', async () => {
      const { pair: mine } = await created();
      const { body } = await operator.get<ProgramApiStatsAnswer>(`/stats/${encodeURIComponent(mine.pairName)}`);
      expect(body.stats).toMatchObject({ total_sms_sent: 0, success_rate: null, total_rate_of_success: 0 });
    });

    it.each(['a/b?c=d#e', '50 % off', 'Füße 🦶', 'ß'.repeat(128)])('are found by the name %s', async (pair_name) => {
      expect((await operator.post('/program/create', { pair_name })).status).toBe(201);
      const { status, body } = await operator.get<ProgramApiStatsAnswer>(`/stats/${encodeURIComponent(pair_name)}`);
      expect(status).toBe(200);
      expect(body.stats.pair_name).toBe(pair_name);
    });

    it('know no program of a made-up name', async () => {
      expectError(await operator.get('/stats/Nobody'), 404);
      expectError(await operator.get('/stats/dummy'), 404);
      const dummy = { pair_name: 'Nobody', total_sms_sent: 1, total_sms_failed: 0 };
      expectError(await operator.post('/stats/dummy', dummy), 404);
    });

    it.each<[string, object]>([
      ['pair_name', { total_sms_sent: 1, total_sms_failed: 0 }],
      ['total_sms_sent', { pair_name: 'x', total_sms_failed: 0 }],
      ['total_sms_sent', { pair_name: 'x', total_sms_sent: -1, total_sms_failed: 0 }],
      ['total_sms_failed', { pair_name: 'x', total_sms_sent: 1, total_sms_failed: 1.5 }],
      ['total_sms_failed', { pair_name: 'x', total_sms_sent: 1, total_sms_failed: 'many' }],
      ['total_sms_failed', { pair_name: 'x', total_sms_sent: 100, total_sms_failed: 101 }],
    ])('POST /stats/dummy names %s where it is wrong', async (field, body) => {
      expectField(await operator.post('/stats/dummy', body), 400, field);
    });
  });

  describe('users', () => {
    it('POST /user, POST /signin and GET /user/<id> take and answer what is documented', async () => {
      const { anonymous } = app;
      const account = { username: 'johndoe', password: 'password123', email: 'johndoe@example.com' };
      const registered = await anonymous.post<ProgramApiCreatedUser>('/user', account);
      expect(registered.status).toBe(201);
      expectShape(ProgramApiCreatedUser, registered.body);
      expect(registered.body).toMatchObject({ message: 'User created', userId: expect.stringMatching(/^\d+$/) });

      const signIn = { identifier: 'johndoe', password: 'password123' };
      const signedIn = await anonymous.post<ProgramApiToken>('/signin', signIn);
      expect(signedIn.status).toBe(200);
      expectShape(ProgramApiToken, signedIn.body);
      const [, payload = ''] = signedIn.body.token.split('.');
      expect(JSON.parse(Buffer.from(payload, 'base64url').toString())).toMatchObject({
        user_id: registered.body.userId,
        exp: expect.any(Number),
      });
      const byEmail = { ...signIn, identifier: account.email };
      expect((await anonymous.post('/signin', byEmail)).status).toBe(200);

      const john = anonymous.with({ authorization: `Bearer ${signedIn.body.token}` });
      const path = `/user/${registered.body.userId}`;
      const shown = await john.get<ProgramApiUser>(path);
      expect(shown.status).toBe(200);
      expect(shown.body).toEqual({ username: 'johndoe', email: 'johndoe@example.com' });
      expect(shown.text).not.toMatch(/password|argon/);
      expect((await app.admin.get(path)).body).toEqual(shown.body);
      expectError(await operator.get(path), 404);
      expectError(await john.get(`/user/${operator.user.id}`), 404);
      // An account of role user has nothing to do with programs.
      expectError(await john.get('/program/pairs'), 403);
    });

    it('refuses an account that is taken or wrong, naming the field', async () => {
      const account = { username: 'janedoe', password: 'password123', email: 'janedoe@example.com' };
      expect((await app.anonymous.post('/user', account)).status).toBe(201);
      expectField(await app.anonymous.post('/user', account), 409, 'username');
      const { password, ...noPassword } = account;
      expectField(await app.anonymous.post('/user', noPassword), 400, 'password');
      expectField(await app.anonymous.post('/user', { ...account, email: 'nowhere' }), 400, 'email');
      expectField(await app.anonymous.post('/user', { ...account, password: password.slice(0, 7) }), 400, 'password');
    });

    it('refuses a wrong password and a sign-in without a field', async () => {
      const wrong = { identifier: 'olga', password: 'not this one' };
      expectError(await app.anonymous.post('/signin', wrong), 401);
      expectField(await app.anonymous.post('/signin', { password: 'x' }), 400, 'identifier');
      expectField(await app.anonymous.post('/signin', { identifier: 'olga' }), 400, 'password');
    });

    it.each([UNKNOWN, '999999', '0', '-1', '99999999999999999999', 'me'])('knows no user %s', async (id) => {
      expectError(await app.admin.get(`/user/${id}`), 404);
    });
  });

  describe('who may do what', () => {
    const doors: [string, string, object | undefined][] = [
      ['POST', '/program/create', { pair_name: 'no' }],
      ['PATCH', `/program/update/${UNKNOWN}`, { priority: 1 }],
      ['DELETE', `/program/delete/${UNKNOWN}`, undefined],
      ['POST', '/program/start', { pair_name: 'no' }],
      ['POST', '/program/stop', { pair_name: 'no' }],
      ['POST', '/program/restart', { pair_name: 'no' }],
      ['POST', '/program/explode', { pair_name: 'no' }],
      ['GET', '/program/pairs', undefined],
      ['GET', '/stats/aggregate', undefined],
      ['GET', '/stats/no', undefined],
      ['POST', '/stats/dummy', { pair_name: 'no', total_sms_sent: 1, total_sms_failed: 1 }],
      ['GET', '/user/1', undefined],
    ];
    const send = (client: Client, method: string, path: string, body: object | undefined) =>
      client.raw(path, body === undefined ? '' : JSON.stringify(body), 'application/json', method);

    it.each(doors.filter(([method]) => method !== 'GET'))('%s %s is not for viewers and users', async (...door) => {
      for (const client of [viewer, user]) expectError(await send(client, ...door), 403);
    });

    it.each(doors.filter(([method]) => method !== 'GET'))('%s %s wants a token', async (...door) => {
      expectError(await send(app.anonymous, ...door), 401);
      expectError(await send(app.anonymous.with({ authorization: 'Bearer no.such.token' }), ...door), 401);
    });

    it.each(doors.filter(([method]) => method === 'GET'))('%s %s wants a token', async (_, path) => {
      expectError(await app.anonymous.get(path), 401);
      expectError(await app.anonymous.with({ authorization: 'no.such.token' }).get(path), 401);
    });

    it('a user sees no programs and no statistics', async () => {
      for (const path of ['/program/pairs', '/stats/aggregate', '/stats/no']) expectError(await user.get(path), 403);
    });

    it('lets in by a bare token, by one behind Bearer and by an API key', async () => {
      const { key } = await app.withKey(operator);
      const shown: Record<string, string>[] = [
        { authorization: operator.token },
        { authorization: `Bearer ${operator.token}` },
        { authorization: `JWT ${operator.token}` },
        { 'x-api-key': key },
      ];
      for (const headers of shown) {
        expect((await app.anonymous.with(headers).get('/program/pairs')).status).toBe(200);
      }
      const bare = await postForm(
        operator,
        '/program/create',
        [
          ['pair_name', freeName()],
          ['number_list', textsFor(1)],
        ],
        { authorization: operator.token },
      );
      expect(bare.status).toBe(201);
    });

    it('takes a JSON content type without a body for no body', async () => {
      const { pair_id } = await created();
      const json = operator.with({ 'content-type': 'application/json' });
      expect((await json.get('/program/pairs')).status).toBe(200);
      expect((await json.delete(`/program/delete/${pair_id}`)).status).toBe(200);
    });
  });

  describe('a browser of the earlier front end', () => {
    it.each([
      ['POST', '/program/create'],
      ['PATCH', `/program/update/${UNKNOWN}`],
      ['DELETE', `/program/delete/${UNKNOWN}`],
      ['POST', '/program/start'],
      ['GET', '/program/pairs'],
      ['GET', '/stats/aggregate'],
      ['POST', '/stats/dummy'],
      ['POST', '/signin'],
      ['GET', '/user/1'],
    ])('may %s %s from another origin', async (method, path) => {
      await expectAllowedFromElsewhere(app.url, method, path);
    });

    it('may end an address in a slash', async () => {
      const name = freeName();
      const { status, body } = await operator.post<ProgramApiCreated>('/program/create/', { pair_name: name });
      expect(status).toBe(201);
      expect((await operator.patch(`/program/update/${body.pair_id}/`, { priority: '3', colour: 'red' })).status).toBe(
        200,
      );
      expect((await operator.get<ProgramApiPair[]>('/program/pairs/')).body).toContainEqual(
        expect.objectContaining({ pairName: name, priority: 3 }),
      );
      expectError(await operator.post('/program/start/', { pair_name: name }), 409);
      expect((await operator.get('/stats/aggregate/?fresh=1')).status).toBe(200);
      expect((await operator.get(`/stats/${encodeURIComponent(name)}/`)).status).toBe(200);
      expect((await operator.delete(`/program/delete/${body.pair_id}/`)).status).toBe(200);
    });

    it('does in its words what it does all day', async () => {
      const { token } = (
        await app.anonymous.post<ProgramApiToken>('/signin', { identifier: 'olga', password: PASSWORD })
      ).body;
      const { user_id } = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()) as {
        user_id: string;
      };
      const front = app.anonymous.with({ authorization: token });
      expect((await front.get<ProgramApiUser>(`/user/${user_id}`)).body).toMatchObject({ username: 'olga' });
      const [first, second] = [freeName(), freeName()];
      for (const pair_name of [first, second]) {
        const parts: Form = [
          ['pair_name', pair_name],
          ['proxy', ''],
          ['number_list', { fileName: 'numbers.txt', content: `${numberOf(801)}\n${numberOf(802)}\n` }],
        ];
        expect((await postForm(front, '/program/create', parts, { authorization: token })).status).toBe(201);
      }
      const shown = async () => (await pairs(front)).filter(({ pairName }) => [first, second].includes(pairName));
      // It orders by dragging: each gets its place.
      for (const [index, { pair_id }] of (await shown()).entries()) {
        expect((await front.patch(`/program/update/${pair_id}`, { priority: index + 1 })).status).toBe(200);
      }
      expect((await shown()).map(({ priority }) => priority)).toEqual([1, 2]);
      for (const { pair_id } of await shown()) {
        expect((await front.delete(`/program/delete/${pair_id}`)).status).toBe(200);
      }
      expect(await shown()).toEqual([]);
    });
  });

  it('is described with its tag', async () => {
    const { body } = await app.anonymous.get<{ paths: Record<string, Record<string, { tags?: string[] }>> }>(
      '/api/openapi.json',
    );
    for (const [path, method] of [
      ['/program/create', 'post'],
      ['/program/update/{pair_id}', 'patch'],
      ['/program/pairs', 'get'],
      ['/stats/{pair_name}', 'get'],
      ['/user', 'post'],
      ['/signin', 'post'],
    ] as const) {
      expect(body.paths[path]?.[method]?.tags).toEqual(['Program API']);
    }
  });
});

describe('the program API, as an installation sets it', () => {
  let app: TestApp;
  beforeAll(async () => {
    app = await TestApp.start({
      REGISTRATION: 'closed',
      MAX_UPLOAD_MB: '1',
      PROGRAM_TEMPLATE: 'Hello {{name|friend}}',
    });
  });
  afterAll(() => app?.stop());

  it('opens no account where registration is closed', async () => {
    const account = { username: 'johndoe', password: 'password123', email: 'johndoe@example.com' };
    expect(expectError(await app.anonymous.post('/user', account), 403)).toContain('closed');
  });

  it('sends the text of the setting where a client has none', async () => {
    const body = { pair_name: 'by setting', number_list: 'phone,name\n0712000001,Ann\n' };
    const { pair_id } = (await app.admin.post<ProgramApiCreated>('/program/create', body)).body;
    expect((await app.admin.post('/program/start', { pair_name: 'by setting' })).status).toBe(200);
    const [message] = await until(async () => {
      const sent = await messagesTo(app.admin, '+254712000001');
      return sent.length > 0 && sent;
    });
    expect(message).toMatchObject({ text: 'Hello Ann' });
    expect((await app.admin.delete(`/program/delete/${pair_id}`)).status).toBe(200);
  });

  it('says that the messages of what is started wait, and why', async () => {
    await app.admin.post<SimCard>('/api/v1/sim-cards', { number: '+254700000777' });
    const reason = 'every SIM card is offline: no worker holds it';
    const made = await app.admin.post<ProgramApiCreated>('/program/create', {
      pair_name: 'nobody sends',
      message: 'Hi',
      number_list: ['0712000001', '0712000002'],
    });
    const { pair_id } = made.body;
    for (const [operation, done] of [
      ['start', 'Started'],
      ['start', 'Started'],
      ['restart', 'Restarted'],
    ]) {
      const { body } = await app.admin.post<ProgramApiDone>(`/program/${operation}`, { pair_name: 'nobody sends' });
      expectShape(ProgramApiDone, body);
      const message = `${done} processing pair; its messages wait: ${reason}`;
      expect(body).toEqual({ message, success: true, reason });
    }
    const ours = await app.admin.post<Run>(`/api/v1/programs/${pair_id}/restart`);
    expect(ours.body).toMatchObject({ status: 'running', reason });

    const hour = (new Date().getUTCHours() + 12) % 24;
    const time = (minute: string) => `${String(hour).padStart(2, '0')}:${minute}`;
    const window = { days: [0, 1, 2, 3, 4, 5, 6], from: time('00'), to: time('01'), time_zone: 'UTC' };
    expect((await app.admin.patch(`/api/v1/programs/${pair_id}`, { window })).status).toBe(200);
    const closed = await app.admin.post<ProgramApiDone>('/program/restart', { pair_name: 'nobody sends' });
    expect(closed.body.message).toMatch(/; its messages wait: outside its sending window, which opens at 20/);
    expect((await app.admin.delete(`/program/delete/${pair_id}`)).status).toBe(200);
  });

  it('refuses a list that is larger than it takes, naming the field', async () => {
    const parts: Form = [
      ['pair_name', 'too large'],
      ['number_list', { content: 'x'.repeat(1_100_000) }],
    ];
    const headers = { authorization: app.admin.token };
    expectField(await postForm(app.admin, '/program/create', parts, headers), 413, 'number_list');
    expect((await app.admin.get('/program/pairs')).text).not.toContain('too large');
  });
});
