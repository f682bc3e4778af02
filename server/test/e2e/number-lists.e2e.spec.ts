import { once } from 'node:events';
import { readdirSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Page } from '@signalbox/contracts/common';
import { NumberList, NumberListRow } from '@signalbox/contracts/number-lists';
import { Config } from '../../src/platform/config/config.js';
import { NumberListsService } from '../../src/campaigns/number-lists/number-lists.service.js';
import { SuppressionService } from '../../src/messaging/suppression/suppression.service.js';
import { type Account, TestApp } from '../app.js';
import { type Answer, expectProblem, expectWrongField } from '../client.js';
import { until } from '../until.js';
import { type Form, LISTS, ended, importList, post } from '../uploads.js';
import { rowsXml, xlsxOf } from '../xlsx.js';

const NO_LIST = '0123456789abcdef01234567';
const manyRows = (count: number) =>
  `phone,name\n${Array.from({ length: count }, (_, n) => `07${10_000_000 + n},"N, ${n}"\n`).join('')}`;

describe('number lists', () => {
  let app: TestApp;
  let operator: Account;
  let viewer: Account;
  let user: Account;
  const uploads = () => {
    try {
      return readdirSync(join(app.get(Config).env.DATA_DIR, 'uploads'));
    } catch {
      return [];
    }
  };
  const noUploads = () => until(() => uploads().length === 0);

  beforeAll(async () => {
    app = await TestApp.start({ MAX_UPLOAD_MB: '3' });
    operator = await app.account('olga', 'operator');
    viewer = await app.account('vera', 'viewer');
    user = await app.account('uma', 'user');
  });
  afterAll(() => app?.stop());

  describe('that are uploaded', () => {
    it('are accepted at once, and ready when they are imported', async () => {
      const { status, body } = await post(operator, [
        ['name', 'Spring'],
        [
          'file',
          { content: 'Name;Phone;City\nAnn;0712345678;Nairobi\nBen;+254722000111;Kisumu\nCy;x;y\nDa;0712345678;z\n' },
        ],
        ['default_country', 'KE'],
      ]);
      expect(status).toBe(202);
      expect(NumberList.parse(body)).toMatchObject({
        name: 'Spring',
        status: 'importing',
        file_name: 'list.csv',
        percent: 0,
      });
      const list = NumberList.parse(await ended(viewer, body.id));
      expect(list).toMatchObject({
        status: 'ready',
        reason: null,
        percent: 100,
        number_column: 'Phone',
        has_header: true,
        columns: ['Name', 'City'],
        read: 4,
        rows: 2,
        duplicates: 1,
        rejected: 1,
        suppressed: 0,
      });
      await noUploads();
    });

    it('show their rows, page by page', async () => {
      const { id } = await importList(operator, manyRows(5003));
      const first = await viewer.get<Page<NumberListRow>>(`${LISTS}/${id}/rows?limit=2`);
      expect(first.body.data.map((row) => NumberListRow.parse(row))).toEqual([
        { row: 0, number: '+254710000000', suppressed: false, values: { name: 'N, 0' } },
        { row: 1, number: '+254710000001', suppressed: false, values: { name: 'N, 1' } },
      ]);
      const rows: NumberListRow[] = [];
      for (let cursor: string | null = ''; cursor !== null;) {
        const query: string = cursor === '' ? '' : `&cursor=${cursor}`;
        const { body }: Answer<Page<NumberListRow>> = await viewer.get(`${LISTS}/${id}/rows?limit=500${query}`);
        rows.push(...body.data);
        cursor = body.next_cursor;
      }
      expect(rows.map(({ row }) => row)).toEqual(Array.from({ length: 5003 }, (_, row) => row));
      expect(rows.at(-1)?.number).toBe('+254710005002');
      expectWrongField(await viewer.get(`${LISTS}/${id}/rows?cursor=x`), 400, 'cursor');
    });

    it('can be downloaded, without formulas', async () => {
      const { id } = await importList(operator, 'phone,"=name"\n0712345678,"=HYPERLINK(""x"")"\n0722000111,"a,\nb"\n', {
        name: 'Ünï "x"',
      });
      const { text, headers } = await viewer.get(`${LISTS}/${id}/rows.csv`);
      expect(text).toBe(
        'number,\'=name,suppressed\r\n+254712345678,"\'=HYPERLINK(""x"")",false\r\n+254722000111,"a,\nb",false\r\n',
      );
      expect(headers.get('content-type')).toBe('text/csv; charset=utf-8');
      expect(headers.get('content-disposition')).toBe(
        'attachment; filename="_n_ _x_.csv"; filename*=UTF-8\'\'%C3%9Cn%C3%AF%20%22x%22.csv',
      );
    });

    it('tell which rows were refused, and why', async () => {
      const { id, rejected } = await importList(operator, 'phone,a\n0712345678,1\n=1+1,2\n\n12,3\n');
      expect(rejected).toBe(2);
      const { text, status } = await viewer.get(`${LISTS}/${id}/rejects`);
      expect(status).toBe(200);
      expect(text.split('\r\n')).toEqual([
        'line,value,reason',
        expect.stringMatching(/^3,'=1\+1,"?not a phone number/),
        expect.stringMatching(/^5,12,"?not a phone number/),
        '',
      ]);
    });

    it('mark the numbers that are suppressed', async () => {
      const number = '+254799000001';
      await app
        .get(SuppressionService)
        .apply([{ add: { number, source: 'manual', note: null, createdAt: Date.now() } }]);
      const { id, suppressed } = await importList(operator, '0799000001\n0799000002\n');
      expect(suppressed).toBe(1);
      const { body } = await viewer.get<Page<NumberListRow>>(`${LISTS}/${id}/rows`);
      expect(body.data.map((row) => row.suppressed)).toEqual([true, false]);
    });

    it('may be gzipped, or spreadsheets, whatever they are called', async () => {
      const gz = await importList(operator, gzipSync('0712345678\n0722000111'), {}, 'numbers.xlsx');
      const xlsx = await importList(
        operator,
        await xlsxOf({ sheets: [rowsXml([['Phone'], [712345678]])] }),
        {},
        'x.txt',
      );
      expect([gz, xlsx]).toMatchObject([
        { status: 'ready', rows: 2, name: 'numbers' },
        { status: 'ready', rows: 1, name: 'x' },
      ]);
    });

    it('take what is said of them', async () => {
      const text = 'a|b\n0712345678|0207183750\n';
      const fields = { number_column: 'b', has_header: 'true', delimiter: 'pipe', default_country: 'GB' };
      const list = await importList(operator, text, fields);
      expect(list).toMatchObject({ status: 'failed', default_country: 'GB', number_column: 'b', columns: ['a'] });
      expect(await importList(operator, text, { ...fields, number_column: '1', default_country: 'KE' })).toMatchObject({
        status: 'ready',
        number_column: 'a',
      });
    });

    it('are named after their file, each by a name of its own', async () => {
      const names = [];
      for (let count = 0; count < 3; count++)
        names.push((await importList(operator, '0712345678', {}, 'March.csv')).name);
      expect(names).toEqual(['March', 'March 2', 'March 3']);
    });

    it('are told to staff while they are imported, and to nobody else', async () => {
      const staff = await app.live({ token: viewer.token });
      const other = await app.live({ token: user.token });
      const { id } = await importList(operator, manyRows(20_000), { name: 'Told' });
      const last = await until(() => staff.lists.find((list) => list.id === id && list.status !== 'importing'));
      expect(last).toMatchObject({ name: 'Told', status: 'ready', percent: 100, read: 20_000, rows: 20_000 });
      expect(other.lists).toEqual([]);
    });
  });

  describe('that cannot be imported', () => {
    it.each<[string, () => Promise<string | Uint8Array> | string | Uint8Array, RegExp, Form]>([
      ['binary', () => Buffer.from([0, 1, 2, 3, 255, 0, 9]), /binary/, []],
      ['a header alone', () => 'phone,name\n', /no rows/, []],
      [
        'with no column of the name',
        () => 'phone,name\n0712345678,x',
        /no column "fax"; there are "phone", "name"/,
        [['number_column', 'fax']],
      ],
      ['a zip bomb', () => xlsxOf({ sheets: [' '.repeat(40 * 1024 * 1024)] }), /200 times its size/, []],
      ['something else', () => 'Dear Ann,\nyours, Ben\n', /phone number/, []],
    ])('are refused where their beginning shows it: %s', async (_, content, reason, fields) => {
      const file: Form = [['file', { content: await content(), fileName: 'list.xlsx' }]];
      expectWrongField(await post(operator, [...fields, ...file]), 400, 'file', reason);
      await noUploads();
    });

    it('fail with the reason where only their import shows it', async () => {
      const list = await importList(operator, 'phone\nx\ny\n');
      const reason = expect.stringMatching(/none of its 2 rows/);
      expect(list).toMatchObject({ status: 'failed', rows: 0, reason });
      const { body } = await viewer.get<Page<unknown>>(`${LISTS}/${list.id}/rows`);
      expect(body).toEqual({ data: [], next_cursor: null });
      await noUploads();
    });

    it('still show what was refused', async () => {
      const { id } = await importList(operator, 'phone\nx\ny\n');
      expect((await viewer.get(`${LISTS}/${id}/rejects`)).text.split('\r\n')).toHaveLength(4);
    });
  });

  describe('an upload that is refused', () => {
    const file: [string, { content: string }] = ['file', { content: '0712345678' }];
    it.each<[string, Form, string]>([
      ['no file', [['name', 'x']], 'file'],
      ['text where the file should be', [['file', '0712345678']], 'file'],
      ['an empty file', [['file', { content: '' }]], 'file'],
      ['two files', [file, ['file', { content: '0722000111' }]], 'file'],
      ['a file in another field', [file, ['other', { content: 'x' }]], 'other'],
      ['an unknown field', [file, ['colour', 'red']], 'colour'],
      ['a field twice', [['name', 'x'], file, ['name', 'y']], 'name'],
      ['a name that is too long', [file, ['name', 'x'.repeat(129)]], 'name'],
      ['a field that is far too long', [['name', 'x'.repeat(50_000)], file], 'name'],
      ['a country of small letters', [file, ['default_country', 'ke']], 'default_country'],
      ['a country that does not exist', [['default_country', 'XX'], file], 'default_country'],
      ['an unknown delimiter', [file, ['delimiter', 'x']], 'delimiter'],
      ['a header that may be', [file, ['has_header', 'maybe']], 'has_header'],
    ])('leaves nothing behind: %s', async (_, form, field) => {
      expectWrongField(await post(operator, form), 400, field);
      await noUploads();
    });

    it('is one with a name that is taken', async () => {
      await importList(operator, '0712345678', { name: 'Taken' });
      expectWrongField(await post(operator, [['name', 'Taken'], file]), 409, 'name');
      await noUploads();
    });

    it.each([
      ['announced', false],
      ['not announced', true],
    ])('is one that is too large, its length %s', async (_, chunked) => {
      const pieces = [
        Buffer.from('--x\r\ncontent-disposition: form-data; name="file"; filename="a"\r\n\r\n'),
        ...Array.from({ length: 8 }, () => Buffer.alloc(1024 * 1024, '0712345678\n')),
        Buffer.from('\r\n--x--\r\n'),
      ];
      const headers = { authorization: `Bearer ${operator.token}`, 'content-type': 'multipart/form-data; boundary=x' };
      const request = chunked
        ? { body: ReadableStream.from(pieces), duplex: 'half' as const }
        : { body: Buffer.concat(pieces) };
      const answer = await fetch(`${app.url}${LISTS}`, { method: 'POST', headers, ...request });
      expect(answer.status).toBe(413);
      expect(answer.headers.get('content-type')).toContain('problem+json');
      expect(await answer.json()).toMatchObject({
        errors: [{ field: 'file', message: expect.stringContaining('3 MB') }],
      });
      await noUploads();
    });

    it('is one that is cut in the middle, and nothing is left of it', async () => {
      const before = (await operator.get<Page<NumberList>>(LISTS)).body.data.length;
      const socket = connect(Number(new URL(app.url).port), '127.0.0.1');
      await once(socket, 'connect');
      socket.write(
        `POST ${LISTS} HTTP/1.1\r\nhost: x\r\nauthorization: Bearer ${operator.token}\r\n` +
          'content-type: multipart/form-data; boundary=x\r\ncontent-length: 2000000\r\n\r\n' +
          '--x\r\ncontent-disposition: form-data; name="file"; filename="cut.csv"\r\n\r\n',
      );
      socket.write('0712345678\n'.repeat(50_000));
      await until(() => uploads().length === 1);
      socket.destroy();
      await noUploads();
      expect((await operator.get<Page<NumberList>>(LISTS)).body.data).toHaveLength(before);
    });

    it.each([
      ['JSON', 'application/json', '{}'],
      ['nothing', undefined, undefined],
      ['a form without a boundary', 'multipart/form-data', 'x'],
      [
        'a form that does not end',
        'multipart/form-data; boundary=x',
        '--x\r\ncontent-disposition: form-data; name="file"; filename="a"\r\n\r\n07',
      ],
      ['a form that does not begin', 'multipart/form-data; boundary=x', 'hello'],
    ])('is no form: %s', async (_, contentType, text) => {
      const answer = text === undefined ? await operator.post(LISTS) : await operator.raw(LISTS, text, contentType);
      expectProblem(answer, 400);
      await noUploads();
    });
  });

  it('take no form where none is expected', async () => {
    expectProblem(await operator.raw('/api/v1/messages', '--x--', 'multipart/form-data; boundary=x'), 415);
  });

  describe('under an Idempotency-Key', () => {
    const form = (content: string): Form => [['file', { content, fileName: 'once.csv' }]];

    it('are made once, however often they are sent', async () => {
      const key = { 'idempotency-key': 'list-1' };
      const first = await post(operator, form('0712345678'), key);
      const again = await post(operator, form('0712345678'), key);
      expect([first.status, again.status]).toEqual([202, 202]);
      expect(again.body).toEqual(first.body);
      expectProblem(await post(operator, form('0722000111'), key), 422);
      const { body } = await operator.get<Page<NumberList>>(`${LISTS}?limit=500`);
      expect(body.data.filter(({ name }) => name.startsWith('once'))).toHaveLength(1);
      await noUploads();
    });

    it('may be sent again when they were refused', async () => {
      const key = { 'idempotency-key': 'list-2' };
      expectProblem(
        await post(operator, [['name', 'Key'], ['default_country', 'XX'], ...form('0712345678')], key),
        400,
      );
      expect((await post(operator, [['name', 'Key'], ...form('0712345678')], key)).status).toBe(202);
    });
  });

  describe('that are kept', () => {
    it('are listed, the newest first', async () => {
      const ids = [];
      for (let count = 0; count < 3; count++) ids.unshift((await importList(operator, '0712345678')).id);
      const first = await viewer.get<Page<NumberList>>(`${LISTS}?limit=2`);
      const second = await viewer.get<Page<NumberList>>(`${LISTS}?limit=2&cursor=${first.body.next_cursor}`);
      expect([...first.body.data, ...second.body.data].map(({ id }) => id).slice(0, 3)).toEqual(ids);
      expectWrongField(await viewer.get(`${LISTS}?cursor=x`), 400, 'cursor');
    });

    it('get another name, but none that is taken', async () => {
      const { id } = await importList(operator, '0712345678', { name: 'Old' });
      await importList(operator, '0712345678', { name: 'Other' });
      expect((await operator.patch<NumberList>(`${LISTS}/${id}`, { name: 'New' })).body.name).toBe('New');
      expectWrongField(await operator.patch(`${LISTS}/${id}`, { name: 'Other' }), 409, 'name');
      expectWrongField(await operator.patch(`${LISTS}/${id}`, { rows: 5 }), 400, 'rows');
    });

    it('are deleted with all that is theirs, unless they are used', async () => {
      const { id } = await importList(operator, '0712345678');
      let user: string | null = 'the program "Spring" sends to it';
      app.get(NumberListsService).registerUse((list) => Promise.resolve(list === id ? user : null));
      const refused = await operator.delete(`${LISTS}/${id}`);
      expectProblem(refused, 409);
      expect(refused.text).toContain('Spring');
      user = null;
      expect((await operator.delete(`${LISTS}/${id}`)).status).toBe(204);
      expectProblem(await operator.get(`${LISTS}/${id}`), 404);
      expectProblem(await operator.delete(`${LISTS}/${id}`), 404);
    });

    it('may be deleted while they are imported', async () => {
      const content = gzipSync(manyRows(300_000));
      const { body } = await post(operator, [['file', { content }]]);
      expectProblem(await operator.get(`${LISTS}/${body.id}/rows`), 409);
      expect((await operator.delete(`${LISTS}/${body.id}`)).status).toBe(204);
      expectProblem(await operator.get(`${LISTS}/${body.id}`), 404);
      await noUploads();
      expect(await importList(operator, '0712345678')).toMatchObject({ status: 'ready' });
    });

    it('are read by other features by place', async () => {
      const { id } = await importList(operator, manyRows(12_000));
      const lists = app.get(NumberListsService);
      const list = await lists.require(id);
      const rows = await lists.rows(list, 4998, 5004);
      expect(rows).toHaveLength(5004);
      expect(rows.map(({ number }) => number)).toEqual(
        Array.from({ length: 5004 }, (_, at) => `+2547${10_004_998 + at}`),
      );
      expect(await lists.rows(list, 11_999, 10)).toHaveLength(1);
      expect(await lists.rows(list, 12_000, 10)).toEqual([]);
    });
  });

  describe('are open', () => {
    const paths = ['', `/${NO_LIST}`, `/${NO_LIST}/rows`, `/${NO_LIST}/rows.csv`, `/${NO_LIST}/rejects`];
    it('to staff only', async () => {
      for (const path of paths) {
        expectProblem(await user.get(`${LISTS}${path}`), 403);
        expectProblem(await app.anonymous.get(`${LISTS}${path}`), 401);
      }
      expectProblem(await post(user, [['file', { content: '0712345678' }]]), 403);
    });

    it('to viewers for reading', async () => {
      expectProblem(await post(viewer, [['file', { content: '0712345678' }]]), 403);
      expectProblem(await viewer.patch(`${LISTS}/${NO_LIST}`, { name: 'x' }), 403);
      expectProblem(await viewer.delete(`${LISTS}/${NO_LIST}`), 403);
      for (const path of paths.slice(1)) expectProblem(await viewer.get(`${LISTS}${path}`), 404);
      expectWrongField(await viewer.get(`${LISTS}/nothing`), 400, 'id');
    });
  });
});
