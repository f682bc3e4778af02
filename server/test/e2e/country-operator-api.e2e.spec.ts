import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { CountryOperator, CountryOperatorToken, SavedCountryOperator } from '@signalbox/contracts/country-operator-api';
import type { Pair } from '@signalbox/contracts/pairs';
import type { RoutePreview } from '@signalbox/contracts/routes';
import { type Account, TestApp } from '../app.js';
import type { Answer, Client } from '../client.js';
import { expectAllowedFromElsewhere, expectError, expectField, expectShape } from '../old-client.js';

const PASSWORD = 'a password for tests';
const PATH = '/country-operator';

describe('the country-operator API', () => {
  let app: TestApp;
  let operator: Account;
  let viewer: Account;
  let user: Account;
  beforeAll(async () => {
    app = await TestApp.start();
    operator = await app.account('olga', 'operator');
    viewer = await app.account('vera', 'viewer');
    user = await app.account('uma', 'user');
  });
  afterAll(() => app?.stop());

  const all = async (client: Client = operator) => (await client.get<CountryOperator[]>(PATH)).body;
  const named = async (name: string) => (await all()).find((pair) => pair.operator === name);
  const put = <Body>(client: Client, path: string, body: object): Promise<Answer<Body>> =>
    client.raw(path, JSON.stringify(body), 'application/json', 'PUT');
  const pathOf = (country: string, name: string) =>
    `${PATH}/${encodeURIComponent(country)}/${encodeURIComponent(name)}`;
  const add = async (country: string, name: string, is_high_priority = false) => {
    const answer = await operator.post<SavedCountryOperator>(PATH, { country, operator: name, is_high_priority });
    if (answer.status !== 201) throw new Error(`not added: ${answer.text}`);
    return answer.body;
  };

  describe('POST /login', () => {
    it('takes the documented request and answers a token that is let in', async () => {
      const login = { username: 'olga', password: PASSWORD };
      const { status, body } = await app.anonymous.post<CountryOperatorToken>('/login', login);
      expect(status).toBe(200);
      expectShape(CountryOperatorToken, body);
      for (const authorization of [`Bearer ${body.access_token}`, body.access_token]) {
        expect((await app.anonymous.with({ authorization }).get(PATH)).status).toBe(200);
      }
    });

    it('refuses a wrong password, a field that is missing and a body that is broken', async () => {
      expectError(await app.anonymous.post('/login', { username: 'olga', password: 'not this one' }), 401);
      expectField(await app.anonymous.post('/login', { password: 'x' }), 400, 'username');
      expectField(await app.anonymous.post('/login', { username: 'olga' }), 400, 'password');
      expectError(await app.anonymous.raw('/login', '{"username": '), 400);
      expectError(await app.anonymous.post('/login'), 400);
    });
  });

  describe('POST /country-operator', () => {
    it('takes the documented request and answers 201 with a message', async () => {
      const body = { country: 'Kenya', operator: 'Safaricom', is_high_priority: true };
      const answer = await operator.post<SavedCountryOperator>(PATH, body);
      expect(answer.status).toBe(201);
      expectShape(SavedCountryOperator, answer.body);
      expect(answer.body).toMatchObject({ ...body, message: expect.stringContaining('added'), country_code: 'KE' });
      const pair = await operator.get<Pair>(`/api/v1/pairs/${answer.body.id}`);
      expect(pair.body).toMatchObject({ country: 'KE', operator: 'Safaricom', is_high_priority: true, mcc: '639' });
    });

    it('fills in the prefixes that the starter set knows, by which messages find the pair', async () => {
      const { id, prefixes } = await add('UGA', 'mtn');
      expect(prefixes).toContain('25677');
      const { body } = await operator.get<RoutePreview>('/api/v1/routes/preview?to=%2B256772123456');
      expect(body).toMatchObject({ pair: { id } });
    });

    it('takes the rest of its country for a pair that the starter set does not know, or says that nothing finds it', async () => {
      const preview = async (to: string) =>
        (await operator.get<RoutePreview>(`/api/v1/routes/preview?to=${encodeURIComponent(to)}`)).body.pair?.operator;
      const first = await add('Namibia', 'Nobody knows');
      expect(first.prefixes).toEqual([]);
      expect(first.warning).toBeUndefined();
      expect(await preview('+264811234567')).toBe('Nobody knows');
      const second = await add('Namibia', 'Nor this');
      expect(second.warning).toContain('Nobody knows');
      expect(await preview('+264811234567')).toBeUndefined();
      await operator.patch(`/api/v1/pairs/${second.id}`, { prefixes: ['26481'] });
      expect(await preview('+264811234567')).toBe('Nor this');
      expect(await preview('+264851234567')).toBe('Nobody knows');
      // Made elsewhere, a person says so.
      const own = await operator.post<Pair>('/api/v1/pairs', { country: 'BW', operator: 'Own' });
      expect(own.body.takes_rest).toBe(false);
      expect(await preview('+26771123456')).toBeUndefined();
      await operator.patch(`/api/v1/pairs/${own.body.id}`, { takes_rest: true });
      expect(await preview('+26771123456')).toBe('Own');
    });

    it('leaves prefixes to the pair that has them', async () => {
      const first = { country: 'RW', operator: 'Another', prefixes: ['25078'] };
      expect((await operator.post('/api/v1/pairs', first)).status).toBe(201);
      expect((await add('Rwanda', 'MTN')).prefixes).toEqual(['25079']);
    });

    it('takes a country by code or name, and a flag as old clients write it or not at all', async () => {
      for (const [country, code] of [
        ['TZ', 'TZ'],
        ['tza', 'TZ'],
        ['United Republic of Tanzania', 'TZ'],
        ["Côte d'Ivoire", 'CI'],
      ] as const) {
        const name = `By ${country}`;
        expect(await add(country, name)).toMatchObject({ country, country_code: code });
        expect(await named(name)).toMatchObject({ country, is_high_priority: false });
      }
      const words = { country: 'TZ', operator: 'Words', is_high_priority: 'True', colour: 'unknown to us' };
      expect((await operator.post(PATH, words)).body).toMatchObject({ is_high_priority: true });
      const none = { country: 'TZ', operator: 'None' };
      expect((await operator.post(PATH, none)).body).toMatchObject({ is_high_priority: false });
    });

    it.each<[string, unknown, string]>([
      ['no country', { operator: 'X', is_high_priority: true }, 'country'],
      ['an unknown country', { country: 'Atlantis', operator: 'X' }, 'country'],
      ['a country without numbers', { country: 'Antarctica', operator: 'X' }, 'country'],
      ['a country that is a number', { country: 254, operator: 'X' }, 'country'],
      ['no operator', { country: 'KE' }, 'operator'],
      ['an empty operator', { country: 'KE', operator: '  ' }, 'operator'],
      ['an operator too long', { country: 'KE', operator: 'x'.repeat(65) }, 'operator'],
      ['a flag that is none', { country: 'KE', operator: 'X', is_high_priority: 'perhaps' }, 'is_high_priority'],
      ['a list', [], 'body'],
    ])('refuses %s, naming the field', async (_, body, field) => {
      expectField(await operator.post(PATH, body), 400, field);
    });

    it('refuses a pair that is there, in whatever words', async () => {
      await add('GH', 'Twice');
      expectField(await operator.post(PATH, { country: 'Ghana', operator: 'TWICE' }), 409, 'operator');
    });

    it('takes an Idempotency-Key: the same answer, and one pair', async () => {
      const client = operator.with({ 'idempotency-key': 'pair-1' });
      const body = { country: 'GH', operator: 'Once', is_high_priority: false };
      const [first, second] = [await client.post(PATH, body), await client.post(PATH, body)];
      expect(second).toMatchObject({ status: 201, body: first.body });
      expectError(await client.post(PATH, { ...body, operator: 'Other' }), 422);
    });
  });

  describe('GET /country-operator', () => {
    it('answers an array with every documented field, also of pairs made elsewhere', async () => {
      await add('Germany', 'Listed', true);
      await operator.post('/api/v1/pairs', { country: 'DE', operator: 'Elsewhere' });
      const { status, body } = await viewer.get<CountryOperator[]>(PATH);
      expect(status).toBe(200);
      for (const pair of body) expectShape(CountryOperator, pair);
      expect(body).toEqual(
        expect.arrayContaining([
          expect.objectContaining({ country: 'Germany', operator: 'Listed', is_high_priority: true }),
          expect.objectContaining({ country: 'DE', operator: 'Elsewhere', is_high_priority: false }),
        ]),
      );
    });
  });

  describe('PUT /country-operator/<country>/<operator>', () => {
    it('changes what it names, and nothing else', async () => {
      const before = await add('Zambia', 'Airtel');
      const { status, body } = await put<SavedCountryOperator>(operator, pathOf('ZM', 'airtel'), {
        is_high_priority: true,
      });
      expect(status).toBe(200);
      expectShape(SavedCountryOperator, body);
      expect(body).toEqual({ ...before, is_high_priority: true, message: expect.stringContaining('updated') });
      const renamed = await put(operator, pathOf('ZMB', 'Airtel'), { country: 'ZM', operator: 'Airtel Zambia' });
      expect(renamed.body).toMatchObject({ country: 'ZM', operator: 'Airtel Zambia', prefixes: before.prefixes });
      expect(await named('Airtel Zambia')).toMatchObject({ country: 'ZM', is_high_priority: true });
    });

    it('gives a pair that moves to another country the prefixes of that', async () => {
      await add('KE', 'Halotel');
      const { body } = await put<SavedCountryOperator>(operator, pathOf('KE', 'Halotel'), { country: 'Tanzania' });
      expect(body).toMatchObject({ country: 'Tanzania', country_code: 'TZ', prefixes: ['25561', '25562'] });
    });

    it('takes PATCH as well, and the pair in the body', async () => {
      await add('Malawi', 'Airtel Networks');
      const patched = await operator.patch(pathOf('MW', 'airtel networks'), { is_high_priority: '1' });
      expect(patched).toMatchObject({ status: 200, body: { is_high_priority: true, country: 'Malawi' } });
      const named = {
        country: 'malawi',
        operator: 'Airtel Networks',
        is_high_priority: false,
        colour: 'unknown to us',
      };
      expect(await put(operator, PATH, named)).toMatchObject({ status: 200, body: { is_high_priority: false } });
      const again = await operator.patch(PATH, { ...named, is_high_priority: 'True' });
      expect(again).toMatchObject({ status: 200, body: { is_high_priority: true } });
      expectField(await put(operator, PATH, { country: 'MW', operator: 'Airtel Networks' }), 400, 'is_high_priority');
      expectField(await put(operator, PATH, { is_high_priority: true }), 400, 'country');
      expectError(await put(operator, PATH, { ...named, operator: 'Nobody' }), 404);
    });

    it('takes an operator with slashes, encoded or raw', async () => {
      await add('Senegal', 'Free / Tigo');
      for (const path of ['SN/Free%20%2F%20Tigo', 'SN/Free%20/%20Tigo', 'sen/free%20/%20tigo/']) {
        const flag = await put<SavedCountryOperator>(operator, `${PATH}/${path}`, { is_high_priority: true });
        expect(flag).toMatchObject({ status: 200, body: { operator: 'Free / Tigo' } });
        expect((await operator.patch(`${PATH}/${path}`, { is_high_priority: false })).status).toBe(200);
      }
      expect((await operator.delete(`${PATH}/SN/Free%20/%20Tigo`)).status).toBe(200);
      expect(await named('Free / Tigo')).toBeUndefined();
      expectError(await operator.delete(`${PATH}/SN/Free%20/%20Tigo`), 404);
    });

    it('refuses what is wrong, taken or not there', async () => {
      const [one, two] = [await add('NG', 'One'), await add('NG', 'Two')];
      const path = pathOf('NG', one.operator);
      expectField(await put(operator, path, {}), 400, 'body');
      expectField(await put(operator, path, { country: 'Atlantis' }), 400, 'country');
      expectField(await put(operator, path, { is_high_priority: 'perhaps' }), 400, 'is_high_priority');
      expectField(await put(operator, path, { operator: two.operator }), 409, 'operator');
      expectError(await put(operator, pathOf('NG', 'Nobody'), { is_high_priority: true }), 404);
      expectError(await put(operator, pathOf('Atlantis', 'One'), { is_high_priority: true }), 404);
    });
  });

  describe('DELETE /country-operator/<country>/<operator>', () => {
    it.each([
      ['Kenya', 'Equitel', 'Kenya'],
      ['Kenya', 'By code', 'KE'],
      ['KE', 'By name', 'kenya'],
      ["Côte d'Ivoire", 'Orange & Co. / MTN 50 %', "Côte d'Ivoire"],
      ['Congo - Kinshasa', 'Übertel 🦶', 'COD'],
    ])('of %s %s by %s answers 200 with a message; then it is gone', async (country, name, written) => {
      await add(country, name);
      const { status, body } = await operator.delete<{ message: string }>(pathOf(written, name));
      expect(status).toBe(200);
      expect(body).toEqual({ message: expect.stringContaining('deleted') });
      expect(await named(name)).toBeUndefined();
      expect(expectError(await operator.delete(pathOf(written, name)), 404)).toContain(name);
    });

    it('keeps a pair that a program uses', async () => {
      const { id } = await add('KE', 'Used');
      const program = await operator.post('/program/create', { pair_name: 'uses it', country_operator: id });
      expect(program.status).toBe(201);
      expect(expectError(await operator.delete(pathOf('KE', 'Used')), 409)).toContain('program');
      expect(await named('Used')).toBeDefined();
    });

    it('knows no pair of an unknown country', async () => {
      expectError(await operator.delete(pathOf('Atlantis', 'Safaricom')), 404);
    });
  });

  describe('who may do what', () => {
    const doors: [string, string, object | undefined][] = [
      ['POST', PATH, { country: 'KE', operator: 'X', is_high_priority: true }],
      ['PUT', `${PATH}/KE/X`, { is_high_priority: true }],
      ['PATCH', `${PATH}/KE/X`, { is_high_priority: true }],
      ['PUT', `${PATH}/KE/X/Y`, { is_high_priority: true }],
      ['PATCH', `${PATH}/KE/X/Y`, { is_high_priority: true }],
      ['DELETE', `${PATH}/KE/X/Y`, undefined],
      ['PUT', PATH, { country: 'KE', operator: 'X', is_high_priority: true }],
      ['PATCH', PATH, { country: 'KE', operator: 'X', is_high_priority: true }],
      ['DELETE', `${PATH}/KE/X`, undefined],
    ];
    const send = (client: Client, method: string, path: string, body: object | undefined) =>
      client.raw(path, body === undefined ? '' : JSON.stringify(body), 'application/json', method);

    it.each(doors)('%s %s is for admins and operators', async (...door) => {
      for (const client of [viewer, user]) expectError(await send(client, ...door), 403);
      expectError(await send(app.anonymous, ...door), 401);
      expectError(await send(app.anonymous.with({ authorization: 'Bearer no.such.token' }), ...door), 401);
    });

    it('GET /country-operator is for staff', async () => {
      expect((await viewer.get(PATH)).status).toBe(200);
      expectError(await user.get(PATH), 403);
      expectError(await app.anonymous.get(PATH), 401);
    });
  });

  it.each([
    ['POST', '/login'],
    ['POST', PATH],
    ['GET', PATH],
    ['PUT', `${PATH}/KE/X`],
    ['PATCH', `${PATH}/KE/X`],
    ['DELETE', `${PATH}/KE/X`],
  ])('lets a browser %s %s from another origin', async (method, path) => {
    await expectAllowedFromElsewhere(app.url, method, path);
  });

  it('says in its own form that an address below its own is not there', async () => {
    expect(expectError(await operator.post('/alert/more', { message: 'hello' }), 404)).toContain('/alert/more');
  });

  it('takes addresses that end in a slash', async () => {
    const body = { country: 'Zimbabwe', operator: 'Slash', is_high_priority: 'false', colour: 'unknown to us' };
    expect((await operator.post(`${PATH}/`, body)).status).toBe(201);
    expect((await operator.get<CountryOperator[]>(`${PATH}/`)).body.map((pair) => pair.operator)).toContain('Slash');
    expect((await put(operator, `${PATH}/ZW/Slash/`, { is_high_priority: 1 })).status).toBe(200);
    expect((await operator.delete(`${PATH}/Zimbabwe/Slash/`)).status).toBe(200);
    expect((await app.anonymous.post('/login/', { username: 'olga', password: PASSWORD })).status).toBe(200);
  });

  it('is described with its tag', async () => {
    const { body } = await app.anonymous.get<{ paths: Record<string, Record<string, { tags?: string[] }>> }>(
      '/api/openapi.json',
    );
    for (const [path, method] of [
      ['/login', 'post'],
      [PATH, 'get'],
      [PATH, 'post'],
      [`${PATH}/{country}/{operator}`, 'put'],
      [`${PATH}/{country}/{operator}`, 'delete'],
    ] as const) {
      expect(body.paths[path]?.[method]?.tags).toEqual(['Country-operator API']);
    }
  });
});
