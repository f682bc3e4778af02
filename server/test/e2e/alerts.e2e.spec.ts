import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { type IncomingHttpHeaders, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { AlertChannel, MadeAlertChannel, Silence } from '@signalbox/contracts/alert-channels';
import type { Alert, AlertDetail, AlertPreview, AlertRule, AlertSummary } from '@signalbox/contracts/alerts';
import type { Page } from '@signalbox/contracts/common';
import { SMTPServer } from 'smtp-server';
import { Webhook } from 'standardwebhooks';
import { EvaluationService } from '../../src/insight/alerts/evaluation.service.js';
import { BalancesService } from '../../src/insight/alerts/look/balances.service.js';
import { TelegramHearingService } from '../../src/outside/telegram/telegram-hearing.service.js';
import { OutboxService } from '../../src/platform/outbox/outbox.service.js';
import { type Account, TestApp } from '../app.js';
import { ChannelBench } from '../channel-bench.js';
import { findProgram } from '../services/available.js';
import { describeWith } from '../services/describe-with.js';
import { PrivateProcess, freePort } from '../services/private-process.js';
import { TelegramDouble } from '../telegram-double.js';
import { until } from '../until.js';

const TOKEN = `123456:${'a'.repeat(35)}`;
const CHANNELS = '/api/v1/alert-channels';
const HOOK = '/api/v1/alerts/alertmanager';
const HOUSE = 'https://sms.example.com';

describe('alerts', () => {
  let app: TestApp;
  let telegram: TelegramDouble;
  let operator: Account;
  let viewer: Account;
  let channel: MadeAlertChannel;

  beforeAll(async () => {
    telegram = await TelegramDouble.start();
    app = await TestApp.start({
      TELEGRAM_API_ROOT: telegram.url,
      WEBHOOK_ALLOWED_PRIVATE: '127.0.0.1',
      PUBLIC_URL: HOUSE,
    });
    operator = await app.account('olga', 'operator');
    viewer = await app.account('vera', 'viewer');
  });
  afterAll(async () => {
    await app?.stop();
    await telegram?.stop();
  });

  const open = async (query = '') =>
    (await viewer.get<Page<Alert>>(`/api/v1/alerts?open=true&limit=100${query}`)).body.data;
  const detail = async (id: number) => (await viewer.get<AlertDetail>(`/api/v1/alerts/${id}`)).body;
  const evaluate = () => app.get(EvaluationService).evaluate();
  const settled = () => app.get(OutboxService).settled();
  const add = async (body: object) => {
    const answer = await app.admin.post<MadeAlertChannel>(CHANNELS, body);
    if (answer.status !== 201) throw new Error(answer.text);
    return answer.body;
  };
  const told = (words: string) => until(() => telegram.sent.find(({ text }) => text.includes(words)));

  describe('POST /alert', () => {
    it('says that no channel is set, what is missing, and who may not', async () => {
      const none = await viewer.post<{ message: string }>('/alert', { message: 'fire' });
      expect([none.status, none.body.message]).toEqual([503, expect.stringContaining('No alert channel is set')]);
      expect(await viewer.post('/alert', { message: ' ' })).toMatchObject({
        status: 400,
        body: { message: /^message: / },
      });
      expect((await (await app.account('uma', 'user')).post('/alert', { message: 'x' })).status).toBe(403);
      expect((await app.anonymous.post('/alert', { message: 'x' })).status).toBe(401);
    });

    it('waits for Telegram, which gets it escaped', async () => {
      const settings = { chat_id: '-100200', command_chats: ['77'] };
      channel = await add({ name: 'Duty', kind: 'telegram', settings, secrets: { token: TOKEN } });
      const answer = await viewer.post('/alert', { message: 'Disk <b>full</b> & hot' });
      expect([answer.status, answer.body]).toEqual([200, { message: 'Alert sent successfully' }]);
      const { text: html, ...to } = await told('Disk');
      expect(to).toMatchObject({ token: TOKEN, chat_id: '-100200', parse_mode: 'HTML' });
      expect(html).toContain('Disk &lt;b&gt;full&lt;/b&gt; &amp; hot');
    });

    it('keeps what Telegram does not take, and sends it when it may: no sooner than a 429 says', async () => {
      const asked = telegram.askedAt.length;
      telegram.no = { status: 429, description: 'Too Many Requests', retryAfter: 6 };
      const answer = await viewer.post('/alert', { message: 'while it was busy' });
      expect([answer.status, answer.body]).toEqual([202, { message: 'Alert kept, not sent yet' }]);
      await until(() => telegram.askedAt.length > asked);
      telegram.no = null;
      await told('while it was busy');
      const [first = 0, second = 0, ...more] = telegram.askedAt.slice(asked);
      expect(second - first).toBeGreaterThanOrEqual(5_990);
      expect(more).toEqual([]);
    });
  });

  describe('channels', () => {
    it('show no secret, name what is wrong, and are for admins', async () => {
      const { text: shown, body } = await app.admin.get<Page<AlertChannel>>(CHANNELS);
      expect(shown).not.toContain(TOKEN);
      expect(body.data[0]?.secrets).toEqual(['token']);
      expect((await operator.get(CHANNELS)).status).toBe(403);
      const wrong = await app.admin.post(CHANNELS, { name: 'x', kind: 'telegram', settings: { chat_id: 'here' } });
      expect(wrong).toMatchObject({ status: 400, body: { errors: [{ field: 'settings.chat_id' }] } });
      const same = { name: 'Duty', kind: 'sms', settings: { to: ['0712345678'] } };
      expect((await app.admin.post(CHANNELS, same)).status).toBe(409);
    });

    it('send a test each: by e-mail, and to phones on duty', async () => {
      const mails: string[] = [];
      const server = new SMTPServer({
        disabledCommands: ['AUTH', 'STARTTLS'],
        onData: (stream, _, done) => void text(stream).then((mail) => done(void mails.push(mail) as unknown as null)),
      });
      server.listen(0, '127.0.0.1');
      await once(server.server, 'listening');
      const { port } = server.server.address() as AddressInfo;
      const mail = { host: '127.0.0.1', port, from: 'Signalbox <sms@example.com>', to: ['noc@example.com'] };
      const { id } = await add({ name: 'Mail', kind: 'email', settings: mail, enabled: false });
      expect((await app.admin.post(`${CHANNELS}/${id}/test`)).body).toMatchObject({ ok: true });
      expect(mails[0]).toMatch(/^Subject: .*Test/m);
      expect(mails[0]).toMatch(/^To: noc@example.com/m);
      server.close();
      const moved = { settings: { ...mail, host: 'mail.example.com' } };
      expect((await app.admin.patch(`${CHANNELS}/${id}`, moved)).status).toBe(200);

      const phones = await add({ name: 'Phones', kind: 'sms', settings: { to: ['0712345678'] }, enabled: false });
      expect(phones.settings).toEqual({ to: ['+254712345678'] });
      const test = await app.admin.post<{ ok: boolean; note: string }>(`${CHANNELS}/${phones.id}/test`);
      expect(test.body).toMatchObject({ ok: true, note: expect.stringMatching(/^message /) });
      const sent = await app.admin.get<{ to: string; priority: string }>(`/api/v1/messages/${test.body.note.slice(8)}`);
      expect(sent.body).toMatchObject({ to: '+254712345678', priority: 'urgent' });
    });

    it('sign what goes to another system, and lead to no private address unless it is allowed', async () => {
      const heard: { headers: IncomingHttpHeaders; body: string }[] = [];
      const receiver = createServer((request, response) => {
        void text(request).then((body) => {
          heard.push({ headers: request.headers, body });
          response.writeHead(204).end();
        });
      }).listen(0, '127.0.0.1');
      await once(receiver, 'listening');
      const { port } = receiver.address() as AddressInfo;
      const made = await add({
        name: 'Hook',
        kind: 'webhook',
        settings: { url: `http://127.0.0.1:${port}/a` },
        enabled: false,
      });
      expect((await app.admin.post(`${CHANNELS}/${made.id}/test`)).body).toMatchObject({ ok: true });
      const { headers, body } = heard[0] ?? { headers: {}, body: '' };
      const told = new Webhook(made.made_secret ?? '').verify(body, headers as Record<string, string>);
      expect(told).toMatchObject({ type: 'alert', data: { alerts: [{ title: 'Test' }], more: 0 } });
      receiver.close();
      const settings = { url: 'http://10.0.0.1/' };
      const elsewhere = await add({ name: 'Inner', kind: 'webhook', settings, enabled: false });
      expect((await app.admin.post(`${CHANNELS}/${elsewhere.id}/test`)).body).toMatchObject({ ok: false });
    });

    it('are told no more of what was refused for good, and say so: 410', async () => {
      const gone = createServer((_, response) => response.writeHead(410).end()).listen(0, '127.0.0.1');
      await once(gone, 'listening');
      const url = `http://127.0.0.1:${(gone.address() as AddressInfo).port}/`;
      const route = { severities: ['info'] };
      const { id } = await add({ name: 'Gone', kind: 'webhook', settings: { url }, route });
      const labels = { alertname: 'Backup', severity: 'info' };
      await operator.post(HOOK, { alerts: [{ status: 'firing', labels }] });
      const [alert] = await open('&source=alertmanager&severity=info');
      const [delivery] = await until(async () => {
        const { deliveries } = await detail(alert?.id ?? 0);
        const its = deliveries.filter(({ channel: name }) => name === 'Gone');
        return its[0]?.status === 'failed' && its;
      });
      gone.close();
      expect(delivery).toMatchObject({ attempts: 1, note: expect.stringContaining('answered 410') });
      const { body } = await app.admin.get<AlertChannel>(`${CHANNELS}/${id}`);
      expect(body.error).toContain('answered 410');
      await app.admin.delete(`${CHANNELS}/${id}`);
      await operator.post(HOOK, { alerts: [{ status: 'resolved', labels }] });
    });

    it('say why a test was not taken', async () => {
      telegram.no = { status: 400, description: 'Bad Request: chat not found' };
      const { body } = await app.admin.post(`${CHANNELS}/${channel.id}/test`);
      telegram.no = null;
      expect(body).toEqual({ ok: false, note: 'Telegram says 400: Bad Request: chat not found' });
    });
  });

  describe('rules', () => {
    let rule: AlertRule;

    it('are on from the start, and quiet on a healthy system', async () => {
      await evaluate();
      expect(await open('&source=rule')).toEqual([]);
      const { data } = (await viewer.get<Page<AlertRule>>('/api/v1/alert-rules?limit=100')).body;
      expect(data.length).toBeGreaterThan(10);
      expect(data.every(({ enabled, built_in }) => enabled && built_in)).toBe(true);
    });

    it('name what is wrong with one that never ends or divides by zero', async () => {
      const wrong = { name: 'x', kind: 'pair_success_rate', params: { below: 0, least: 0, minutes: 1e9, other: 1 } };
      const { status, body } = await operator.post<{ errors: { field: string }[] }>('/api/v1/alert-rules', wrong);
      expect(status).toBe(400);
      const fields = body.errors.map(({ field }) => field).sort();
      expect(fields).toEqual(['params.below', 'params.least', 'params.minutes', 'params.other']);
      expect((await viewer.post('/api/v1/alert-rules', wrong)).status).toBe(403);
    });

    it('find a SIM card that is offline, tell the chat, and tell that it is over', async () => {
      const made = { name: 'SIM cards', kind: 'sim_offline', for_seconds: 0, labels: { team: 'noc' } };
      rule = (await operator.post<AlertRule>('/api/v1/alert-rules', made)).body;
      const sim = (await operator.post<{ id: number }>('/api/v1/sim-cards', { number: '+254700000001' })).body;
      await evaluate();
      const [alert] = await open(`&subject=sim_card&subject_id=${sim.id}`);
      expect(alert).toMatchObject({
        state: 'firing',
        rule_id: rule.id,
        labels: { team: 'noc', channel: String(sim.id) },
      });
      await told('+254700000001 is offline');
      const { timeline, deliveries } = await until(async () => {
        const story = await detail(alert?.id ?? 0);
        return story.deliveries[0]?.status === 'delivered' && story;
      });
      expect(timeline.map(({ what }) => what)).toEqual(['firing', 'told']);
      expect(deliveries).toMatchObject([{ channel: 'Duty', what: 'firing' }]);
      await operator.patch(`/api/v1/sim-cards/${sim.id}`, { status: 'inactive' });
      await evaluate();
      expect((await detail(alert?.id ?? 0)).state).toBe('resolved');
      await until(() => telegram.sent.find(({ text }) => text.includes('RESOLVED') || text.includes('🟢')));
      await operator.patch(`/api/v1/sim-cards/${sim.id}`, { status: 'active' });
      await evaluate();
    });

    it('are heard from the chats that may: /status, /alerts, /ack, /silence', async () => {
      await app.get(TelegramHearingService).look();
      const [alert] = await open(`&rule_id=${rule.id}&state=firing`);
      const id = alert?.id ?? 0;
      const before = telegram.sent.length;
      telegram.says(666, '/status');
      telegram.says(77, '/alerts');
      telegram.says(77, `/ack ${id} on my way`);
      telegram.says(77, `/silence ${id} 2h`);
      const answers = await until(() => {
        const to = telegram.sent.slice(before).filter(({ chat_id }) => chat_id === '77');
        return to.length >= 3 && to.map(({ text }) => text);
      });
      expect(answers[0]).toContain(`#${id} warning: <b>+254700000001 is offline</b>`);
      expect(answers[1]).toBe(`Alert #${id} is acknowledged by @amina (Telegram).`);
      expect(answers[2]).toContain('Nobody is told of');
      expect(telegram.sent.some(({ chat_id }) => chat_id === '666')).toBe(false);
      expect(await detail(id)).toMatchObject({ state: 'acknowledged', acknowledged_by: '@amina (Telegram)' });
      const { data } = (await viewer.get<Page<Silence>>('/api/v1/silences?state=active')).body;
      expect(data).toMatchObject([{ by: '@amina (Telegram)' }]);
      expect((await operator.post(`/api/v1/silences/${data[0]?.id}/end`)).body).toMatchObject({ state: 'ended' });
      expect((await operator.post(`/api/v1/silences/${data[0]?.id}/end`)).status).toBe(409);
    });

    it('are heard by webhook where a channel says so, from Telegram alone, each word once', async () => {
      const path = `${CHANNELS}/${channel.id}`;
      const settings = { chat_id: '-100200', command_chats: ['77'] };
      expect((await app.admin.patch(path, { settings: { ...settings, webhook: true } })).status).toBe(200);
      const { url, secret_token: secret } = await until(() => telegram.hook ?? false);
      expect(url).toBe(`${HOUSE}/api/v1/alerts/telegram/${channel.id}`);
      const { text: shown, body } = await app.admin.get<AlertChannel>(path);
      expect([shown.includes(secret), body.secrets]).toEqual([false, ['token']]);

      const door = new URL(url).pathname;
      const caller = app.anonymous.with({ 'x-telegram-bot-api-secret-token': secret });
      const before = telegram.sent.length;
      const words = telegram.says(77, '/status');
      for (const other of [app.anonymous, app.anonymous.with({ 'x-telegram-bot-api-secret-token': `${secret}x` })]) {
        expect((await other.post(door, words)).status).toBe(401);
      }
      expect((await caller.post('/api/v1/alerts/telegram/999999', words)).status).toBe(401);
      expect((await caller.post(door, { update_id: 'x' })).status).toBe(400);
      expect((await caller.post(door, { ...words, more: 'x'.repeat(64 * 1024) })).status).toBe(413);
      expect(await caller.post(door, telegram.says(666, '/status'))).toMatchObject({ status: 200, body: { ok: true } });
      const both = await Promise.all([caller.post(door, words), caller.post(door, words)]);
      expect(both.map(({ status }) => status)).toEqual([200, 200]);

      // Asked again it tells of them again, and of one more.
      expect((await app.admin.patch(path, { settings })).status).toBe(200);
      await until(() => telegram.hook === null);
      telegram.says(77, '/help');
      const answers = await until(() => {
        const sent = telegram.sent.slice(before).filter(({ chat_id }) => ['77', '666'].includes(chat_id));
        return sent.some(({ text }) => text.startsWith('/status')) && sent.map(({ text }) => text);
      });
      expect(answers).toEqual([expect.stringContaining('alerts fire'), expect.stringContaining('/ack 12')]);
      expect((await caller.post(door, words)).status).toBe(401);
    });

    it('are resolved with the rule that is removed; who sees to one that is over is told so', async () => {
      const [alert] = await open(`&rule_id=${rule.id}`);
      expect((await operator.delete(`/api/v1/alert-rules/${rule.id}`)).status).toBe(204);
      await evaluate();
      expect(await open(`&rule_id=${rule.id}`)).toEqual([]);
      expect((await operator.post(`/api/v1/alerts/${alert?.id}/acknowledge`)).status).toBe(409);
    });

    it('about balances ask for them, each channel once in hours', async () => {
      const bench = new ChannelBench(app);
      const sim = await bench.sim();
      sim.worker.answer = () => ({ ok: true, result: 'Your balance is KES 12.50' });
      const made = { name: 'Airtime', kind: 'low_balance', params: { below: 100 }, subjects: [String(sim.id)] };
      const { id } = (await operator.post<AlertRule>('/api/v1/alert-rules', made)).body;
      const ask = () => app.get(BalancesService).askAll(new AbortController().signal);
      await ask();
      await ask();
      expect(sim.worker.requests.filter(({ type }) => type === 'balance')).toHaveLength(1);
      await evaluate();
      expect(await open(`&subject=sim_card&subject_id=${sim.id}&rule_id=${id}`)).toMatchObject([
        { state: 'firing', value: 12.5, text: 'The balance is 12.5, below 100.' },
      ]);
      await operator.delete(`/api/v1/alert-rules/${id}`);
      await bench.end();
      await evaluate();
    });

    it('are shown what they would have done', async () => {
      const rate = { name: 'x', kind: 'pair_success_rate' };
      const { body } = await viewer.post<AlertPreview>('/api/v1/alert-rules/preview', rate);
      expect(body).toEqual({ previewed: true, times: [] });
      const disk = await viewer.post<AlertPreview>('/api/v1/alert-rules/preview', { name: 'x', kind: 'disk_low' });
      expect(disk.body.previewed).toBe(false);
    });
  });

  describe('what Alertmanager says', () => {
    const body = (status: 'firing' | 'resolved') => ({
      version: '4',
      alerts: [
        { status, labels: { alertname: 'Down', severity: 'page' }, annotations: {}, startsAt: '2026-11-30T00:00:00Z' },
      ],
    });

    it('is taken with a bearer, and stands in the one list until it is over', async () => {
      const { key } = await app.withKey(viewer);
      const bearer = app.anonymous.with({ authorization: `Bearer ${key}` });
      expect((await bearer.post(HOOK, body('firing'))).body).toEqual({ taken: 1 });
      expect((await bearer.post(HOOK, body('firing'))).status).toBe(200);
      expect(await open('&source=alertmanager')).toMatchObject([{ title: 'Down', severity: 'critical' }]);
      const { firing } = (await viewer.get<AlertSummary>('/api/v1/alerts/summary')).body;
      expect(firing.critical).toBeGreaterThan(0);
      await bearer.post(HOOK, body('resolved'));
      expect(await open('&source=alertmanager')).toEqual([]);
      expect((await app.anonymous.post(HOOK, body('firing'))).status).toBe(401);
      await settled();
    });
  });

  describeWith('alertmanager', 'a real Prometheus with its Alertmanager', () => {
    /** How long the rule must hold, and what the way to the chat may take besides. */
    const [FOR_MS, WAY_MS] = [2_000, 15_000];
    const running: PrivateProcess[] = [];
    afterAll(async () => {
      await Promise.all(running.map((each) => each.dispose()));
    });

    /** Starts a program of theirs in a folder of its own; answers its address. */
    const start = async (program: string, names: string[], argsOf: (folder: string) => string[]) => {
      const process = new PrivateProcess(program);
      running.push(process);
      const listen = `127.0.0.1:${await freePort()}`;
      await process.start({
        command: findProgram(...names) ?? '',
        args: [...argsOf(process.folder), `--web.listen-address=${listen}`],
        ready: async () => (await fetch(`http://${listen}/-/ready`).catch(() => null))?.ok === true,
      });
      return listen;
    };
    /** YAML, of which JSON is a part. */
    const written = (folder: string, name: string, content: object): string => {
      const file = join(folder, name);
      writeFileSync(file, JSON.stringify(content));
      return file;
    };

    it('is heard: what its rule finds in our metrics reaches the chat within the time of the rule and 15 s', async () => {
      const { key } = await app.withKey(viewer);
      const hook = { url: `${app.url}${HOOK}`, http_config: { authorization: { credentials: key } } };
      const route = { receiver: 'signalbox', group_wait: '0s', group_interval: '1s' };
      const receivers = [{ name: 'signalbox', webhook_configs: [hook] }];
      const manager = await start('alertmanager', ['prometheus-alertmanager', 'alertmanager'], (folder) => [
        `--config.file=${written(folder, 'alertmanager.yml', { route, receivers })}`,
        `--storage.path=${folder}/data`,
        '--cluster.listen-address=',
      ]);
      const rule = {
        alert: 'RealOne',
        expr: 'app_build_info > 0',
        for: `${FOR_MS / 1000}s`,
        labels: { severity: 'critical' },
        annotations: { summary: 'It is real' },
      };
      const prometheus = await start('prometheus', ['prometheus'], (folder) => {
        const config = {
          global: { scrape_interval: '1s', evaluation_interval: '1s' },
          rule_files: [written(folder, 'rules.yml', { groups: [{ name: 'ours', rules: [rule] }] })],
          alerting: { alertmanagers: [{ static_configs: [{ targets: [manager] }] }] },
          scrape_configs: [{ job_name: 'signalbox', static_configs: [{ targets: [new URL(app.url).host] }] }],
        };
        return [`--config.file=${written(folder, 'prometheus.yml', config)}`, `--storage.tsdb.path=${folder}/data`];
      });
      await told('It is real');
      const arrived = Date.now();
      expect(await open('&source=alertmanager')).toMatchObject([{ title: 'It is real', kind: 'RealOne' }]);
      const answer = await fetch(`http://${prometheus}/api/v1/alerts`);
      const { data } = (await answer.json()) as { data: { alerts: { activeAt: string }[] } };
      const since = Date.parse(data.alerts[0]?.activeAt ?? '');
      expect(arrived - since).toBeLessThan(FOR_MS + WAY_MS);
    });
  });
});
