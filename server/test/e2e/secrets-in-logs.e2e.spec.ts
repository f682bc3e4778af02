import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Session } from '@signalbox/contracts/auth';
import type { NetflowSent } from '@signalbox/contracts/netflow';
import type { Message } from '@signalbox/contracts/messages';
import type { Provider } from '@signalbox/contracts/providers';
import type { WorkerCredentials } from '@signalbox/contracts/workers';
import { Advanta } from '../advanta.js';
import { RECIPIENT } from '../app.js';
import { Client } from '../client.js';
import { ADMIN, Product } from '../product.js';
import { until } from '../until.js';

/** Secrets that go in at the API; each is told apart. */
const SECRETS = {
  provider: 'hunter2-provider',
  proxy: 'hunter2-proxy',
  refused: 'hunter2-refused',
  settings: 'hunter2-settings',
  request: 'hunter2-request',
  query: 'hunter2-query',
  smpp: 'hunter2s', // Eight characters are the most that SMPP has.
};

/** The server as it is run, with its own worker; both log all they can. */
describe('what the built server logs', () => {
  let advanta: Advanta;
  let product: Product;
  let admin: Client;
  beforeAll(async () => {
    advanta = await Advanta.start();
    product = await Product.start({
      LOG_LEVEL: 'trace',
      SIMULATOR_SIMS: '0',
      HTTP_ALLOWED_HOSTS: '127.0.0.1',
      HTTP_ALLOWED_PRIVATE: '127.0.0.1',
    });
    const anonymous = new Client(product.url);
    const { body } = await anonymous.post<Session>('/api/v1/auth/login', {
      identifier: ADMIN.username,
      password: ADMIN.password,
    });
    admin = anonymous.with({ authorization: `Bearer ${body.token}` });
  });
  afterAll(async () => {
    await product?.dispose();
    await advanta?.stop();
  });

  const http = (more: object = {}) => ({ profile: 'advanta', partner_id: '42', base_url: `${advanta.url}/x`, ...more });
  const create = async (settings: object, key: string, driver = 'http') => {
    const secrets = driver === 'smpp' ? { password: key } : { api_key: key };
    return admin.post<Provider>('/api/v1/providers', { label: 'A', driver, settings, secrets, sender: 'SHOP' });
  };

  it('is no secret of a provider, of an old request, or of a worker, also where something goes wrong', async () => {
    const plain = await create(http(), SECRETS.provider);
    // One that cannot be reached, with a password in its proxy's address, and an SMPP account that nobody answers for.
    const proxied = await create(http({ proxy: `http://u:${SECRETS.proxy}@127.0.0.1:9` }), SECRETS.provider);
    const smpp = await create({ host: '127.0.0.1', port: 9, system_id: 'us' }, SECRETS.smpp, 'smpp');
    expect([plain.status, proxied.status, smpp.status]).toEqual([201, 201, 201]);
    expect((await create({ profile: 'x' }, SECRETS.refused)).status).toBe(400);
    const pathOf = ({ body: { id } }: typeof plain) => `/api/v1/providers/${id}`;
    await until(async () => (await admin.get<Provider>(pathOf(plain))).body.online);
    for (const provider of [plain, proxied, smpp]) await admin.post(`${pathOf(provider)}/balance`);

    const old = { customApiUrl: `${advanta.url}/send`, provider: 'advanta', partnerId: '1', shortcode: 'SHOP' };
    expect((await admin.post('/api/sms-settings', { ...old, enabled: true, apiKey: SECRETS.settings })).status).toBe(
      200,
    );
    const request = { ...old, to: RECIPIENT, message: 'hello', apiKey: SECRETS.request };
    const { messageIds } = (await admin.post<NetflowSent>('/api/sms/send', request)).body;
    const sent = () => admin.get<Message>(`/api/v1/messages/${messageIds[0]}`);
    await until(async () => (await sent()).body.status === 'sent');

    const token = (await admin.get<Provider>(pathOf(plain))).body.report_path?.split('/').at(-1) ?? '';
    expect(token).toHaveLength(43);
    const report = { messageid: 1, description: 'DeliveredToTerminal' };
    const anonymous = new Client(product.url);
    expect((await anonymous.post(`${pathOf(plain)}/reports/${token}`, report)).status).toBe(200);
    const { body: worker } = await admin.post<WorkerCredentials>('/api/v1/workers', { id: 'site-1' });
    expect(worker.password.length).toBeGreaterThan(10);

    const query = `transport=polling&token=${SECRETS.query}&api_key=${SECRETS.query}`;
    for (const path of [
      '/socket.io/?EIO=3&',
      '/socket.io/?EIO=4&',
      '/socket.io/?EIO=9&',
      '/api/nowhere?',
      '/api/sms/inbox?',
    ]) {
      await fetch(`${product.url}${path}${query}`);
    }

    expect(await product.stop()).toBe(0);
    const { log } = product;
    // Both processes spoke, also of what went wrong.
    expect(log).toMatch(/"process":"server".*Worker local: the connection was refused/);
    expect(log).toMatch(/"process":"worker".*offline: the connection was refused/);
    const secrets = { ...SECRETS, token, worker: worker.password, admin: ADMIN.password };
    expect(Object.entries(secrets).flatMap(([name, value]) => (log.includes(value) ? [name] : []))).toEqual([]);
  });
});
