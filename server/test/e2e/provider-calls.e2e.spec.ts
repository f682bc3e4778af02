import { createHmac } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Page } from '@signalbox/contracts/common';
import type { Message } from '@signalbox/contracts/messages';
import type { Provider } from '@signalbox/contracts/providers';
import { SuppressionService } from '../../src/messaging/suppression/suppression.service.js';
import { TestApp } from '../app.js';
import { expectProblem, expectWrongField } from '../client.js';
import { until } from '../until.js';

const PROVIDERS = '/api/v1/providers';
const FORM = 'application/x-www-form-urlencoded';
const AT = 'http://127.0.0.1:9/';
const form = (fields: Record<string, string>) => new URLSearchParams(fields).toString();

/** How somebody's STOP comes from each provider, and another message, in JSON or as a form. */
const ACCOUNTS: Record<string, { account: object; stop: (from: string) => [body: string, type: string] }> = {
  twilio: {
    account: {
      settings: { profile: 'twilio', account_sid: `AC${'0'.repeat(32)}`, base_url: AT },
      secrets: { auth_token: 'token' },
    },
    stop: (From) => [
      form({ MessageSid: `SM${From}`, SmsStatus: 'received', From, To: '+12025550123', Body: 'Stop' }),
      FORM,
    ],
  },
  africas_talking: {
    account: { settings: { profile: 'africas_talking', username: 'me', base_url: AT }, secrets: { api_key: 'k' } },
    stop: (from) => [form({ id: `A${from}`, from, to: '22141', text: 'STOP', linkId: 'l', date: '2026-11-22' }), FORM],
  },
  advanta: {
    account: { settings: { profile: 'advanta', partner_id: '42', base_url: AT }, secrets: { api_key: 'k' } },
    stop: (mobile) => [JSON.stringify({ shortcode: '12345', mobile, message: 'OPT OUT' }), 'application/json'],
  },
  android: {
    account: { settings: { profile: 'android', base_url: AT }, secrets: { password: 'p' } },
    stop: (phoneNumber) => [
      JSON.stringify({
        event: 'sms:received',
        payload: { messageId: '1', phoneNumber, message: 'unsub', receivedAt: '2026-11-22T12:00:00Z' },
      }),
      'application/json',
    ],
  },
  generic: {
    account: {
      settings: {
        profile: 'generic',
        url: AT,
        body: '{}',
        inbound: { from: 'msg.from', text: 'msg.text', id: 'msg.id' },
      },
    },
    stop: (from) => [JSON.stringify({ msg: { from, text: 'REVOKE', id: `g${from}` } }), 'application/json'],
  },
};

describe('what a provider brings over HTTP', () => {
  let app: TestApp;
  beforeAll(async () => {
    app = await TestApp.start({ HTTP_ALLOWED_HOSTS: '127.0.0.1,*.twilio.com', HTTP_ALLOWED_PRIVATE: '127.0.0.1' });
    await app.startWorker();
  });
  afterAll(() => app?.stop());

  /** A provider that the server's own worker holds, by the address where it calls. */
  async function addressOf(account: object): Promise<{ id: number; path: string }> {
    const answer = await app.admin.post<Provider>(PROVIDERS, {
      label: 'P',
      driver: 'http',
      sender: 'SHOP',
      ...account,
    });
    expect({ status: answer.status, text: answer.text }).toMatchObject({ status: 201 });
    const { id, report_path: path } = answer.body;
    await until(async () => !(await app.admin.post(`${PROVIDERS}/${id}/restart`)).text.includes('no channel'));
    return { id, path: path ?? '' };
  }
  const inboxOf = async (number: string) =>
    (await app.admin.get<Page<Message>>(`/api/v1/inbox?number=${encodeURIComponent(number)}`)).body.data;

  it.each(Object.entries(ACCOUNTS))('is heard when it is STOP: %s', async (name, { account, stop }) => {
    const { id, path } = await addressOf(account);
    const number = `+25471400000${Object.keys(ACCOUNTS).indexOf(name)}`;
    const [body, type] = stop(number);
    for (const again of [false, true]) {
      expect({ again, status: (await app.anonymous.raw(path, body, type)).status }).toEqual({ again, status: 200 });
    }
    await until(() => app.get(SuppressionService).isSuppressed(number));
    const [message] = await until(async () => {
      const found = await inboxOf(number);
      return found.length > 0 && found;
    });
    expect(message).toMatchObject({ direction: 'inbound', from: number, provider_id: id, sim_card_id: null });
    expectWrongField(await app.admin.post('/api/v1/messages', { to: number, text: 'x' }), 409, 'to');
  });

  it('must be signed by Twilio itself where it is Twilio', async () => {
    const { path } = await addressOf({
      settings: { profile: 'twilio', account_sid: `AC${'1'.repeat(32)}`, status_callback: 'https://sms.example.com/x' },
      secrets: { auth_token: 'token' },
    });
    const number = '+254714000099';
    const fields = { Body: 'STOP', From: number, MessageSid: 'SM99', SmsStatus: 'received' };
    const signed = Object.entries(fields).flat().join('');
    const signature = createHmac('sha1', 'token').update(`https://sms.example.com${path}${signed}`).digest('base64');
    const call = (given: Record<string, string>) => app.anonymous.with(given).raw(path, form(fields), FORM);
    expectProblem(await call({}), 400);
    expectProblem(await call({ 'x-twilio-signature': signature.replace(/^./, '-') }), 400);
    expect(app.get(SuppressionService).isSuppressed(number)).toBe(false);
    expect(await call({ 'x-twilio-signature': signature })).toMatchObject({ status: 200 });
    await until(() => app.get(SuppressionService).isSuppressed(number));
  });

  it('is heard in the charset that it is in, and refused in none', async () => {
    const { path } = await addressOf(ACCOUNTS['africas_talking']?.account ?? {});
    const number = '+254714000090';
    const body = form({ id: 'A90', from: number, to: '22141', linkId: 'l', date: '2026-11-22' });
    expectWrongField(await app.anonymous.raw(path, `${body}&text=Arr%EAt`, FORM), 400, 'body');
    expectWrongField(await app.anonymous.raw(`${path}?text=Arr%EAt`, body, FORM), 400, 'query');
    expect(await app.anonymous.raw(path, `${body}&text=Arr%EAt`, `${FORM}; charset=ISO-8859-1`)).toMatchObject({
      status: 200,
    });
    await until(() => app.get(SuppressionService).isSuppressed(number));
  });

  it('is a bad request when nothing says how it is to be read', async () => {
    const { path } = await addressOf({ settings: { profile: 'generic', url: AT, body: '{}' } });
    expectWrongField(await app.anonymous.raw(path, '{"id":"1","status":"ok"}', 'application/json'), 400, 'body');
  });

  it('is a bad request when it is an empty list', async () => {
    const { path } = await addressOf(ACCOUNTS.advanta?.account ?? {});
    expectWrongField(await app.anonymous.raw(path, '[]', 'application/json'), 400, 'body');
  });
});
