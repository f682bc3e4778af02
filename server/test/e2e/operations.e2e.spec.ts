import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { exposedNames, familyOf } from '../../../docker/grafana/src/metric-names.ts';
import { TestApp } from '../app.js';
import { askedOfPrometheus, namesAsked } from '../dashboards.js';
import { metric } from '../metrics.js';
import { findProgram } from '../services/available.js';
import { describeWith } from '../services/describe-with.js';
import { startMosquitto, type TestBroker } from '../services/mosquitto.js';
import { until } from '../until.js';

const CONSOLE = join(import.meta.dirname, '..', '..', '..', 'console', 'dist', 'browser', 'index.html');

interface OpenApi {
  openapi: string;
  info: { title: string; version: string };
  paths: Record<string, Record<string, Operation>>;
  components: { securitySchemes: Record<string, unknown> };
}
interface Operation {
  tags?: string[];
  parameters?: { name: string; in: string; schema?: object }[];
  requestBody?: { content: Record<string, { schema: { properties?: object; $ref?: string } }> };
  responses: Record<string, { content?: Record<string, { schema?: object }> }>;
}

describe('operations', () => {
  let app: TestApp;
  beforeAll(async () => {
    app = await TestApp.start();
    await app.startWorker();
    await app.reached(await app.send({ text: 'hello' }), 'delivered');
  });
  afterAll(() => app?.stop());

  describe('metrics', () => {
    it.each([
      'sms_messages_total',
      'sms_delivery_duration_seconds_count',
      'sms_accept_duration_seconds_count',
      'sms_queue_depth',
      'sms_queue_oldest_age_seconds',
      'sms_channels_online',
      'mqtt_connected',
      'app_build_info',
      'process_resident_memory_bytes',
      'nodejs_eventloop_lag_seconds',
    ])('hold %s', async (name) => {
      const { status, text, headers } = await app.anonymous.get('/metrics');
      expect(status).toBe(200);
      expect(headers.get('content-type')).toMatch(/^text\/plain; version=0\.0\.4/);
      expect(text).toMatch(new RegExp(`^${name}[{ ]`, 'm'));
    });

    it.each([
      'mqtt_packets_dropped_total{reason="schema"}',
      'worker_claims_refused_total{claim="report"}',
      'job_runs_total{job="outbox-deadlines",result="failed"}',
      'payments_total{result="unmatched"}',
    ])('begin with 0 where the first one is a warning: %s', async (series) => {
      expect((await app.anonymous.get('/metrics')).text.split('\n')).toContain(`${series} 0`);
    });

    it('count what happens', async () => {
      const delivered = () =>
        metric(app.anonymous, 'sms_messages_total', {
          direction: 'outbound',
          status: 'delivered',
          channel_kind: 'sim',
        });
      const before = await delivered();
      await app.reached(await app.send({ text: 'hello' }), 'delivered');
      await until(async () => (await delivered()) === before + 1);
      expect(await metric(app.anonymous, 'sms_channels_online', { kind: 'sim' })).toBe(4);
      expect(await metric(app.anonymous, 'mqtt_connected')).toBe(1);
    });

    it('say what is open, and who watches', async () => {
      const sockets = (viewer: string) => metric(app.anonymous, 'live_sockets', { viewer });
      const before = await sockets('staff');
      const socket = await app.live({ token: app.admin.token });
      expect([await sockets('staff'), await sockets('anonymous')]).toEqual([before + 1, 0]);
      socket.close();
      await until(async () => (await sockets('staff')) === before);
      const { text } = await app.anonymous.get('/metrics');
      for (const name of ['invoices_open', 'invoices_open_amount']) {
        for (const status of ['unpaid', 'part_paid', 'overdue'])
          expect(text).toContain(`\n${name}{status="${status}"} 0`);
      }
      expect(text).toContain('\ntickets_open{status="waiting"} 0');
      expect(text).toContain('\ntickets_breached 0');
    });

    it('are all that dashboards and alert rules ask for', async () => {
      const exposed = new Set(exposedNames((await app.anonymous.get('/metrics')).text));
      // Prometheus' own.
      exposed.add('up');
      const missing = [...namesAsked()].filter(([name]) => !exposed.has(name));
      expect(missing).toEqual([]);
      expect(askedOfPrometheus().length).toBeGreaterThan(100);
    });

    it('of our own are each in a dashboard or a rule', async () => {
      const { text } = await app.anonymous.get('/metrics');
      const asked = new Set([...namesAsked().keys()].map(familyOf));
      const own = exposedNames(text).map(familyOf);
      expect(own.filter((name) => !/^(process|nodejs)_/.test(name) && !asked.has(name))).toEqual([]);
    });

    describeWith('promtool', 'as promtool reads them', () => {
      it('are named and explained as Prometheus wants it', async () => {
        const { text } = await app.anonymous.get('/metrics');
        const { status, stdout, stderr } = spawnSync(findProgram('promtool') ?? '', ['check', 'metrics'], {
          input: text,
          encoding: 'utf8',
        });
        expect({ status, said: stdout + stderr }).toEqual({ status: 0, said: '' });
      });
    });

    it('show no number and no text', async () => {
      const { text } = await app.anonymous.get('/metrics');
      for (const number of ['712345678', '700000001']) expect(text).not.toContain(number);
      expect(text).not.toContain('hello');
    });
  });

  describe('health', () => {
    it('is live, and ready while database and broker answer', async () => {
      expect((await app.anonymous.get('/health/live')).body).toEqual({ status: 'ok' });
      const ready = await app.anonymous.get('/health/ready');
      expect({ status: ready.status, body: ready.body }).toEqual({
        status: 200,
        body: { status: 'ok', checks: { database: 'ok', broker: 'ok' } },
      });
    });
  });

  describe('the OpenAPI document', () => {
    let document: OpenApi;
    beforeAll(async () => {
      document = (await app.anonymous.get<OpenApi>('/api/openapi.json')).body;
    });

    it('is of version 3.1 and says how to sign in', () => {
      expect(document.openapi).toMatch(/^3\.1\./);
      expect(document.info).toMatchObject({ title: 'Signalbox', version: expect.stringMatching(/^\d+\.\d+\.\d+/) });
      expect(Object.keys(document.components.securitySchemes).sort()).toEqual(['api-key', 'bearer']);
    });

    it.each([
      ['/api/v1/messages', ['get', 'post']],
      ['/api/v1/messages/batch', ['post']],
      ['/api/v1/messages/{id}', ['get']],
      ['/api/v1/messages/{id}/cancel', ['post']],
      ['/api/v1/messages/{id}/requeue', ['post']],
      ['/api/v1/inbox', ['get']],
      ['/api/v1/sim-cards', ['get', 'post']],
      ['/api/v1/sim-cards/{id}', ['delete', 'get', 'patch']],
      ['/api/v1/sim-cards/{id}/ussd', ['post']],
      ['/api/v1/sim-cards/{id}/balance', ['post']],
      ['/api/v1/sim-cards/{id}/restart', ['post']],
      ['/api/v1/sim-cards/{id}/send-test', ['post']],
      ['/api/v1/workers', ['get', 'post']],
      ['/api/v1/workers/{id}', ['delete', 'get']],
      ['/api/v1/workers/{id}/password', ['post']],
      ['/api/v1/workers/{id}/ping', ['post']],
      ['/api/v1/providers', ['get', 'post']],
      ['/api/v1/providers/{id}', ['delete', 'get', 'patch']],
      ['/api/v1/providers/{id}/test', ['post']],
      ['/api/v1/providers/{id}/balance', ['post']],
      ['/api/v1/providers/{id}/restart', ['post']],
      ['/api/v1/providers/{id}/send-test', ['post']],
      ['/api/v1/providers/{id}/reports/{token}', ['get', 'post']],
      ['/api/sms/send', ['post']],
      ['/api/sms-settings', ['get', 'post']],
      ['/api/v1/stats/summary', ['get']],
      ['/api/v1/stats/throughput', ['get']],
      ['/api/v1/auth/login', ['post']],
      ['/api/v1/auth/register', ['post']],
      ['/api/v1/auth/me', ['get', 'patch']],
      ['/api/v1/users', ['get', 'post']],
      ['/api/v1/users/{id}', ['delete', 'get', 'patch']],
      ['/api/v1/api-keys', ['get', 'post']],
      ['/api/v1/api-keys/{id}', ['delete']],
      ['/health/live', ['get']],
      ['/health/ready', ['get']],
    ])('names %s: %j', (path, methods) => {
      expect(Object.keys(document.paths[path] ?? {}).sort()).toEqual(methods);
    });

    it('says of every route what it answers, when all is well and when not', () => {
      const silent: string[] = [];
      for (const [path, methods] of Object.entries(document.paths)) {
        for (const [method, { responses }] of Object.entries(methods)) {
          const well = Object.keys(responses).filter((status) => status.startsWith('2'));
          const says = (status: string) =>
            status === '204' || Object.values(responses[status]?.content ?? {}).some(({ schema }) => schema);
          // What is kept, and leaves later, is answered by a status of its own.
          const ways = path === '/alert' ? 2 : 1;
          if (well.length !== ways || ![...well, 'default'].every(says)) silent.push(`${method} ${path}`);
        }
      }
      expect(silent).toEqual([]);
    });

    it.each([
      ['/api/v1/messages', 'post', ['to', 'text', 'priority', 'validity_seconds', 'client_ref']],
      ['/api/v1/messages/batch', 'post', ['messages']],
      ['/api/v1/sim-cards', 'post', ['number', 'daily_cap', 'window']],
      ['/api/v1/sim-cards/{id}', 'patch', ['number', 'status']],
      ['/api/v1/auth/login', 'post', ['identifier', 'password']],
      ['/api/v1/providers/{id}', 'patch', ['settings', 'secrets', 'worker_id', 'prices']],
      ['/api/sms/send', 'post', ['to', 'message', 'provider', 'apiKey', 'partnerId', 'shortcode', 'customApiUrl']],
      ['/api/sms-settings', 'post', ['enabled', 'apiKey', 'partnerId', 'shortcode', 'customApiUrl']],
    ])('describes the body of %s %s', (path, method, fields) => {
      const schema = document.paths[path]?.[method]?.requestBody?.content['application/json']?.schema;
      const named = schema?.$ref?.split('/').slice(1);
      const resolved = named
        ? named.reduce<unknown>((at, key) => (at as Record<string, unknown>)[key], document)
        : schema;
      expect(Object.keys((resolved as { properties?: object } | undefined)?.properties ?? {})).toEqual(
        expect.arrayContaining(fields),
      );
    });

    it('describes the filters of the list', () => {
      const names = document.paths['/api/v1/messages']?.['get']?.parameters?.map(({ name }) => name) ?? [];
      expect(names).toEqual(expect.arrayContaining(['limit', 'cursor', 'status', 'direction', 'number']));
    });

    it('has its pages', async () => {
      const { status, headers } = await app.anonymous.get('/api/docs');
      expect(status).toBe(200);
      expect(headers.get('content-type')).toMatch(/^text\/html/);
    });
  });

  it('gives every answer its request id', async () => {
    const [one, two] = [await app.anonymous.get('/health/live'), await app.anonymous.get('/nowhere')];
    expect(one.headers.get('x-request-id')).toMatch(/^[\w-]{8,}$/);
    expect(two.headers.get('x-request-id')).not.toBe(one.headers.get('x-request-id'));
  });

  it('leads from / to the console', async () => {
    const { status, headers } = await app.anonymous.get('/');
    expect([status, headers.get('location')]).toEqual([302, '/console/']);
  });

  // What is built belongs to the browser tests; they fail where it is missing.
  if (!existsSync(CONSOLE)) return;

  describe('the console', () => {
    const isPage = async (path: string) => {
      const { status, headers, text } = await app.anonymous.get(path);
      expect({ path, status, type: headers.get('content-type') }).toMatchObject({
        status: 200,
        type: expect.stringMatching(/^text\/html/),
      });
      expect(headers.get('cache-control')).toBe('no-cache');
      expect(headers.get('content-security-policy')).toContain("default-src 'self'");
      expect(headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
      expect(headers.get('x-content-type-options')).toBe('nosniff');
      return text;
    };

    it('is served, and so are the addresses of its own pages, never cached', async () => {
      const index = await isPage('/console/');
      expect(await isPage('/console/messages/019ab000')).toBe(index);
      expect(await isPage('/console/index.html')).toBe(index);
    });

    it('has its hashed files cached for a year', async () => {
      const index = await isPage('/console/');
      const scripts = [...index.matchAll(/(?:src|href)="([\w-]+-\w{8}\.(?:js|css))"/g)].map(([, file]) => file);
      expect(scripts.length).toBeGreaterThan(1);
      for (const file of scripts) {
        const { status, headers } = await app.anonymous.get(`/console/${file}`);
        expect({ file, status, cache: headers.get('cache-control') }).toEqual({
          file,
          status: 200,
          cache: 'public, max-age=31536000, immutable',
        });
      }
    });

    it('comes compressed, each form under a tag of its own, and is not sent again to who has it', async () => {
      const index = await isPage('/console/');
      const file = `/console/${/src="(main-[\w-]+\.js)"/.exec(index)?.[1]}`;
      const tags = new Set<string | null>();
      const texts = new Set<string>();
      for (const encoding of ['br', 'gzip', 'identity']) {
        const { headers, text } = await app.anonymous.with({ 'accept-encoding': encoding }).get(file);
        expect(headers.get('content-encoding') ?? 'identity').toBe(encoding);
        expect(headers.get('content-type')).toContain('javascript');
        expect(headers.get('cache-control')).toContain('immutable');
        expect(headers.get('vary')).toContain('accept-encoding');
        tags.add(headers.get('etag'));
        texts.add(text);
        const again = await app.anonymous
          // Without the last, fetch would ask for a new one whatever there is.
          .with({
            'accept-encoding': encoding,
            'if-none-match': headers.get('etag') ?? '',
            'cache-control': 'max-age=0',
          })
          .get(file);
        expect(again.status).toBe(304);
      }
      expect([tags.size, texts.size]).toEqual([3, 1]);
      const page = await app.anonymous.with({ 'accept-encoding': 'br' }).get('/console/sim-cards');
      expect([page.headers.get('content-encoding'), page.headers.get('cache-control')]).toEqual(['br', 'no-cache']);
      expect((await app.anonymous.get(`${file}.br`)).status).toBe(404);
    });

    it.each(['/console/no-such-file.js', '/console/..%2f..%2fpackage.json', '/console/%2e%2e/%2e%2e/package.json'])(
      'has no %s',
      async (path) => {
        const { status, text } = await app.anonymous.get(path);
        expect(status).toBeGreaterThanOrEqual(400);
        expect(status).toBeLessThan(500);
        expect(text).not.toContain('workspaces');
      },
    );
  });
});

describeWith('mosquitto', 'when the broker goes away', () => {
  let broker: TestBroker;
  let app: TestApp;
  beforeAll(async () => {
    broker = await startMosquitto();
    app = await TestApp.start({ MQTT_URL: broker.url, EMBEDDED_WORKER: 'true' });
    await app.startWorker();
  });
  afterAll(async () => {
    await app?.stop();
    await broker?.stop();
  });

  it('is not ready but live, takes messages all the same, and delivers them when the broker is back', async () => {
    const live = await app.live({ token: app.admin.token, batch: true });
    await broker.kill9();
    const ready = await until(async () => {
      const answer = await app.anonymous.get('/health/ready');
      return answer.status === 503 && answer;
    });
    expect(ready.body).toEqual({ status: 'unavailable', checks: { database: 'ok', broker: 'unavailable' } });
    expect((await app.anonymous.get('/health/live')).status).toBe(200);
    expect(await metric(app.anonymous, 'mqtt_connected')).toBe(0);
    const id = await app.send({ text: 'hello' });
    expect(await app.message(id)).toMatchObject({ status: 'queued', reason: 'every SIM card is offline' });

    await broker.restart();
    await app.reached(id, 'delivered');
    await until(async () => (await app.anonymous.get('/health/ready')).status === 200);
    const told = live.workers.filter(({ worker }) => worker === null).map(({ status }) => status);
    expect(told).toEqual(['online', 'offline', 'online']);
  });
});
