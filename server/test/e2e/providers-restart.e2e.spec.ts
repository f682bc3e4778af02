import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Page } from '@signalbox/contracts/common';
import type { Provider } from '@signalbox/contracts/providers';
import { EmbeddedBrokerService } from '../../src/platform/modem-bus/embedded-broker.service.js';
import { ProviderRepository } from '../../src/messaging/providers/provider.repository.js';
import { DataSource } from 'typeorm';
import { TestApp } from '../app.js';
import { expectWrongField } from '../client.js';
import { FakeWorker } from '../fake-worker.js';
import { until } from '../until.js';

const PROXY = 'http://user:hunter2-proxy@proxy.example:3128';
const NEW = {
  label: 'Twilio',
  driver: 'http',
  worker_id: 'w1',
  settings: { profile: 'twilio', account_sid: 'AC1', proxy: PROXY },
  secrets: { auth_token: 'hunter2-token' },
  sender: '+15005550006',
};

describe('providers after a restart', () => {
  let folder: string;
  let app: TestApp | null = null;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'signalbox-providers-'));
  });
  afterAll(async () => {
    await app?.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  /** The server on the same data as before. */
  async function restart(keySecret = 'k'.repeat(32)): Promise<TestApp> {
    await app?.stop();
    app = await TestApp.start({
      DATA_DIR: folder,
      JWT_SECRET: 'j'.repeat(32),
      KEY_SECRET: keySecret,
      HTTP_ALLOWED_HOSTS: '*.twilio.com,sms.example.com',
    });
    return app;
  }
  const listed = async ({ admin }: TestApp) => (await admin.get<Page<Provider>>('/api/v1/providers')).body.data;
  const stored = () => readdirSync(folder).filter((name) => name.includes('sqlite') || name.includes('.db'));

  async function told(server: TestApp): Promise<FakeWorker> {
    const worker = await FakeWorker.connect('w1', server.get(EmbeddedBrokerService).workerCredentials('w1'));
    await worker.announce([]);
    await until(() => worker.accounts.length > 0);
    return worker;
  }

  it('are held as they were, with secrets that no file shows', async () => {
    let server = await restart();
    const { body: provider } = await server.admin.post<Provider>('/api/v1/providers', NEW);
    expect(provider.settings).toMatchObject({ proxy: 'http://user:***@proxy.example:3128' });
    expect(stored().length).toBeGreaterThan(0);
    for (const name of stored()) expect(readFileSync(join(folder, name), 'latin1')).not.toContain('hunter2');
    server = await restart();
    expect(await listed(server)).toEqual([{ ...provider, trouble: expect.any(String) }]);
    const worker = await told(server);
    expect(worker.accounts.at(-1)?.providers).toMatchObject([
      { settings: { account_sid: 'AC1', proxy: PROXY }, secrets: NEW.secrets, sender: NEW.sender },
    ]);
    await worker.close();
  });

  it('are rid of what a crash left half made', async () => {
    let server = await restart();
    const [whole] = await listed(server);
    const { body: half } = await server.admin.post<Provider>('/api/v1/providers', NEW);
    await server.get(ProviderRepository).remove(half.id);
    const orphan = { channelId: 9999, sender: null, settings: {}, secrets: '', purpose: null, updatedAt: 0 };
    await server.get(ProviderRepository).save(orphan);
    server = await restart();
    expect((await listed(server)).map(({ id }) => id)).toEqual([whole?.id]);
    expect((await server.get(ProviderRepository).all()).map(({ channelId }) => channelId)).toEqual([whole?.id]);
  });

  it('keep an expression from before that is refused today, which stops neither the server nor the account', async () => {
    let server = await restart();
    const settings = { profile: 'generic', url: 'https://sms.example.com/send', answer: { id: '/id (\\d+)/' } };
    const body = { label: 'Own', driver: 'http', worker_id: 'w2', settings };
    const { body: provider } = await server.admin.post<Provider>('/api/v1/providers', body);
    const repository = server.get(ProviderRepository);
    const record = (await repository.all()).find(({ channelId }) => channelId === provider.id);
    if (!record) throw new Error('the provider was not stored');
    const answer = { id: '/(?<=id )(\\d+)/', success: [], temporary: [] };
    await repository.save({ ...record, settings: { ...record.settings, answer } });

    server = await restart();
    const worker = await FakeWorker.connect('w2', server.get(EmbeddedBrokerService).workerCredentials('w2'));
    await worker.announce([]);
    await until(() => worker.accounts.length > 0);
    const [held] = worker.accounts.at(-1)?.providers ?? [];
    expect(held?.settings).toMatchObject({ answer });
    const trouble = 'answer.id is not read: expected no lookahead or lookbehind';
    await worker.announce([worker.channel({ key: held?.key ?? '', kind: 'provider', driver: 'http', trouble })]);
    const path = `/api/v1/providers/${provider.id}`;
    await until(async () => (await server.admin.get<Provider>(path)).body.online);
    expect((await server.admin.get<Provider>(path)).body).toMatchObject({ online: true, trouble });
    expect((await server.admin.patch(path, { label: 'renamed' })).status).toBe(200);
    expectWrongField(await server.admin.patch(path, { settings: { ...settings, answer } }), 400, 'settings.answer.id');
    await server.admin.delete(path);
    await worker.close();
  });

  it('say so under another KEY_SECRET, are not told to anybody, and work again with new secrets', async () => {
    // The old ones were given up, by `npm run secrets:forget`.
    await app?.get(DataSource).query("UPDATE installation SET value = ''");
    const server = await restart('x'.repeat(32));
    const [provider] = await listed(server);
    expect(provider).toMatchObject({ trouble: expect.stringMatching(/KEY_SECRET/), secrets_set: [] });
    const worker = await told(server);
    expect(worker.accounts.at(-1)?.providers).toEqual([]);
    const path = `/api/v1/providers/${provider?.id}`;
    expect((await server.admin.patch(path, { label: 'renamed' })).status).toBe(200);
    const change = { secrets: { auth_token: 'another' }, settings: { ...NEW.settings, proxy: null } };
    expect((await server.admin.patch<Provider>(path, change)).body).toMatchObject({ secrets_set: ['auth_token'] });
    await until(() => JSON.stringify(worker.accounts.at(-1)?.providers[0]?.secrets) === '{"auth_token":"another"}');
    await worker.close();
  });
});
