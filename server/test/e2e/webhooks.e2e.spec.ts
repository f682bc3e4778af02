import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Page } from '@signalbox/contracts/common';
import type { MessageDetail } from '@signalbox/contracts/messages';
import {
  type Redelivered,
  type Webhook,
  type WebhookDelivery,
  WebhookDeliveryDetail,
  WebhookDetail,
  type WebhookWithSecret,
} from '@signalbox/contracts/webhooks';
import { type Account, TestApp } from '../app.js';
import { type Client, expectProblem, expectWrongField } from '../client.js';
import { HookReceiver, isSigned } from '../hook-receiver.js';
import { until } from '../until.js';

const PATH = '/api/v1/webhooks';
const EVENTS = ['message.sent', 'message.delivered'];

describe('webhooks', () => {
  let app: TestApp;
  let receiver: HookReceiver;
  let ann: Account;
  let ben: Account;
  let last = 0;

  beforeAll(async () => {
    receiver = await HookReceiver.start();
    app = await TestApp.start({ WEBHOOK_ALLOWED_PRIVATE: '127.0.0.1' });
    [ann, ben] = [await app.account('ann', 'user'), await app.account('ben', 'user')];
    await app.startWorker();
  });
  afterAll(async () => {
    await app?.stop();
    await receiver?.stop();
  });

  /** A webhook to a path that no other test uses. */
  async function hook(fields: object = {}, client: Client = ann): Promise<WebhookWithSecret & { path: string }> {
    const path = `/hook-${++last}`;
    const { status, body, text } = await client.post<WebhookWithSecret>(PATH, {
      url: receiver.url(path),
      events: EVENTS,
      ...fields,
    });
    if (status !== 201) throw new Error(text);
    return { ...body, path };
  }
  const remove = (id: number, client: Client = ann) => client.delete(`${PATH}/${id}`);
  const deliveriesOf = async (id: number, query = '', client: Client = ann) =>
    (await client.get<Page<WebhookDelivery>>(`${PATH}/${id}/deliveries${query}`)).body.data;
  const test = (id: number) => ann.post<WebhookDelivery>(`${PATH}/${id}/test`);
  const failed = (id: number, attempts = 1) =>
    until(async () => (await deliveriesOf(id)).find((each) => each.attempts >= attempts && each.error !== null));

  it('hear what became of a message, in order, signed, under one id each', async () => {
    const made = await hook({ headers: { Authorization: 'Bearer of theirs' } });
    const id = await app.send({ text: 'hello', client_ref: 'order-1' }, ann);
    const [sent, delivered] = await receiver.many(made.path, 2);
    expect(sent?.event).toMatchObject({ type: 'message.sent', data: { id, status: 'sent', client_ref: 'order-1' } });
    expect(delivered?.event).toMatchObject({
      type: 'message.delivered',
      data: { id, segments: 1, from: expect.any(String) },
    });
    expect(delivered?.headers).toMatchObject({ authorization: 'Bearer of theirs', 'content-type': 'application/json' });
    for (const one of [sent, delivered]) expect(one && isSigned(one, made.secret)).toBe(true);
    const rows = await until(async () => {
      const all = await deliveriesOf(made.id, '?state=delivered');
      return all.length === 2 && all;
    });
    expect(rows.map(({ event_id }) => event_id)).toEqual([delivered, sent].map((one) => one?.headers['webhook-id']));
    const { body } = await ann.get(`${PATH}/${made.id}/deliveries/${rows[0]?.id}`);
    expect(WebhookDeliveryDetail.parse(body)).toMatchObject({ body: delivered?.body, status_code: 204, failures: [] });
    await remove(made.id);
  });

  it('hear of what their account may see, and of one API key where that is asked for', async () => {
    const { client, id: api_key_id } = await app.withKey(ann);
    const [all, ofKey, other] = [await hook(), await hook({ filter: { api_key_id } }), await hook({}, ben)];
    expectWrongField(
      await ben.post(PATH, { url: receiver.url('/x'), events: EVENTS, filter: { api_key_id } }),
      400,
      'filter.api_key_id',
    );
    await app.send({ text: 'by token' }, ann);
    const byKey = await app.send({ text: 'by key' }, client);
    await receiver.many(all.path, 4);
    await receiver.many(ofKey.path, 2);
    expect(receiver.at(ofKey.path).map(({ event }) => event.data['id'])).toEqual([byKey, byKey]);
    expect(receiver.at(other.path)).toEqual([]);
    for (const { id } of [all, ofKey]) await remove(id);
    await remove(other.id, ben);
  });

  it('are their account’s alone, but for admins; the secret is shown once', async () => {
    const made = await hook({ description: 'CRM', headers: { 'X-Token': 'very secret' } });
    expectProblem(await ben.get(`${PATH}/${made.id}`), 404);
    expectProblem(await ben.post(`${PATH}/${made.id}/rotate`), 404);
    expectProblem(await ben.get(`${PATH}/${made.id}/deliveries`), 404);
    const { body, text } = await app.admin.get(`${PATH}/${made.id}`);
    expect(WebhookDetail.parse(body)).toMatchObject({
      username: 'ann',
      headers: ['X-Token'],
      state: 'active',
      waiting: 0,
    });
    expect(text).not.toMatch(/whsec_|very secret/);
    const { body: list } = await app.admin.get<Page<Webhook>>(`${PATH}?user_id=${ann.user.id}`);
    expect(list.data.map(({ id }) => id)).toContain(made.id);
    expect((await ben.get<Page<Webhook>>(PATH)).body.data).toEqual([]);
    await remove(made.id);
    expectProblem(await ann.get(`${PATH}/${made.id}`), 404);
  });

  it('sign by both secrets while one is rotated', async () => {
    const made = await hook();
    const { body } = await ann.post<WebhookWithSecret>(`${PATH}/${made.id}/rotate`, { keep_hours: 1 });
    expect(body.secret).not.toBe(made.secret);
    await test(made.id);
    const [one] = await receiver.many(made.path, 1);
    expect(one && [isSigned(one, made.secret), isSigned(one, body.secret)]).toEqual([true, true]);
    expect(one?.event).toMatchObject({ type: 'webhook.test', data: { webhook_id: made.id } });
    const { body: final } = await ann.post<WebhookWithSecret>(`${PATH}/${made.id}/rotate`, { keep_hours: 0 });
    // The endpoint is read anew within two seconds.
    const signedBy = await until(async () => {
      await test(made.id);
      const latest = receiver.at(made.path).at(-1);
      return latest && isSigned(latest, final.secret) && latest;
    });
    expect(isSigned(signedBy, body.secret)).toBe(false);
    await remove(made.id);
  });

  it('come again after a failure, under their id, and can be delivered again by hand', async () => {
    const made = await hook({ max_attempts: 1 });
    receiver.on(made.path, (response) => response.writeHead(500).end('<b>no</b>\u202e'));
    const { body: tested } = await test(made.id);
    expect(await failed(made.id)).toMatchObject({
      state: 'failed',
      status_code: 500,
      error: expect.stringMatching(/HTTP 500/),
    });
    const { body: detail } = await ann.get<WebhookDeliveryDetail>(`${PATH}/${made.id}/deliveries/${tested.id}`);
    expect(detail.failures).toMatchObject([{ attempt: 1, status_code: 500, response: '<b>no</b> ' }]);
    receiver.on(made.path, (response) => response.writeHead(202).end());
    const again = (body: object) => ann.post<Redelivered>(`${PATH}/${made.id}/redeliver`, body);
    expectWrongField(await again({}), 400, 'delivery_id');
    expectProblem(await again({ delivery_id: 1_000_000 }), 404);
    expect((await again({ since: detail.created_at })).body).toEqual({ count: 1 });
    const [first, second] = await receiver.many(made.path, 2);
    expect(second?.headers['webhook-id']).toBe(first?.headers['webhook-id']);
    await until(async () => (await deliveriesOf(made.id))[0]?.state === 'delivered');
    expect((await again({ delivery_id: tested.id })).body).toEqual({ count: 1 });
    await receiver.many(made.path, 3);
    await remove(made.id);
  });

  it('wait as long as the receiver says', async () => {
    const made = await hook();
    receiver.on(made.path, (response) => response.writeHead(429, { 'retry-after': '600' }).end());
    await test(made.id);
    const one = await failed(made.id);
    expect(one).toMatchObject({ state: 'waiting', status_code: 429 });
    expect(Date.parse(one.due_at) - Date.now()).toBeGreaterThan(590_000);
    await remove(made.id);
  });

  it('are switched off by 410, and begin again when somebody says so', async () => {
    const made = await hook();
    receiver.on(made.path, (response) => response.writeHead(410).end());
    await test(made.id);
    const off = await until(async () => {
      const { body } = await ann.get<WebhookDetail>(`${PATH}/${made.id}`);
      return body.state === 'disabled' && body;
    });
    expect(off.reason).toContain('410');
    expectProblem(await test(made.id), 409);
    const { body } = await ann.patch<Webhook>(`${PATH}/${made.id}`, { state: 'active' });
    expect(body).toMatchObject({ state: 'active', reason: null });
    await remove(made.id);
  });

  it('go nowhere else: no redirects, no private addresses, no accounts in addresses', async () => {
    const made = await hook();
    receiver.on(made.path, (response) => response.writeHead(307, { location: 'http://10.0.0.1/' }).end());
    await test(made.id);
    expect((await failed(made.id)).error).toBe('HTTP 307: redirects are not followed');
    await remove(made.id);
    for (const url of [
      'https://10.0.0.1/',
      'https://[::1]/',
      'http://9.9.9.9/',
      'https://a:b@hook.example/',
      'ftp://x.example/',
    ]) {
      expectWrongField(await ann.post(PATH, { url, events: EVENTS }), 400, 'url');
    }
    expectWrongField(
      await ann.post('/api/v1/messages', { to: '+254712345678', text: 'a', callback_url: 'https://10.0.0.1/' }),
      400,
      'callback_url',
    );
  });

  it.each<[string, object, string]>([
    ['no event', { events: [] }, 'events'],
    ['an event that there is not', { events: ['message.read'] }, 'events.0'],
    ['a header of ours', { headers: { 'Webhook-Id': 'x' } }, 'headers.Webhook-Id'],
    ['a header that ends another', { headers: { 'X-A': 'a\r\nb: c' } }, 'headers.X-A'],
    ['a filter that there is not', { filter: { color: 'red' } }, 'filter'],
    ['no attempts', { max_attempts: 0 }, 'max_attempts'],
  ])('are refused with %s', async (_, fields, field) => {
    const answer = await ann.post<{ errors: { field: string }[] }>(PATH, {
      url: receiver.url('/x'),
      events: EVENTS,
      ...fields,
    });
    expect(answer.status).toBe(400);
    expect(answer.body.errors.map((error) => error.field).join()).toContain(field);
  });

  it('take an answer without an end for what its head says, and wait for nobody who is slow', async () => {
    const [endless, slow, quick] = [await hook(), await hook(), await hook()];
    let cutOff = false;
    receiver.on(endless.path, (response) => {
      response.writeHead(200).on('close', () => (cutOff = true));
      const more = (): void => void (response.destroyed || response.write('x'.repeat(65_536), more));
      more();
    });
    receiver.on(slow.path, () => undefined);
    await test(slow.id);
    await receiver.many(slow.path, 1);
    for (const { id } of [endless, quick]) await test(id);
    await receiver.many(quick.path, 1);
    const row = await until(async () => (await deliveriesOf(endless.id)).find(({ state }) => state === 'delivered'));
    expect(row.status_code).toBe(200);
    await until(() => cutOff);
    expect((await deliveriesOf(slow.id))[0]).toMatchObject({ state: 'waiting', attempts: 0 });
    for (const { id } of [endless, slow, quick]) await remove(id);
  });

  it('post what becomes of one message to its own address, signed with the account’s secret', async () => {
    const { body: callbacks } = await ben.post<WebhookWithSecret>(`${PATH}/callbacks/rotate`);
    expect(callbacks).toMatchObject({ kind: 'callbacks', url: null });
    const id = await app.send({ text: 'hello', callback_url: receiver.url('/one-message') }, ben);
    await app.send({ text: 'another' }, ben);
    const [sent, delivered] = await receiver.many('/one-message', 2);
    expect([sent, delivered].map((one) => one?.event.type)).toEqual(EVENTS);
    expect(sent && isSigned(sent, callbacks.secret)).toBe(true);
    const { body } = await ben.get<MessageDetail>(`/api/v1/messages/${id}`);
    expect(body.callback_url).toBe(receiver.url('/one-message'));
    expectWrongField(await ben.patch(`${PATH}/${callbacks.id}`, { url: 'https://a.example/' }), 400, 'url');
    expectProblem(await remove(callbacks.id, ben), 409);
  });

  it('tell of SIM cards to those who may see them', async () => {
    const made = await hook({ events: ['sim_card.offline', 'number.opted_out'] }, app.admin);
    await app.admin.post('/api/v1/suppressions', { number: '+254712000999' });
    const [one] = await receiver.many(made.path, 1);
    expect(one?.event).toMatchObject({ type: 'number.opted_out', data: { number: '+254712000999', source: 'manual' } });
    const { text } = await app.anonymous.get('/metrics');
    expect(text).toMatch(/webhook_deliveries_total\{outcome="delivered"\} [1-9]/);
    expect(text).toMatch(/webhook_queue_depth \d/);
    await remove(made.id, app.admin);
  });
});
