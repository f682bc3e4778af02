import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { ChannelState } from '@signalbox/contracts/bus';
import type { Page } from '@signalbox/contracts/common';
import type { AcceptedMessage } from '@signalbox/contracts/messages';
import type { Pair } from '@signalbox/contracts/pairs';
import type { ProviderChannel } from '@signalbox/contracts/providers';
import { Provider } from '@signalbox/contracts/providers';
import { EmbeddedBrokerService } from '../../src/platform/modem-bus/embedded-broker.service.js';
import { type Account, RECIPIENT, TestApp } from '../app.js';
import { expectProblem, expectWrongField } from '../client.js';
import { FakeWorker } from '../fake-worker.js';
import { until } from '../until.js';

const PROVIDERS = '/api/v1/providers';
const ADVANTA = {
  label: 'Advanta',
  driver: 'http',
  settings: { profile: 'advanta', partner_id: '42' },
  secrets: { api_key: 'hunter2-key' },
  sender: 'SHOP',
};
const SMPP = {
  label: 'SMSC',
  driver: 'smpp',
  settings: { host: '10.0.0.9', system_id: 'us' },
  secrets: { password: 'hunter2' },
};

let app: TestApp;
let operator: Account;
let viewer: Account;
const workers: FakeWorker[] = [];

beforeAll(async () => {
  app = await TestApp.start({ HTTP_ALLOWED_HOSTS: '*.advantasms.com,sms.example.com' });
  operator = await app.account('olga', 'operator');
  viewer = await app.account('vera', 'viewer');
});
afterAll(async () => {
  await Promise.all(workers.map((worker) => worker.close()));
  await app?.stop();
});

async function create(body: object): Promise<Provider> {
  const answer = await app.admin.post<Provider>(PROVIDERS, body);
  expect({ status: answer.status, text: answer.text }).toMatchObject({ status: 201 });
  return answer.body;
}
const get = async (id: number) => (await app.admin.get<Provider>(`${PROVIDERS}/${id}`)).body;
const patch = (id: number, body: object) => app.admin.patch<Provider>(`${PROVIDERS}/${id}`, body);

async function connect(id: string): Promise<FakeWorker> {
  const worker = await FakeWorker.connect(id, app.get(EmbeddedBrokerService).workerCredentials(id));
  workers.push(worker);
  return worker;
}
const heldBy = (worker: FakeWorker): ProviderChannel[] => worker.accounts.at(-1)?.providers ?? [];

/** Announces what it was told to hold, as a driver does. */
const announce = (worker: FakeWorker, fields: Partial<ChannelState> = {}, more: ChannelState[] = []) =>
  worker.announce([
    ...heldBy(worker).map(({ key, driver }) => worker.channel({ key, driver, kind: 'provider', ...fields })),
    ...more,
  ]);

describe('a provider', () => {
  it('is shown with everything but its secrets, which are named', async () => {
    const provider = await create({ ...ADVANTA, price: '0.8', daily_cap: 1000, worker_id: 'far' });
    expect(provider).toEqual(Provider.parse(provider));
    expect(provider).toMatchObject({
      label: 'Advanta',
      driver: 'http',
      worker_id: 'far',
      status: 'active',
      online: false,
      trouble: 'its worker far has never been here',
      sender: 'SHOP',
      price: '0.80',
      daily_cap: 1000,
      settings: { profile: 'advanta', partner_id: '42', timeout_seconds: 20 },
      secrets_set: ['api_key'],
      from_worker_file: false,
      reserved: false,
    });
    expect(await get(provider.id)).toEqual(provider);
    const { text } = await app.admin.get(PROVIDERS);
    expect(text).not.toContain('hunter2');
  });

  it('is listed page by page, apart from SIM cards, to all staff; its address for reports to admins', async () => {
    const first = await create(ADVANTA);
    const second = await create(SMPP);
    const { body } = await viewer.get<Page<Provider>>(`${PROVIDERS}?limit=500`);
    const ids = body.data.map(({ id }) => id);
    expect(ids).toEqual([...ids].sort((a, b) => a - b));
    expect(body.data.find(({ id }) => id === first.id)).toMatchObject({ report_path: null, secrets_set: ['api_key'] });
    expect(first.report_path).toMatch(new RegExp(`^/api/v1/providers/${first.id}/reports/[\\w-]{43}$`));
    expect(second.report_path).toBeNull();
    const page = await viewer.get<Page<Provider>>(`${PROVIDERS}?limit=1`);
    expect(page.body.data).toHaveLength(1);
    expect(page.body.next_cursor).not.toBeNull();
    expect((await app.simCards()).map(({ id }) => id)).not.toContain(first.id);
    expectProblem(await app.admin.get(`/api/v1/sim-cards/${first.id}`), 404);
  });

  it('is written by admins alone', async () => {
    const { id } = await create(ADVANTA);
    for (const account of [operator, viewer]) {
      expectProblem(await account.post(PROVIDERS, ADVANTA), 403);
      expectProblem(await account.patch(`${PROVIDERS}/${id}`, { label: 'mine' }), 403);
      expectProblem(await account.delete(`${PROVIDERS}/${id}`), 403);
    }
    expectProblem(await viewer.post(`${PROVIDERS}/${id}/test`), 403);
    expectProblem(await app.anonymous.get(PROVIDERS), 401);
  });

  it('is made once for one Idempotency-Key', async () => {
    const client = app.admin.with({ 'idempotency-key': 'one provider' });
    const first = await client.post<Provider>(PROVIDERS, ADVANTA);
    expect((await client.post<Provider>(PROVIDERS, ADVANTA)).body).toEqual(first.body);
    expectProblem(await client.post(PROVIDERS, SMPP), 422);
  });

  it.each<[string, object, string]>([
    ['a driver that is none', { ...ADVANTA, driver: 'gsm' }, 'driver'],
    ['settings of another driver', { ...ADVANTA, driver: 'smpp' }, 'settings.host'],
    ['no partner', { ...ADVANTA, settings: { profile: 'advanta' } }, 'settings.partner_id'],
    ['a profile that is none', { ...ADVANTA, settings: { profile: 'x' } }, 'settings.profile'],
    ['a setting that is unknown', { ...SMPP, settings: { ...SMPP.settings, hosts: 1 } }, 'settings.hosts'],
    ['no key', { ...ADVANTA, secrets: {} }, 'secrets.api_key'],
    ['no sender', { ...ADVANTA, sender: null }, 'sender'],
    ['a host that is not listed', withUrl('https://169.254.169.254/x'), 'settings.base_url'],
    ['a URL with a password', withUrl('https://a:b@sms.example.com/'), 'settings.base_url'],
    ['a pair that is none', { ...ADVANTA, pair_ids: ['0123456789abcdef01234567'] }, 'pair_ids.0'],
    [
      'a price for no pair',
      { ...ADVANTA, prices: { '0123456789abcdef01234567': '1' } },
      'prices.0123456789abcdef01234567',
    ],
    ['an expression that would look back', withAnswer({ id: '/(?<=id=)(\\d+)/' }), 'settings.answer.id'],
    ['an expression with a back reference', withAnswer({ error: '/(a)\\1/' }), 'settings.answer.error'],
    ['an expression without a group', withAnswer({ code: '/code/' }), 'settings.answer.code'],
    ['a price that is none', { ...ADVANTA, price: '1,50' }, 'price'],
    ['a worker’s name with a slash', { ...ADVANTA, worker_id: 'a/b' }, 'worker_id'],
    ['no label', { ...ADVANTA, label: undefined }, 'label'],
    ['an unknown field', { ...ADVANTA, colour: 'red' }, 'colour'],
  ])('with %s is refused, naming the field', async (_, body, field) => {
    expectWrongField(await app.admin.post(PROVIDERS, body), 400, field);
  });

  it('has prices for pairs, which go with their pair', async () => {
    const { body: pair } = await app.admin.post<Pair>('/api/v1/pairs', {
      country: 'KE',
      operator: 'Safaricom',
      prefixes: ['254712'],
    });
    const { id } = await create({ ...ADVANTA, pair_ids: [pair.id], prices: { [pair.id]: '0.123456' } });
    expect(await get(id)).toMatchObject({ pair_ids: [pair.id], prices: { [pair.id]: '0.123456' } });
    expect((await app.admin.delete(`/api/v1/pairs/${pair.id}`)).status).toBe(204);
    expect(await get(id)).toMatchObject({ pair_ids: [], prices: {} });
  });

  it('changes field by field, its secrets name by name', async () => {
    const { id } = await create({ ...ADVANTA, price: '1' });
    expect((await patch(id, { label: 'Other', price: null })).body).toMatchObject({
      label: 'Other',
      price: null,
      sender: 'SHOP',
    });
    expectWrongField(await patch(id, { settings: { profile: 'advanta' } }), 400, 'settings.partner_id');
    expectWrongField(await patch(id, { secrets: { api_key: '' } }), 400, 'secrets.api_key');
    expectWrongField(await patch(id, { secrets: { apikey: 'x' } }), 400, 'secrets.apikey');
    expectWrongField(await patch(id, { sender: null }), 400, 'sender');
    expectWrongField(await patch(id, { driver: 'smpp' }), 400, 'driver');
    const other = { profile: 'advanta', partner_id: '43', base_url: 'https://sms.example.com/api/' };
    expect((await patch(id, { settings: other })).body).toMatchObject({ settings: other, secrets_set: ['api_key'] });
  });

  it('that is not there is 404, whatever is asked of it', async () => {
    for (const path of ['test', 'balance', 'restart'])
      expectProblem(await app.admin.post(`${PROVIDERS}/999999/${path}`), 404);
    expectProblem(await app.admin.get(`${PROVIDERS}/999999`), 404);
    expectProblem(await patch(999999, { label: 'x' }), 404);
    expectProblem(await app.admin.delete(`${PROVIDERS}/999999`), 404);
    expectProblem(await app.admin.post(`${PROVIDERS}/999999/send-test`, { to: RECIPIENT }), 404);
  });
});

describe('a worker', () => {
  it('is told what it holds when it comes, and whenever that changes', async () => {
    const provider = await create({ ...SMPP, worker_id: 'w1', rate_per_minute: 60, sender: '22384' });
    await create({ ...SMPP, worker_id: 'w1', status: 'inactive' });
    const worker = await connect('w1');
    await announce(worker);
    await until(() => worker.accounts.length > 0);
    expect(heldBy(worker)).toEqual([
      {
        key: expect.stringMatching(/^smpp:api-/),
        driver: 'smpp',
        settings: expect.objectContaining({ host: '10.0.0.9', system_id: 'us', port: 2775 }),
        secrets: { password: 'hunter2' },
        sender: '22384',
        rate_per_minute: 60,
        daily_cap: null,
        window: 500,
      },
    ]);
    await announce(worker);
    await until(async () => (await get(provider.id)).online);

    await patch(provider.id, { secrets: { password: 'other' } });
    await until(() => heldBy(worker)[0]?.secrets.password === 'other');
    await patch(provider.id, { status: 'inactive' });
    await until(() => heldBy(worker).length === 0);
    await patch(provider.id, { status: 'active' });
    await until(() => heldBy(worker).length === 1);
    expect((await app.admin.delete(`${PROVIDERS}/${provider.id}`)).status).toBe(204);
    await until(() => heldBy(worker).length === 0);
    // What it said meanwhile makes no provider of what was removed.
    await worker.announce([worker.channel({ key: 'smpp:api-gone', driver: 'smpp', kind: 'provider' })]);
    await worker.announce([worker.channel({ key: 'sim after', kind: 'sim' })]);
    await until(async () => (await app.simCards()).some(({ online }) => online));
    const { body } = await app.admin.get<Page<Provider>>(`${PROVIDERS}?limit=500`);
    expect(body.data.filter(({ from_worker_file }) => from_worker_file)).toEqual([]);
  });

  it('says why a provider is offline', async () => {
    const { id } = await create({ ...SMPP, worker_id: 'w2' });
    const worker = await connect('w2');
    await announce(worker);
    await until(() => heldBy(worker).length === 1);
    await announce(worker, { online: false, trouble: 'bind refused: 0x0E' });
    await until(async () => (await get(id)).trouble === 'bind refused: 0x0E');
    worker.vanish();
    await until(async () => (await get(id)).trouble === 'its worker w2 is offline');
  });

  it('gives an account up to another, and what it says of it later counts no more', async () => {
    const { id } = await create({ ...SMPP, worker_id: 'w3' });
    const [one, other] = [await connect('w3'), await connect('w4')];
    await announce(one);
    await announce(other);
    await until(() => heldBy(one).length === 1);
    await announce(one);
    await until(async () => (await get(id)).online);
    const [account] = heldBy(one);
    expect((await patch(id, { worker_id: 'w4' })).body).toMatchObject({ worker_id: 'w4', online: false });
    await until(() => heldBy(one).length === 0 && heldBy(other).length === 1);
    await one.announce([one.channel({ key: account?.key, driver: 'smpp', kind: 'provider' }), one.channel()]);
    await until(async () => (await app.simCards()).some(({ worker_id, online }) => worker_id === 'w3' && online));
    expect(await get(id)).toMatchObject({ worker_id: 'w4', online: false });
    await announce(other);
    await until(async () => (await get(id)).online);
  });

  it('keeps an account while messages are on their way', async () => {
    const { id } = await create({ ...SMPP, worker_id: 'w5' });
    const worker = await connect('w5');
    await announce(worker);
    await until(() => heldBy(worker).length === 1);
    await announce(worker);
    await until(async () => (await get(id)).online);
    const sent = await operator.post<AcceptedMessage>(`${PROVIDERS}/${id}/send-test`, { to: '0712345678' });
    expect(sent.status).toBe(202);
    const job = await until(() => worker.jobs.find((each) => each.id === sent.body.id));
    expect(job).toMatchObject({ channel: heldBy(worker)[0]?.key, to: RECIPIENT, text: 'A test message.' });
    expectWrongField(await patch(id, { worker_id: 'w6' }), 409, 'worker_id');
    await worker.report({ type: 'sent', id: job.id, attempt: 1, at: Date.now(), ref: '1' });
    await until(async () => (await get(id)).in_flight === 0);
    expect((await patch(id, { worker_id: 'w6' })).status).toBe(200);
  });

  it('may have accounts in its own file, whose limits are set here and no more', async () => {
    const worker = await connect('w7');
    await worker.announce([worker.channel({ key: 'http:mine', driver: 'http', kind: 'provider' })]);
    const find = async () =>
      (await app.admin.get<Page<Provider>>(`${PROVIDERS}?limit=500`)).body.data.find(
        ({ worker_id }) => worker_id === 'w7',
      );
    const { id } = await until(find);
    expect(await get(id)).toMatchObject({
      from_worker_file: true,
      online: true,
      settings: null,
      secrets_set: [],
      report_path: expect.any(String),
    });
    expect((await patch(id, { label: 'Mine', price: '2', daily_cap: 5 })).body).toMatchObject({
      price: '2.00',
      daily_cap: 5,
    });
    for (const field of ['settings', 'secrets']) expectWrongField(await patch(id, { [field]: {} }), 409, field);
    expectWrongField(await patch(id, { sender: 'X' }), 409, 'sender');
    expectWrongField(await patch(id, { worker_id: 'w8' }), 409, 'worker_id');
    expectProblem(await app.admin.delete(`${PROVIDERS}/${id}`), 409);
    expect(heldBy(worker)).toEqual([]);
    await worker.announce([]);
    await until(async () => !(await get(id)).online);
    expect((await app.admin.delete(`${PROVIDERS}/${id}`)).status).toBe(204);
  });
});

describe('what is asked of a provider', () => {
  it('is answered by its worker in words', async () => {
    const { id } = await create({ ...SMPP, worker_id: 'w10' });
    expectProblem(await operator.post(`${PROVIDERS}/${id}/test`), 503);
    const worker = await connect('w10');
    worker.answer = ({ type }) => ({ ok: type !== 'balance', result: `${type} done` });
    await announce(worker);
    await until(() => heldBy(worker).length === 1);
    for (const type of ['test', 'restart']) {
      const answer = await operator.post(`${PROVIDERS}/${id}/${type}`);
      expect(answer).toMatchObject({ status: 200, body: { answer: `${type} done` } });
    }
    const refused = await operator.post(`${PROVIDERS}/${id}/balance`);
    expectProblem(refused, 503);
    expect(refused.text).toContain('balance done');
    expect(worker.requests.map(({ channel }) => channel)).toEqual(Array(3).fill(heldBy(worker)[0]?.key));
    await patch(id, { status: 'inactive' });
    expectProblem(await operator.post(`${PROVIDERS}/${id}/test`), 409);
    expectProblem(await operator.post(`${PROVIDERS}/${id}/send-test`, { to: RECIPIENT }), 409);
  });

  it('is not asked of one with nobody to send to', async () => {
    const { id } = await create(SMPP);
    expectWrongField(await app.admin.post(`${PROVIDERS}/${id}/send-test`, {}), 400, 'to');
    expectWrongField(await app.admin.post(`${PROVIDERS}/${id}/send-test`, { to: 'nobody' }), 400, 'to');
  });
});

describe('a delivery report over HTTP', () => {
  let worker: FakeWorker;
  let path: string;
  beforeAll(async () => {
    const provider = await create({ ...ADVANTA, worker_id: 'w20' });
    path = provider.report_path ?? '';
    worker = await connect('w20');
    worker.answer = () => ({ ok: true, result: 'taken' });
    await announce(worker);
    await until(() => heldBy(worker).length === 1);
  });
  const lastCall = () => JSON.parse(worker.requests.at(-1)?.argument ?? '{}') as unknown;

  it.each([
    ['JSON, also numbers that JavaScript cannot hold', 'application/json', '{"messageid": 12345678901234567890}'],
    ['a form', 'application/x-www-form-urlencoded', 'id=1&status=Deliver%C3%A9'],
    ['XML', 'text/xml; charset=utf-8', '<dlr id="1">żółć</dlr>'],
    ['something that is no JSON at all', 'application/json', '{"messageid":'],
    ['something of no type that we know', 'application/x-unheard-of', 'x'],
  ])('is handed to the worker as it came: %s', async (_, type, body) => {
    const answer = await app.anonymous.raw(path, body, type);
    expect(answer).toMatchObject({ status: 200, body: { received: true } });
    expect(worker.requests.at(-1)).toMatchObject({ type: 'report', channel: heldBy(worker)[0]?.key });
    expect(lastCall()).toMatchObject({ method: 'POST', query: {}, content_type: type, body });
  });

  it('is handed on in UTF-8 where it came in another charset, and refused where it came in none', async () => {
    const bring = async (body: string, type: string) => {
      const headers = { 'content-type': type };
      return (await fetch(`${app.url}${path}`, { method: 'POST', headers, body: Buffer.from(body, 'latin1') })).status;
    };
    expect(await bring('<dlr a="1&2">é</dlr>', 'text/xml; charset="ISO-8859-1"')).toBe(200);
    expect(lastCall()).toMatchObject({ content_type: 'text/xml; charset=utf-8', body: '<dlr a="1&2">é</dlr>' });
    expect(await bring('text=Arr%EAt&b=1', 'text/plain; charset=latin1')).toBe(200);
    expect(lastCall()).toMatchObject({ content_type: 'text/plain; charset=utf-8', body: 'text=Arr%C3%AAt&b=1' });
    expect(await bring('{"text":"Arrêt"}', 'application/json; charset=windows-1252')).toBe(200);
    expect(lastCall()).toMatchObject({ body: '{"text":"Arrêt"}' });
    for (const type of ['application/json', 'text/xml', 'text/plain']) expect(await bring('a="é"', type)).toBe(400);
    const form = '--b\r\ncontent-disposition: form-data; name="text"\r\n\r\nArrêt\r\n--b--\r\n';
    expect(await bring(form, 'multipart/form-data; boundary=b')).toBe(400);
  });

  it('may be a multipart form, whose fields are handed on as those of a plain one', async () => {
    const form = '--b\r\ncontent-disposition: form-data; name="text"\r\n\r\nSTOP é&\r\n--b--\r\n';
    expect((await app.anonymous.raw(path, form, 'multipart/form-data; boundary=b')).status).toBe(200);
    const plain = { content_type: 'application/x-www-form-urlencoded', body: 'text=STOP+%C3%A9%26' };
    expect(lastCall()).toMatchObject(plain);
    const broken = await app.anonymous.raw(path, 'no form', 'multipart/form-data; boundary=b');
    expectWrongField(broken, 400, 'body');
  });

  it('may come in the query alone', async () => {
    expect((await app.anonymous.get(`${path}?id=7&status=a%20b&id=8`)).status).toBe(200);
    expect(lastCall()).toMatchObject({ method: 'GET', query: { id: '8', status: 'a b' }, content_type: '', body: '' });
    expect((await app.anonymous.post(`${path}?id=9`)).status).toBe(200);
    expect(lastCall()).toMatchObject({ method: 'POST', query: { id: '9' }, body: '' });
  });

  it('comes with what its signature is checked by, and is answered in XML where Twilio signed it', async () => {
    const client = app.anonymous.with({
      'x-twilio-signature': 's',
      'x-forwarded-host': 'sms.example.com',
      cookie: 'c',
    });
    const answer = await client.raw(`${path}?a=%20b`, 'From=1', 'application/x-www-form-urlencoded');
    expect([answer.status, answer.headers.get('content-type')]).toEqual([200, expect.stringMatching(/^text\/xml/)]);
    expect(answer.text).toContain('<Response></Response>');
    expect(lastCall()).toMatchObject({
      path: `${path}?a=%20b`,
      hosts: ['sms.example.com', new URL(app.url).host],
      headers: { 'x-twilio-signature': 's' },
    });
    expect(lastCall()).not.toHaveProperty('headers.cookie');
  });

  it('is 404 at any other address', async () => {
    const before = worker.requests.length;
    const [, id = '', token = ''] = /providers\/(\d+)\/reports\/(.+)$/.exec(path) ?? [];
    const wrong = [
      `${id}/reports/${token.slice(1)}`,
      `${id}/reports/${'A'.repeat(43)}`,
      `${Number(id) + 1}/reports/${token}`,
    ];
    for (const address of [...wrong, `abc/reports/${token}`]) {
      expectProblem(await app.anonymous.raw(`${PROVIDERS}/${address}`, '{}'), 404);
    }
    expect(worker.requests).toHaveLength(before);
  });

  it('is refused when it is larger than 64 kB', async () => {
    expectProblem(await app.anonymous.raw(path, 'x'.repeat(65 * 1024), 'text/plain'), 413);
    expectProblem(await app.anonymous.raw(path, '\u0001'.repeat(30_000), 'text/plain'), 413);
  });

  it('leaves other routes as they were: they take JSON alone', async () => {
    expectProblem(await app.admin.raw(PROVIDERS, 'a=1', 'application/x-www-form-urlencoded'), 415);
    expectProblem(await app.admin.raw(PROVIDERS, '{}', 'application/vnd.signalbox.report'), 415);
  });

  it('is to come again when the worker cannot take it, or is away', async () => {
    worker.answer = () => ({ ok: false, result: 'the disk is full' });
    expectProblem(await app.anonymous.raw(path, '{}'), 503);
    worker.vanish();
    await until(async () => {
      const { body } = await app.admin.get<Page<{ id: string; online: boolean }>>('/api/v1/workers');
      return body.data.some(({ id, online }) => id === 'w20' && !online);
    });
    expectProblem(await app.anonymous.raw(path, '{}'), 503);
  });
});

function withAnswer(answer: object): object {
  return { ...ADVANTA, settings: { profile: 'generic', url: 'https://sms.example.com/send', answer }, secrets: {} };
}

function withUrl(base_url: string): object {
  return { ...ADVANTA, settings: { ...ADVANTA.settings, base_url } };
}
