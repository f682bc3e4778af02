import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Page } from '@signalbox/contracts/common';
import type { MessageDetail } from '@signalbox/contracts/messages';
import { NetflowDone, NetflowError, NetflowSent, NetflowSettings } from '@signalbox/contracts/netflow';
import type { Provider, ProviderAnswer } from '@signalbox/contracts/providers';
import type { Worker } from '@signalbox/contracts/workers';
import { Advanta } from '../advanta.js';
import { type Account, RECIPIENT, TestApp } from '../app.js';
import type { Answer, Client } from '../client.js';
import { expectShape } from '../old-client.js';
import { until } from '../until.js';

const SEND = '/api/sms/send';
const SETTINGS = '/api/sms-settings';
const MISSING = 'Missing Advanta SMS credentials: ';

let advanta: Advanta;
let app: TestApp;
let operator: Account;
let user: Account;
let nth = 0;
/** A message that no reserved provider may carry. */
let general: string;

beforeAll(async () => {
  advanta = await Advanta.start();
  app = await TestApp.start({
    HTTP_ALLOWED_HOSTS: '127.0.0.1',
    HTTP_ALLOWED_PRIVATE: '127.0.0.1',
    SIMULATOR_SIMS: '0',
  });
  operator = await app.account('olga', 'operator');
  user = await app.account('uma', 'user');
  await app.startWorker(0);
  await until(async () => (await app.admin.get<Worker>('/api/v1/workers/local')).body.online === true);
});
afterAll(async () => {
  await app?.stop();
  await advanta?.stop();
});

const sendUrl = () => `${advanta.url}/send`;
/** The request of the documents, with the local server's address. */
const documented = () => ({
  to: '+254712345678',
  message: `Your invoice is due on 2024-02-15 (${(nth += 1)})`,
  provider: 'advanta',
  apiKey: 'your-api-key',
  partnerId: 'your-partner-id',
  shortcode: 'your-sender-id',
  customApiUrl: sendUrl(),
});
const settings = () => ({
  provider: 'advanta',
  enabled: true,
  apiKey: 'settings-api-key',
  partnerId: 'PARTNER123',
  shortcode: 'MYSHORTCODE',
  customApiUrl: sendUrl(),
});

function expectSent(answer: Answer): NetflowSent {
  expect({ status: answer.status, text: answer.text }).toMatchObject({ status: 200 });
  expectShape(NetflowSent, answer.body);
  return NetflowSent.parse(answer.body);
}
function expectError(answer: Answer, status: number): string {
  expect({ status: answer.status, type: answer.headers.get('content-type') }).toMatchObject({
    status,
    type: expect.stringMatching(/^application\/json/),
  });
  expectShape(NetflowError, answer.body);
  return NetflowError.parse(answer.body).message;
}
async function expectSaved(body: object, client: Client = operator): Promise<void> {
  const answer = await client.post(SETTINGS, body);
  expect(answer).toMatchObject({ status: 200, body: { success: true, message: 'SMS settings saved successfully' } });
  expectShape(NetflowDone, answer.body);
}
const providers = async () => (await app.admin.get<Page<Provider>>('/api/v1/providers?limit=500')).body.data;
const providerOf = async (message: MessageDetail): Promise<Provider> => {
  const found = (await providers()).find(({ id }) => id === message.provider_id);
  if (!found) throw new Error('no provider');
  return found;
};
/** What Advanta calls back with, at the address that an admin gave it. */
const report = (path: string | null, messageid: number | undefined, description: string) =>
  app.anonymous.post(path ?? '', { messageid, description });
describe('POST /api/sms/send', () => {
  it('sends what the documents show, and Advanta’s report makes it delivered', async () => {
    const body = documented();
    const answer = expectSent(await operator.post(SEND, body));
    expect(answer).toMatchObject({ success: true, message: 'SMS sent successfully to 1 recipient(s)', recipients: 1 });
    const [id = ''] = answer.messageIds;
    const message = await app.reached(id, 'sent');
    expect(message).toMatchObject({ from: 'your-sender-id', to: RECIPIENT, text: body.message, sim_card_id: null });
    expect(advanta.callOf(body.message)).toEqual({
      path: '/send',
      body: {
        apikey: 'your-api-key',
        partnerID: 'your-partner-id',
        shortcode: 'your-sender-id',
        mobile: '254712345678',
        message: body.message,
      },
    });
    const provider = await providerOf(message);
    expect(provider).toMatchObject({ label: 'SMS API, partner your-partner-id', reserved: true, online: true });
    expect((await report(provider.report_path, advanta.idOf(body.message), 'DeliveredToTerminal')).status).toBe(200);
    await app.reached(id, 'delivered');
  });

  it('takes national numbers, lists, and text with commas', async () => {
    const lists: [unknown, number][] = [
      ['0712345678', 1],
      [712345678, 1],
      [['0712345678', '+254 722 345 678'], 2],
      ['0712345678, 254722345678,', 2],
    ];
    for (const [to, recipients] of lists) {
      const answer = expectSent(await operator.post(SEND, { ...documented(), to }));
      expect(answer).toMatchObject({ recipients, message: `SMS sent successfully to ${recipients} recipient(s)` });
      expect(new Set(answer.messageIds).size).toBe(recipients);
      expect((await app.message(answer.messageIds[0] ?? '')).to).toBe(RECIPIENT);
    }
  });

  it('says which of several recipients it could not take', async () => {
    const answer = expectSent(await operator.post(SEND, { ...documented(), to: ['0712345678', 'nobody'] }));
    expect(answer).toMatchObject({
      recipients: 1,
      failed: [{ to: 'nobody', message: expect.stringMatching(/expected/) }],
    });
    expect(expectError(await operator.post(SEND, { ...documented(), to: ['nobody', '1'] }), 400)).toMatch(
      /^to: expected/,
    );
  });

  it('uses one provider for the same credentials, and another for others', async () => {
    const ids = async (body: object): Promise<(number | null)[]> => {
      const { messageIds } = expectSent(await operator.post(SEND, body));
      return Promise.all(messageIds.map(async (id) => (await app.message(id)).provider_id));
    };
    const [first, again] = [await ids(documented()), await ids(documented())];
    expect(again).toEqual(first);
    expect(await ids({ ...documented(), shortcode: 'OTHER' })).not.toEqual(first);
    const both = await Promise.all([1, 2].map(() => ids({ ...documented(), shortcode: 'AT ONCE' })));
    expect(both[0]).toEqual(both[1]);
  });

  it('answers a repeated request under one Idempotency-Key as before, and sends once', async () => {
    const client = operator.with({ 'idempotency-key': 'invoice 17' });
    const body = { ...documented(), to: ['0712345678', '0722345678'] };
    const first = expectSent(await client.post(SEND, body));
    expect(expectSent(await client.post(SEND, body))).toEqual(first);
    expect(expectError(await client.post(SEND, { ...body, message: 'other' }), 422)).toMatch(/Idempotency-Key/);
  });

  it.each<[string, object, string]>([
    [
      'nothing to send from',
      { apiKey: undefined, partnerId: undefined, shortcode: undefined },
      `${MISSING}apiKey, partnerId, shortcode`,
    ],
    ['no key', { apiKey: '' }, `${MISSING}apiKey`],
    ['a key as it is shown', { apiKey: '***hidden***' }, `${MISSING}apiKey`],
    ['no partner and no sender', { partnerId: null, shortcode: ' ' }, `${MISSING}partnerId, shortcode`],
    ['no recipient', { to: undefined }, 'to is required'],
    ['an empty list', { to: [] }, 'to is required'],
    ['no message', { message: undefined }, 'message is required'],
    ['an empty message', { message: '' }, 'message: expected at least 1 character'],
    ['a message of 1,601 characters', { message: 'x'.repeat(1601) }, 'message: expected at most 1600 characters'],
    ['another provider', { provider: 'twilio' }, 'provider: expected advanta'],
    [
      'a URL that is none',
      { customApiUrl: 'advanta' },
      'customApiUrl: expected a URL that begins with https:// or http://',
    ],
    [
      'a host that is not listed',
      { customApiUrl: 'http://169.254.169.254/send' },
      'customApiUrl: expected a host that HTTP_ALLOWED_HOSTS lists; 169.254.169.254 is not among them',
    ],
    ['a recipient that is an object', { to: { a: 1 } }, 'to: expected phone numbers'],
  ])('refuses %s', async (_, change, message) => {
    expect(expectError(await operator.post(SEND, { ...documented(), ...change }), 400)).toBe(message);
  });

  it('takes a message of 1 and of 1,600 characters', async () => {
    for (const message of ['x', 'y'.repeat(1600)]) expectSent(await operator.post(SEND, { ...documented(), message }));
  });

  it('refuses a recipient who has opted out', async () => {
    await app.admin.post('/api/v1/suppressions', { number: '+254733345678' });
    const answer = await operator.post(SEND, { ...documented(), to: '0733345678' });
    expect(expectError(answer, 409)).toMatch(/opted out/);
  });

  it('refuses what is no JSON in its own form', async () => {
    expectError(await operator.raw(SEND, '{"to": '), 400);
    expectError(await operator.raw(SEND, `{"message": "${'x'.repeat(1_100_000)}"}`), 413);
  });
});

describe('who may', () => {
  it('needs a token that is valid, of an operator or an admin', async () => {
    const { token } = operator;
    const wrong = [app.anonymous, app.anonymous.with({ authorization: `Bearer ${token}x` })];
    for (const client of wrong) {
      for (const answer of [
        await client.post(SEND, documented()),
        await client.get(SETTINGS),
        await client.post(SETTINGS, settings()),
      ]) {
        expect(expectError(answer, 401)).toBe('Unauthorized - Invalid or expired token');
      }
    }
    for (const answer of [
      await user.post(SEND, documented()),
      await user.get(SETTINGS),
      await user.post(SETTINGS, settings()),
    ]) {
      expectError(answer, 403);
    }
    expectSent(await app.admin.post(SEND, documented()));
  });

  it('does not send with credentials that others brought', async () => {
    const [id = ''] = expectSent(await operator.post(SEND, documented())).messageIds;
    const { provider_id } = await app.message(id);
    const answer = await user.post('/api/v1/messages', { to: RECIPIENT, text: 'mine', provider_id });
    expect(answer.status).toBe(400);
    general = await app.send({ text: 'for anybody' });
    expect(await app.message(general)).toMatchObject({ status: 'queued', provider_id: null });
  });
});

describe('/api/sms-settings', () => {
  const shown = async () => {
    const answer = await operator.get<NetflowSettings>(SETTINGS);
    expect(answer.status).toBe(200);
    expectShape(NetflowSettings, answer.body);
    return answer.body;
  };
  const send = (body: object) => operator.post(SEND, { to: '0712345678', ...body });

  it('are empty and off before there are any', async () => {
    const empty = { provider: 'advanta', enabled: false, apiKey: '', partnerId: '', shortcode: '', customApiUrl: '' };
    expect(await shown()).toEqual({ success: true, settings: empty });
    expect(expectError(await operator.post(SETTINGS, { enabled: true }), 400)).toBe(
      `${MISSING}apiKey, partnerId, shortcode`,
    );
    const refused = await operator.post(SETTINGS, { ...settings(), customApiUrl: 'https://elsewhere.example/send' });
    expect(expectError(refused, 400)).toMatch(/^customApiUrl: expected a host/);
  });

  it('are shown as they were saved, but for the key', async () => {
    await expectSaved(settings());
    expect(await shown()).toEqual({ success: true, settings: { ...settings(), apiKey: '***hidden***' } });
    expect((await operator.get(SETTINGS)).text).not.toContain('settings-api-key');
  });

  it('supply what a request leaves out', async () => {
    const [id = ''] = expectSent(await send({ message: 'Test SMS from CRM' })).messageIds;
    const message = await app.reached(id, 'sent');
    expect(await providerOf(message)).toMatchObject({ label: 'SMS settings', reserved: true });
    expect(advanta.callOf('Test SMS from CRM')?.body).toMatchObject({
      apikey: 'settings-api-key',
      partnerID: 'PARTNER123',
      shortcode: 'MYSHORTCODE',
      mobile: '254712345678',
    });
  });

  it('keep the key when it comes back as it was shown, or not at all', async () => {
    await expectSaved({ ...settings(), apiKey: '***hidden***', shortcode: 'RENAMED' });
    await expectSaved({ enabled: 'true' }, app.admin);
    expect(await shown()).toMatchObject({ settings: { shortcode: 'RENAMED', partnerId: 'PARTNER123' } });
    expectSent(await send({ message: 'after the change' }));
    const call = await until(() => advanta.callOf('after the change'));
    expect(call.body).toMatchObject({ apikey: 'settings-api-key', shortcode: 'RENAMED' });
  });

  it('do not bring their key to another address', async () => {
    const elsewhere = { customApiUrl: `${advanta.url.replace('http:', 'https:')}/send` };
    expect(expectError(await send({ message: 'x', ...elsewhere }), 400)).toBe(`${MISSING}apiKey`);
    expect(expectError(await operator.post(SETTINGS, elsewhere), 400)).toBe(`${MISSING}apiKey`);
  });

  it('supply nothing while they are disabled; requests with credentials of their own go on', async () => {
    await expectSaved({ enabled: false });
    expect(await shown()).toMatchObject({ settings: { enabled: false, partnerId: 'PARTNER123' } });
    expect(expectError(await send({ message: 'x' }), 400)).toBe('Sending is disabled in the SMS settings');
    expectSent(await operator.post(SEND, documented()));
  });
});

describe('a server for another country', () => {
  it('reads national numbers as that country’s', async () => {
    const british = await TestApp.start({
      DEFAULT_COUNTRY: 'GB',
      HTTP_ALLOWED_HOSTS: '127.0.0.1',
      HTTP_ALLOWED_PRIVATE: '127.0.0.1',
    });
    try {
      const { messageIds } = expectSent(await british.admin.post(SEND, { ...documented(), to: '07911123456' }));
      expect((await british.message(messageIds[0] ?? '')).to).toBe('+447911123456');
    } finally {
      await british.stop();
    }
  });
});

describe('a provider made over the API', () => {
  it('carries what waited for anybody, is tried, asked for its balance, and sends; its report makes that delivered', async () => {
    const { body: provider } = await app.admin.post<Provider>('/api/v1/providers', {
      label: 'Advanta',
      driver: 'http',
      settings: { profile: 'advanta', partner_id: '42', base_url: `${advanta.url}/api/services` },
      secrets: { api_key: 'hunter2-key' },
      sender: 'SHOP',
    });
    const path = `/api/v1/providers/${provider.id}`;
    await until(async () => (await app.admin.get<Provider>(path)).body.online);
    // It must have left: in one call with the next message, neither would be in one of its own.
    expect(await app.reached(general, 'sent')).toMatchObject({ provider_id: provider.id });
    for (const type of ['test', 'balance']) {
      const answer = await operator.post<ProviderAnswer>(`${path}/${type}`);
      expect({ status: answer.status, text: answer.text }).toMatchObject({
        status: 200,
        text: expect.stringMatching(/1234\.50/),
      });
    }
    const live = await app.live({ token: app.admin.token, batch: true });
    const id = await app.send({ text: 'over the provider', provider_id: provider.id });
    expect(await app.reached(id, 'sent')).toMatchObject({ from: 'SHOP', provider_id: provider.id });
    const shown = await until(() => live.updates(id).find(({ status }) => status === 'sent'));
    expect(shown).toMatchObject({ sender_number: 'SHOP', sim_card_id: null, provider_id: provider.id });
    expect(advanta.callOf('over the provider')?.path).toBe('/api/services/sendsms');
    expect((await report(provider.report_path, 1, 'DeliveredToTerminal')).status).toBe(200);
    expect((await report(provider.report_path, advanta.idOf('over the provider'), 'AbsentSubscriber')).status).toBe(
      200,
    );
    expect(await app.reached(id, 'undelivered')).toMatchObject({ provider_id: provider.id });
  });
});
