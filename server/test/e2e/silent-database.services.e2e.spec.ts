import { afterAll, afterEach, beforeAll, expect, it } from '@jest/globals';
import { setTimeout as wait } from 'node:timers/promises';
import type { Health } from '@signalbox/contracts/health';
import { InFlightService } from '../../src/messaging/sms/dispatch/in-flight.service.js';
import { StraySweepService } from '../../src/messaging/sms/dispatch/stray-sweep.service.js';
import { Database } from '../../src/storage/typeorm/database.js';
import { RECIPIENT, TestApp } from '../app.js';
import { Client } from '../client.js';
import { metric } from '../metrics.js';
import { describeWith } from '../services/describe-with.js';
import { startMariadb, type TestDatabase } from '../services/mariadb.js';
import { type TcpProxy, startTcpProxy } from '../services/tcp-proxy.js';
import { until } from '../until.js';

const LIMIT_S = 6;
/** After the half minute in which the sweep leaves a message alone. */
const LATER_MS = 60_000;

interface Sent {
  status: number;
  id?: string;
  retryAfter: string | null;
  ms: number;
}

describeWith('mariadb', 'a database that falls silent', () => {
  let database: TestDatabase;
  let proxy: TcpProxy;
  let app: TestApp;
  let key: string;

  beforeAll(async () => {
    database = await startMariadb();
    const url = new URL(database.url);
    proxy = await startTcpProxy(Number(url.port));
    url.port = String(proxy.port);
    app = await TestApp.start({ DATABASE_URL: url.href, DATABASE_TIMEOUT_SECONDS: String(LIMIT_S) });
    await app.startWorker();
    ({ key } = await app.withKey(app.admin));
  });
  afterAll(async () => {
    await app?.stop();
    await proxy?.stop();
    await database?.stop();
  });
  afterEach(async () => {
    proxy.thaw();
    proxy.onSent = () => undefined;
    await until(async () => (await ready()) === 200);
  });

  async function post(path: string, body: object, headers: Record<string, string> = {}): Promise<Sent> {
    const began = performance.now();
    const answer = await fetch(`${app.url}${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-api-key': key, ...headers },
      body: JSON.stringify(body),
    });
    const { id } = (await answer.json()) as { id?: string };
    const retryAfter = answer.headers.get('retry-after');
    return { status: answer.status, id, retryAfter, ms: performance.now() - began };
  }
  const message = { to: RECIPIENT, text: 'hello' };
  const doors: [string, () => Promise<Sent>][] = [
    ['the direct door', () => post('/api/v1/messages', message)],
    ['the long way', () => post('/api/v1/messages', message, { 'idempotency-key': `key ${Math.random()}` })],
    ['a batch', () => post('/api/v1/messages/batch', { messages: [message, message] })],
    ['the gateway API', () => post('/api/sms', { recipient: RECIPIENT, message: 'hello' })],
  ];

  const ready = async () => (await fetch(`${app.url}/health/ready`)).status;
  const sendAll = () => Promise.all(doors.map(([, send]) => send()));

  /** Sends until it is told to stop; answers all that was answered. */
  function stream(): () => Promise<Sent[]> {
    const answers: Sent[] = [];
    let over = false;
    const sender = async () => {
      while (!over) {
        const answer = await post('/api/v1/messages', message);
        answers.push(answer);
        if (answer.status !== 202) await wait(20);
      }
    };
    const senders = Array.from({ length: 16 }, sender);
    return async () => {
      over = true;
      await Promise.all(senders);
      return answers;
    };
  }

  /** Every message that was answered 202 is delivered, and nobody holds what the database does not have as dispatched. */
  async function expectKept(accepted: (string | undefined)[]): Promise<void> {
    const read = () =>
      app
        .get(Database)
        .read<{ id: string; status: string }>('SELECT id, status FROM messages WHERE direction = ?', ['outbound']);
    // A machine that has much to do may be too late for a moment once more.
    const stored = () => until(() => read().catch(() => undefined));
    const rows = new Map((await stored()).map(({ id, status }) => [id, status]));
    expect(accepted.filter((id) => id === undefined || !rows.has(id))).toEqual([]);
    await until(async () => {
      await app.get(StraySweepService).sweep(Date.now() + LATER_MS);
      return (await stored()).every(({ status }) => status === 'delivered');
    });
    expect(await until(() => app.get(InFlightService).size === 0)).toBe(true);
    for (const { in_flight } of await app.simCards()) expect(in_flight).toBe(0);
  }

  it('answers 503 at every door within its limit, then at once, and goes on by itself when it is back', async () => {
    expect((await sendAll()).map(({ status }) => status)).toEqual([202, 202, 202, 200]);
    const stop = stream();
    await wait(300);
    proxy.freeze();
    const waited = await sendAll();
    for (const { status, retryAfter, ms } of waited) {
      expect([status, retryAfter]).toEqual([503, '2']);
      // Once its limit, and what a busy machine adds.
      expect(ms).toBeLessThan(LIMIT_S * 1000 * 1.9);
    }
    const refused = await sendAll();
    for (const { status, retryAfter, ms } of refused) {
      expect([status, retryAfter]).toEqual([503, '2']);
      // Not its limit once more.
      expect(ms).toBeLessThan((LIMIT_S * 1000) / 2);
    }
    expect(await ready()).toBe(503);
    const { body } = await app.anonymous.get<Health>('/health/ready');
    expect(body.checks).toMatchObject({ database: 'unavailable', broker: 'ok' });
    // What is known without the database is told.
    const metrics = await app.anonymous.get('/metrics');
    expect([metrics.status, metrics.text.includes('mqtt_connected 1')]).toEqual([200, true]);
    proxy.thaw();
    const back = performance.now();
    await until(async () => (await ready()) === 200);
    await until(async () => (await post('/api/v1/messages', message)).status === 202);
    expect(performance.now() - back).toBeLessThan(20_000);
    const answers = await stop();
    const statuses = new Set(answers.map(({ status }) => status));
    expect(statuses).toEqual(new Set([202, 503]));
    await expectKept(answers.filter(({ status }) => status === 202).map(({ id }) => id));
  });

  it('leaves nothing behind when it falls silent at COMMIT, again and again', async () => {
    const stop = stream();
    for (let times = 0; times < 3; times++) {
      await wait(200);
      await new Promise<void>((resolve) => {
        proxy.onSent = (data) => {
          if (!data.includes('COMMIT')) return undefined;
          proxy.onSent = () => undefined;
          // The COMMIT is passed on, and the answer is not.
          setImmediate(() => {
            proxy.freeze();
            resolve();
          });
          return undefined;
        };
      });
      await until(async () => (await ready()) === 503);
      await wait(times * 700);
      proxy.thaw();
      await until(async () => (await ready()) === 200);
    }
    const answers = await stop();
    await expectKept(answers.filter(({ status }) => status === 202).map(({ id }) => id));
  });

  it('takes up what a commit left behind that nobody was told of, and says how many and how old', async () => {
    const [before, id] = [
      await metric(app.anonymous, 'sms_strays_total', { found: 'unheld' }),
      await app.send({ text: 'x' }),
    ];
    await app.reached(id, 'delivered');
    // As a commit leaves it whose answer never came, with a server that gave its callers up.
    await app
      .get(Database)
      .write((tx) =>
        tx.run("UPDATE messages SET status = 'dispatched', attempt = 2, version = 9, held_at = NULL WHERE id = ?", [
          id,
        ]),
      );
    await app.get(StraySweepService).sweep(Date.now() + LATER_MS);
    await app.reached(id, 'delivered');
    expect(await metric(app.anonymous, 'sms_strays_total', { found: 'unheld' })).toBe(before + 1);
    expect(await metric(app.anonymous, 'sms_strays_oldest_age_seconds')).toBeGreaterThan(50);
  });

  it('does not end other callers’ connections for one that is slow', async () => {
    const slow = app.get(Database).read(`SELECT SLEEP(${LIMIT_S + 30})`);
    const answered = expect(slow).rejects.toMatchObject({ status: 503, retryAfterSeconds: 2 });
    const stop = stream();
    await answered;
    const statuses = (await stop()).map(({ status }) => status);
    expect(new Set(statuses)).toEqual(new Set([202]));
    const running = await new Client(app.url).get('/health/ready');
    expect(running.status).toBe(200);
    // Its work at the server ends with it.
    await until(async () => {
      const sql = "SELECT COUNT(*) AS count FROM information_schema.processlist WHERE info LIKE 'SELECT SLEEP%'";
      return Number((await app.get(Database).read<{ count: number }>(sql))[0]?.count) === 0;
    });
  });
});
