import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Provider } from '@signalbox/contracts/providers';
import type { SimCard } from '@signalbox/contracts/sim-cards';
import { TestApp } from '../app.js';
import { expectProblem, expectWrongField } from '../client.js';
import { until } from '../until.js';

const PROVIDERS = '/api/v1/providers';
const SMPP = {
  label: 'SMSC',
  driver: 'smpp',
  settings: { host: '127.0.0.1', port: 9, system_id: 'us' },
  secrets: { password: 'hunter2' },
};
const GENERIC = {
  profile: 'generic',
  method: 'POST',
  url: 'http://127.0.0.1:9/send',
  body: '{"to":"{{to}}","text":"{{text}}"}',
};
const HTTP = { label: 'HTTP', driver: 'http' };
const REPORTED = { id: 'json:id', status: 'json:state', delivered: ['ok'], undelivered: ['no'] };
const KNOWN = {
  advanta: {
    settings: { profile: 'advanta', partner_id: '42', base_url: 'http://127.0.0.1:9/' },
    secrets: { api_key: 'k' },
  },
  africas_talking: {
    settings: { profile: 'africas_talking', username: 'me', base_url: 'http://127.0.0.1:9/' },
    secrets: { api_key: 'k' },
  },
  twilio: {
    settings: { profile: 'twilio', account_sid: `AC${'0'.repeat(32)}`, base_url: 'http://127.0.0.1:9/' },
    secrets: { auth_token: 't' },
  },
} as const;

describe('what can never be', () => {
  let app: TestApp;
  let sim: SimCard;
  beforeAll(async () => {
    app = await TestApp.start({ HTTP_ALLOWED_HOSTS: '127.0.0.1', HTTP_ALLOWED_PRIVATE: '127.0.0.1' });
    await app.startWorker();
    [sim] = (await app.simCards()) as [SimCard];
  });
  afterAll(() => app?.stop());

  /** A provider that the server's own worker holds. */
  async function provider(body: object): Promise<Provider> {
    const answer = await app.admin.post<Provider>(PROVIDERS, { ...body, sender: 'SHOP' });
    expect({ status: answer.status, text: answer.text }).toMatchObject({ status: 201 });
    const { id } = answer.body;
    return until(async () => {
      // Its worker knows it once it answers anything but that it does not.
      const { text } = await app.admin.post(`${PROVIDERS}/${id}/restart`);
      return !text.includes('no channel') && (await app.admin.get<Provider>(`${PROVIDERS}/${id}`)).body;
    });
  }

  it('is a conflict: the balance of an SMPP account', async () => {
    const { id } = await provider(SMPP);
    const answer = await app.admin.post<{ detail: string }>(`${PROVIDERS}/${id}/balance`);
    expectProblem(answer, 409);
    expect(answer.body.detail).toContain('an SMPP account cannot be asked for its balance');
  });

  it('is a conflict: the balance of a provider whose settings do not say how', async () => {
    const { id } = await provider({ ...HTTP, settings: GENERIC });
    expectProblem(await app.admin.post(`${PROVIDERS}/${id}/balance`), 409);
  });

  it.each(['12', '*144', '+254', '***'])('is a wrong field: %s for a USSD code', async (code) => {
    expectWrongField(await app.admin.post(`/api/v1/sim-cards/${sim.id}/ussd`, { code }), 400, 'code', /USSD code/);
  });

  it.each(['https://127.0.0.1:99999/', 'https://127.0.0.1:65536/a', 'https://[::1:::]/', 'https://999.1.1.1/'])(
    'is a wrong field: %s for an address',
    async (url) => {
      const tried: [object, string][] = [
        [{ ...KNOWN.advanta, settings: { ...KNOWN.advanta.settings, base_url: url } }, 'settings.base_url'],
        [{ settings: { ...GENERIC, url } }, 'settings.url'],
        [{ settings: { ...GENERIC, balance: { url, value: 'json:balance' } } }, 'settings.balance.url'],
        [{ ...KNOWN.twilio, settings: { ...KNOWN.twilio.settings, proxy: url } }, 'settings.proxy'],
      ];
      for (const [body, field] of tried) {
        expectWrongField(await app.admin.post(PROVIDERS, { ...HTTP, sender: 'SHOP', ...body }), 400, field);
      }
    },
  );

  it.each(Object.entries({ ...KNOWN, generic: { settings: { ...GENERIC, report: REPORTED } } }))(
    'is a bad request: a delivery report that %s never sent',
    async (_, account) => {
      const { report_path } = await provider({ ...HTTP, ...account });
      for (const [text, type] of [
        ['', 'text/plain'],
        ['{}', 'application/json'],
        ['{"broken":', 'application/json'],
        ['[1,null,[]]', 'application/json'],
        ['a=%ZZ&b', 'application/x-www-form-urlencoded'],
        ['\u0000\ufffd<xml/>', 'application/xml'],
      ] as const) {
        const answer = await app.anonymous.raw(report_path ?? '', text, type);
        expect({ text, status: answer.status, said: answer.text }).toMatchObject({ text, status: 400 });
        expectWrongField(answer, 400, 'body');
      }
    },
  );
});
