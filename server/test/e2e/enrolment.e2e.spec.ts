import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { Worker, WorkerCredentials } from '@signalbox/contracts/workers';
import { connectAsync, type IClientOptions } from 'mqtt';
import { SystemLogService } from '../../src/access/logs/system-log.service.js';
import { TestApp } from '../app.js';
import { expectProblem, expectWrongField } from '../client.js';
import { FakeWorker } from '../fake-worker.js';
import { until } from '../until.js';

const WORKERS = '/api/v1/workers';

describe('enrolling workers', () => {
  let app: TestApp;
  const fakes: FakeWorker[] = [];
  beforeAll(async () => {
    app = await TestApp.start({ MQTT_LISTEN: '127.0.0.1:0', EMBEDDED_WORKER: 'false' });
  });
  afterAll(() => app?.stop());
  afterEach(() => Promise.all(fakes.splice(0).map((worker) => worker.close())));

  const listed = async (id: string) => (await app.admin.get<Worker>(`${WORKERS}/${id}`)).body;
  async function enrol(body: object = {}): Promise<WorkerCredentials> {
    const answer = await app.admin.post<WorkerCredentials>(WORKERS, body);
    if (answer.status !== 201) throw new Error(`not enrolled: ${answer.text}`);
    return answer.body;
  }
  async function connect({ id, ...credentials }: WorkerCredentials): Promise<FakeWorker> {
    const worker = await FakeWorker.connect(id, { ...credentials, url: credentials.mqtt_url ?? '' });
    fakes.push(worker);
    return worker;
  }
  const online = (id: string, is = true) => until(async () => (await listed(id)).online === is);

  describe('by the API', () => {
    it('answers name, user, password, address and topics, and shows the password never again', async () => {
      const answer = await app.admin.post<WorkerCredentials>(WORKERS, { id: 'site-1', label: 'The shed' });
      expect(answer.status).toBe(201);
      expect(answer.body).toEqual({
        id: 'site-1',
        label: 'The shed',
        username: 'worker.site-1',
        password: expect.stringMatching(/^[A-Za-z0-9_-]{32}$/),
        mqtt_url: expect.stringMatching(/^mqtt:\/\/127\.0\.0\.1:\d+$/),
        topics: {
          read: ['hello', 'jobs', 'confirms', 'providers', 'requests'].map((topic) => `signalbox/v1/site-1/${topic}`),
          write: ['state', 'events', 'replies'].map((topic) => `signalbox/v1/site-1/${topic}`),
        },
      });
      const { text, body } = await app.admin.get<{ data: Worker[] }>(WORKERS);
      expect(text).not.toMatch(new RegExp(`${answer.body.password}|\\$7\\$`));
      expect(body.data).toContainEqual({
        id: 'site-1',
        label: 'The shed',
        online: false,
        state: 'offline',
        version: null,
        channels: 0,
        channels_online: 0,
        in_flight: 0,
        since: expect.any(String),
        enrolled_at: expect.any(String),
        trouble: null,
      });
    });

    it('makes up a name for one without, another each time', async () => {
      const [one, two] = [await enrol(), await enrol()];
      expect(one.id).toMatch(/^w-[0-9a-f]{8}$/);
      expect(two.id).not.toBe(one.id);
      expect(two.password).not.toBe(one.password);
    });

    it.each<[object, string]>([
      [{ id: 'local' }, 'id'],
      [{ id: 'a/b' }, 'id'],
      [{ id: '+' }, 'id'],
      [{ id: '' }, 'id'],
      [{ id: 'x'.repeat(65) }, 'id'],
      [{ id: 7 }, 'id'],
      [{ label: '' }, 'label'],
      [{ label: 'x'.repeat(65) }, 'label'],
      [{ password: 'mine' }, 'password'],
    ])('refuses %j, and says why', async (body, field) => {
      expectWrongField(await app.admin.post(WORKERS, body), 400, field, /expected|unrecognized/i);
    });

    it('refuses a name that is enrolled, also when two ask at once', async () => {
      const answers = await Promise.all([1, 2, 3].map(() => app.admin.post(WORKERS, { id: 'twice' })));
      expect(answers.map(({ status }) => status).sort()).toEqual([201, 409, 409]);
      expectWrongField(await app.admin.post(WORKERS, { id: 'twice' }), 409, 'id');
    });

    it('under an Idempotency-Key answers the same password again', async () => {
      const client = app.admin.with({ 'idempotency-key': 'enrol once' });
      const answers = [await client.post(WORKERS, { id: 'once' }), await client.post(WORKERS, { id: 'once' })];
      expect(answers.map(({ status }) => status)).toEqual([201, 201]);
      expect(answers[1]?.text).toBe(answers[0]?.text);
    });

    it('knows no worker that there is not', async () => {
      expectProblem(await app.admin.get(`${WORKERS}/nobody`), 404);
      expectProblem(await app.admin.post(`${WORKERS}/nobody/password`), 404);
      expectProblem(await app.admin.delete(`${WORKERS}/nobody`), 404);
    });

    it('is for admins; operators and viewers may look', async () => {
      await enrol({ id: 'looked-at' });
      for (const role of ['operator', 'viewer', 'user'] as const) {
        const account = await app.account(`enrol-${role}`, role);
        expect((await account.get(`${WORKERS}/looked-at`)).status).toBe(role === 'user' ? 403 : 200);
        expectProblem(await account.post(WORKERS, { id: 'mine' }), 403);
        expectProblem(await account.post(`${WORKERS}/looked-at/password`), 403);
        expectProblem(await account.delete(`${WORKERS}/looked-at`), 403);
      }
      expectProblem(await app.anonymous.post(WORKERS, {}), 401);
    });

    it('is in the system log, without the password', async () => {
      const { password } = await enrol({ id: 'logged' });
      const entries = await until(async () => {
        const all = await app.get(SystemLogService).list(100);
        return all.some(({ details }) => details === 'worker logged was enrolled') && all;
      });
      expect(JSON.stringify(entries)).not.toContain(password);
    });
  });

  describe('at the broker', () => {
    it('lets a worker in with its password, and again', async () => {
      const credentials = await enrol();
      for (let time = 0; time < 2; time += 1) {
        const worker = await connect(credentials);
        await worker.announce();
        await online(credentials.id);
        await worker.close();
        await online(credentials.id, false);
      }
    });

    it.each<[string, (given: WorkerCredentials, other: WorkerCredentials) => IClientOptions]>([
      ['a wrong password', ({ username }) => ({ username, password: 'wrong' })],
      ['no password', ({ username }) => ({ username })],
      ["another's password", ({ username }, { password }) => ({ username, password })],
      [
        'another user in the same letters',
        ({ username, password }) => ({ username: username.toUpperCase(), password }),
      ],
      ["the server's name", ({ password }) => ({ username: 'server', password })],
      ['no prefix', ({ id, password }) => ({ username: id, password })],
    ])('refuses %s', async (_, show) => {
      const [given, other] = [await enrol(), await enrol()];
      const options = { clientId: `signalbox-worker-${given.id}`, protocolVersion: 4, reconnectPeriod: 0 } as const;
      const attempt = connectAsync(given.mqtt_url ?? '', { ...options, ...show(given, other) });
      await expect(attempt).rejects.toThrow(/not authorized/i);
    });

    it("refuses a stolen id: the owner stays, and its will is nobody else's", async () => {
      const [owner, thief] = [await enrol(), await enrol()];
      const worker = await connect(owner);
      await worker.announce();
      await online(owner.id);
      const { username, password, mqtt_url: url } = thief;
      const options = { username, password, protocolVersion: 4, reconnectPeriod: 0 } as const;
      await expect(connectAsync(url ?? '', { ...options, clientId: `signalbox-worker-${owner.id}` })).rejects.toThrow(
        /identifier rejected/i,
      );
      const will = {
        topic: `signalbox/v1/${owner.id}/state`,
        payload: Buffer.from('{}'),
        qos: 1,
        retain: true,
      } as const;
      await expect(
        connectAsync(url ?? '', { ...options, clientId: `signalbox-worker-${thief.id}`, will }),
      ).rejects.toThrow(/not authorized/i);
      expect(worker.client.connected).toBe(true);
      expect((await listed(owner.id)).online).toBe(true);
    });

    it.each(['hello', 'jobs', 'confirms', 'providers', 'requests'] as const)(
      'does not let a worker speak as the server does, in its own %s',
      async (topic) => {
        const worker = await connect(await enrol());
        const closed = new Promise<void>((resolve) => worker.client.once('close', () => resolve()));
        worker.client.publish(`signalbox/v1/${worker.id}/${topic}`, '{}', { qos: 1 });
        await closed;
      },
    );

    it('ends a connection at once when its password is replaced, and takes the new one only', async () => {
      const first = await enrol();
      const worker = await connect(first);
      await worker.announce();
      await online(first.id);
      const answer = await app.admin.post<WorkerCredentials>(`${WORKERS}/${first.id}/password`);
      expect(answer.status).toBe(200);
      expect(answer.body).toEqual({ ...first, password: expect.any(String) });
      expect(answer.body.password).not.toBe(first.password);
      await until(() => !worker.client.connected);
      await online(first.id, false);
      await expect(connect(first)).rejects.toThrow(/not authorized/i);
      const again = await connect(answer.body);
      await again.announce();
      await online(first.id);
    });

    it('keeps a worker out that was removed, with its channels offline', async () => {
      const credentials = await enrol();
      const worker = await connect(credentials);
      await worker.announce();
      await online(credentials.id);
      expect((await app.admin.delete(`${WORKERS}/${credentials.id}`)).status).toBe(204);
      await until(() => !worker.client.connected);
      expectProblem(await app.admin.get(`${WORKERS}/${credentials.id}`), 404);
      const sim = (await app.simCards()).find(({ worker_id: id }) => id === credentials.id);
      expect(sim?.online).toBe(false);
      await expect(connect(credentials)).rejects.toThrow(/not authorized/i);
      // Its last word comes after it is gone, and does not bring it back.
      await new Promise((resolve) => setTimeout(resolve, 200));
      expectProblem(await app.admin.get(`${WORKERS}/${credentials.id}`), 404);
      const anew = await enrol({ id: credentials.id });
      await expect(connect(credentials)).rejects.toThrow(/not authorized/i);
      await connect(anew);
    });

    it('keeps a worker while messages are under way at it', async () => {
      const credentials = await enrol();
      const worker = await connect(credentials);
      await worker.announce();
      await online(credentials.id);
      const sim = await until(async () => (await app.simCards()).find(({ worker_id: id }) => id === credentials.id));
      const id = await app.send({ text: 'hello', sim_card_id: sim.id });
      await until(() => worker.jobs.length === 1);
      expectProblem(await app.admin.delete(`${WORKERS}/${credentials.id}`), 409);
      await worker.report({ type: 'failed', id, attempt: 1, at: Date.now(), temporary: false, reason: 'the end' });
      // The row says so a moment before the server has let go of the message.
      await until(async () => (await app.admin.delete(`${WORKERS}/${credentials.id}`)).status === 204);
    });
  });
});
