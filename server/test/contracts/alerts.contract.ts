import { afterAll, beforeAll, beforeEach, expect, it, jest } from '@jest/globals';
import type { SystemLogService } from '../../src/access/logs/system-log.service.js';
import { type Signal, fingerprintOf } from '../../src/insight/alerts/alert.js';
import { AlertRepository } from '../../src/insight/alerts/alert.repository.js';
import { AlertsEvents } from '../../src/insight/alerts/alerts.events.js';
import { AlertsService } from '../../src/insight/alerts/alerts.service.js';
import { AlertChannelRepository } from '../../src/insight/alerts/channels/alert-channel.repository.js';
import { AlertChannelsService } from '../../src/insight/alerts/channels/alert-channels.service.js';
import { ChannelSealService } from '../../src/insight/alerts/channels/channel-seal.service.js';
import { EvaluationService } from '../../src/insight/alerts/evaluation.service.js';
import type { Finding } from '../../src/insight/alerts/look/finding.js';
import { AlertFactsRepository } from '../../src/insight/alerts/look/alert-facts.repository.js';
import type { WatchersService } from '../../src/insight/alerts/look/watchers.service.js';
import { DeliveriesService, type Send } from '../../src/insight/alerts/notify/deliveries.service.js';
import type { Digest } from '../../src/insight/alerts/notify/digest.js';
import { HouseService } from '../../src/insight/alerts/notify/house.service.js';
import { NoticeRepository } from '../../src/insight/alerts/notify/notice.repository.js';
import { NotifierService } from '../../src/insight/alerts/notify/notifier.service.js';
import { AlertRuleRepository } from '../../src/insight/alerts/rules/alert-rule.repository.js';
import { AlertRulesService } from '../../src/insight/alerts/rules/alert-rules.service.js';
import { SilenceRepository } from '../../src/insight/alerts/silences/silence.repository.js';
import { TelegramBotsService } from '../../src/outside/telegram/telegram-bots.service.js';
import { TelegramUpdateRepository } from '../../src/outside/telegram/telegram-update.repository.js';
import { SilencesService } from '../../src/insight/alerts/silences/silences.service.js';
import { TotalsRepository } from '../../src/messaging/counts/totals.repository.js';
import { MessageRepository } from '../../src/messaging/sms/message.repository.js';
import { LedgerCheckRepository } from '../../src/office/checks/ledger-check.repository.js';
import { CalendarService } from '../../src/platform/calendar/calendar.service.js';
import { isoTime } from '../../src/platform/common/clock.js';
import type { Principal } from '../../src/platform/common/principal.js';
import { readConfig } from '../../src/platform/config/config.js';
import { Secrets } from '../../src/platform/config/secrets.js';
import { Refused } from '../../src/platform/outbox/outbox.js';
import { OutboxRepository } from '../../src/platform/outbox/outbox.repository.js';
import { OutboxService } from '../../src/platform/outbox/outbox.service.js';
import type { ScheduleService } from '../../src/platform/schedule/schedule.service.js';
import { Database } from '../../src/storage/typeorm/database.js';
import { countIn } from '../counts.js';
import { messageWith } from '../messages.js';
import type { OpenStorage, Storage } from './storage.js';

const ME = { userId: 1, username: 'me', role: 'admin', apiKeyId: null } as Principal;
const BEGIN = Date.UTC(2026, 10, 30, 9);
const MINUTE = 60_000;
const CHANNEL = {
  kind: 'telegram' as const,
  settings: { chat_id: '1' },
  secrets: { token: `1:${'a'.repeat(35)}` },
  route: { severities: [], teams: [], hours: null },
  enabled: true,
};

/** What every adapter of alerts must do alike. The clock stands, and is moved by hand. */
export function alertsContract(open: OpenStorage): void {
  let storage: Storage;
  let now: number;
  let wrong: Finding[];
  const log = { record: () => undefined } as unknown as SystemLogService;
  const schedule = { add: () => undefined } as unknown as ScheduleService;

  beforeAll(async () => {
    storage = await open();
  });
  afterAll(async () => {
    jest.restoreAllMocks();
    await storage?.close();
  });
  beforeEach(async () => {
    now = BEGIN;
    wrong = [];
    jest.spyOn(Date, 'now').mockImplementation(() => now);
    for (const table of [
      'alerts',
      'alert_events',
      'alert_notices',
      'alert_channels',
      'alert_silences',
      'alert_rules',
      'outbox',
      'telegram_updates',
    ])
      await storage.source.query(`DELETE FROM ${table}`);
  });

  /** A server of its own over the one database. */
  function server() {
    const get = storage.get.bind(storage);
    const rules = new AlertRulesService(get(AlertRuleRepository), get(AlertRepository), log);
    const notifier = new NotifierService(
      get(AlertRepository),
      get(NoticeRepository),
      get(AlertChannelRepository),
      get(SilenceRepository),
    );
    const watcher = { kinds: ['sim_offline'] as const, look: () => Promise.resolve(() => wrong) };
    const watchers = { all: [watcher] } as unknown as WatchersService;
    const events = new AlertsEvents();
    const seals = new ChannelSealService(new Secrets('j'.repeat(32), 'k'.repeat(32)));
    const config = readConfig({ DATA_DIR: storage.config.env.DATA_DIR, PUBLIC_URL: 'https://sms.example.com' });
    const channels = new AlertChannelsService(get(AlertChannelRepository), seals, config, log);
    const outbox = new OutboxService(get(OutboxRepository), schedule);
    const house = new HouseService(storage.config, new CalendarService(storage.config));
    const deliveries = new DeliveriesService(channels, get(NoticeRepository), house, outbox, events);
    return {
      rules,
      channels,
      bots: new TelegramBotsService(channels, config),
      outbox,
      deliveries,
      evaluation: new EvaluationService(rules, get(AlertRepository), watchers, notifier, events),
      alerts: new AlertsService(get(AlertRepository), get(NoticeRepository), notifier),
      silences: new SilencesService(get(SilenceRepository), notifier, log),
    };
  }

  /** A Telegram that takes what it is sent, or does not. */
  function telegram(to: ReturnType<typeof server>) {
    const said = { digests: [] as Digest[], fails: null as Error | null };
    const send: Send = (_, digest) => {
      if (said.fails) return Promise.reject(said.fails);
      said.digests.push(digest);
      return Promise.resolve('message 1');
    };
    to.deliveries.sendBy('telegram', send);
    return said;
  }

  const rule = (to: ReturnType<typeof server>, forSeconds = 0) =>
    to.rules.create(
      {
        ...{ name: 'SIM cards', kind: 'sim_offline', params: {}, subjects: [], labels: {} },
        ...{ for_seconds: forSeconds, repeat_minutes: 0, enabled: true },
      },
      ME,
    );
  const offline = (id: number): Finding => ({
    subject: { kind: 'sim_card', id: String(id), name: `SIM card ${id}` },
    value: null,
    title: `SIM card ${id} is offline`,
    text: 'No worker has it.',
    labels: { channel: String(id) },
  });
  const signal = (id: number): Signal => ({
    fingerprint: fingerprintOf('test', id),
    source: 'alertmanager',
    severity: 'warning',
    ruleId: null,
    kind: 'Down',
    title: `Instance ${id} is down`,
    text: '',
    subject: { kind: 'other', id: String(id), name: '' },
    labels: {},
    value: null,
    forMs: 0,
    repeatMinutes: 0,
    expiresAt: null,
  });
  const list = (to: ReturnType<typeof server>) => to.alerts.list({}, { limit: 100 });

  it('makes one alert and one notification of what two servers find at once', async () => {
    const [one, two] = [server(), server()];
    const told = telegram(one);
    await one.channels.create({ ...CHANNEL, name: 'Duty' }, ME);
    await rule(one);
    wrong = [offline(1)];
    await Promise.all([one.evaluation.evaluate(), two.evaluation.evaluate()]);
    await Promise.all([one.evaluation.evaluate(), two.evaluation.evaluate()]);
    expect(await list(one)).toMatchObject([{ state: 'firing', title: 'SIM card 1 is offline' }]);
    await one.outbox.settled();
    expect(told.digests.map(({ lines }) => lines.length)).toEqual([1]);
    const [alert] = await list(one);
    expect(await one.alerts.deliveries(alert?.id ?? 0)).toMatchObject([
      { what: 'firing', status: 'delivered', attempts: 1 },
    ]);
  });

  it('waits for as long as a rule says, forgets what did not last, and tells that it is over', async () => {
    const one = server();
    const told = telegram(one);
    await one.channels.create({ ...CHANNEL, name: 'Duty' }, ME);
    await rule(one, 120);
    wrong = [offline(1), offline(2)];
    await one.evaluation.evaluate();
    expect((await list(one)).map(({ state }) => state)).toEqual(['pending', 'pending']);
    now += MINUTE;
    wrong = [offline(1)];
    await one.evaluation.evaluate();
    expect(await list(one)).toHaveLength(1);
    now += MINUTE;
    await one.evaluation.evaluate();
    await one.outbox.settled();
    now += MINUTE;
    wrong = [];
    await one.evaluation.evaluate();
    await one.outbox.settled();
    expect(told.digests.map(({ lines }) => lines[0]?.what)).toEqual(['firing', 'resolved']);
    const [alert] = await list(one);
    const { timeline } = await one.alerts.get(alert?.id ?? 0);
    expect(timeline.map(({ what }) => what)).toEqual(['pending', 'firing', 'told', 'resolved', 'told']);
    wrong = [offline(1)];
    await one.evaluation.evaluate();
    expect((await list(one)).map(({ state }) => state)).toEqual(['pending', 'resolved']);
  });

  it('loses nothing while Telegram is down for an hour, and tells it in one message', async () => {
    const one = server();
    const told = telegram(one);
    await one.channels.create({ ...CHANNEL, name: 'Duty' }, ME);
    await rule(one);
    told.fails = new Error('connect ECONNREFUSED');
    for (let minute = 0; minute < 60; minute += 5) {
      wrong = [...wrong, offline(minute)];
      await one.evaluation.evaluate();
      await one.outbox.settled();
      now += 5 * MINUTE;
    }
    expect(told.digests).toEqual([]);
    told.fails = null;
    now += 60 * MINUTE;
    await one.outbox.settled();
    expect(told.digests.map(({ lines, more }) => [lines.length, more])).toEqual([[12, 0]]);
    now += MINUTE;
    await one.outbox.settled();
    expect(told.digests).toHaveLength(1);
  });

  it('takes ten thousand alerts in a minute, and tells them in few messages', async () => {
    const one = server();
    const told = telegram(one);
    await one.channels.create({ ...CHANNEL, name: 'Duty' }, ME);
    for (let start = 0; start < 10_000; start += 2_500) {
      await one.alerts.raise(Array.from({ length: 2_500 }, (_, index) => signal(start + index)));
      now += 15_000;
      await one.outbox.settled();
    }
    expect((await one.alerts.summary()).firing.warning).toBe(10_000);
    expect(told.digests.length).toBeLessThanOrEqual(4);
    const sum = told.digests.reduce((all, { lines, more }) => all + lines.length + more, 0);
    expect(sum).toBe(10_000);
  });

  it('gives up what is refused for good, and tells what comes next', async () => {
    const one = server();
    const told = telegram(one);
    const { channel } = await one.channels.create({ ...CHANNEL, name: 'Duty' }, ME);
    told.fails = new Refused('Telegram says 400: chat not found');
    const [first] = await one.alerts.raise([signal(1)]);
    await one.outbox.settled();
    expect(await one.alerts.deliveries(first ?? 0)).toMatchObject([
      { status: 'failed', note: 'Telegram says 400: chat not found' },
    ]);
    expect((await one.channels.get(channel.id)).error).toContain('chat not found');
    told.fails = null;
    now += MINUTE;
    await one.alerts.raise([signal(2)]);
    await one.outbox.settled();
    expect(told.digests.map(({ lines }) => lines.map(({ title }) => title))).toEqual([['Instance 2 is down']]);
  });

  it('tells nobody of what is silenced, until that ends', async () => {
    const one = server();
    const told = telegram(one);
    await one.channels.create({ ...CHANNEL, name: 'Duty' }, ME);
    await rule(one);
    const by = { userId: 1, name: 'me' };
    const ends_at = isoTime(now + 30 * MINUTE);
    await one.silences.create({ matchers: { kind: 'sim_offline' }, reason: 'works', ends_at }, by);
    wrong = [offline(1)];
    await one.evaluation.evaluate();
    expect(await list(one)).toMatchObject([{ heldBy: expect.stringContaining('works') }]);
    expect(await one.alerts.summary()).toMatchObject({ firing: { warning: 0 }, silenced: 1 });
    now += 31 * MINUTE;
    await one.evaluation.evaluate();
    await one.outbox.settled();
    expect(told.digests).toHaveLength(1);
    await expect(one.silences.create({ matchers: { a: 'b' }, reason: 'x', ends_at }, by)).rejects.toThrow();
  });

  it('hears all bots but that of a channel that cannot be read, which says so in its room', async () => {
    const one = server();
    const settings = { chat_id: '1', command_chats: ['77'] };
    const { channel: broken } = await one.channels.create({ ...CHANNEL, settings, name: 'Old' }, ME);
    const { channel } = await one.channels.create({ ...CHANNEL, settings, name: 'Duty' }, ME);
    await storage.source.query("UPDATE alert_channels SET sealed = 'x' WHERE name = 'Old'");
    expect(await one.bots.all()).toMatchObject([{ channelIds: [channel.id], hook: null }]);
    expect((await one.channels.get(broken.id)).error).toContain('enter them again');
    expect((await one.channels.get(channel.id)).error).toBeNull();
    await one.channels.noteUnheard([channel.id], 'Telegram says 401: Unauthorized');
    expect((await one.channels.list({ limit: 9 })).map(({ error }) => error)).toEqual([
      'commands are not heard: Telegram says 401: Unauthorized',
      expect.stringContaining('enter them again'),
    ]);
    await one.channels.noteUnheard([channel.id], null);
    await one.channels.change(broken.id, { secrets: CHANNEL.secrets }, ME);
    expect((await one.channels.list({ limit: 9 })).map(({ error }) => error)).toEqual([null, null]);
    expect(await one.bots.all()).toMatchObject([{ channelIds: [broken.id, channel.id] }]);
  });

  it('keeps what Telegram shows when it calls, until other secrets are entered or it is asked', async () => {
    const one = server();
    const settings = { chat_id: '1', command_chats: ['77'], webhook: true };
    const { channel } = await one.channels.create({ ...CHANNEL, settings, name: 'Duty' }, ME);
    const hook = async () => (await one.bots.all())[0]?.hook?.secret ?? null;
    const first = await hook();
    expect(first).toMatch(/^[A-Za-z0-9_-]{43}$/);
    const moved = await one.channels.change(channel.id, { settings: { ...settings, chat_id: '2' } }, ME);
    expect([moved.secretNames, await hook()]).toEqual([['token'], first]);
    await one.channels.change(channel.id, { secrets: CHANNEL.secrets }, ME);
    expect(await hook()).not.toBe(first);
    await one.channels.change(channel.id, { settings: { ...settings, webhook: false } }, ME);
    expect(await hook()).toBeNull();
    const plain = new AlertChannelsService(
      storage.get(AlertChannelRepository),
      new ChannelSealService(new Secrets('j'.repeat(32), 'k'.repeat(32))),
      storage.config,
      log,
    );
    await expect(plain.change(channel.id, { settings }, ME)).rejects.toMatchObject({
      errors: [{ field: 'settings.webhook' }],
    });
  });

  it('has one server obey what a chat said, also after a week without, when ids begin anywhere', async () => {
    const updates = storage.get(TelegramUpdateRepository);
    const taken = await Promise.all([9, 9, 9, 4].map((id) => updates.take('12', id, now)));
    expect(taken.filter(Boolean)).toHaveLength(2);
    expect([await updates.take('12', 4, now), await updates.take('13', 4, now)]).toEqual([false, true]);
    expect(await updates.drop(now + 1)).toBe(3);
    expect(await updates.take('12', 9, now)).toBe(true);
  });

  it('is acknowledged once, and what another system says again lives on', async () => {
    const one = server();
    const [id] = await one.alerts.raise([signal(1)]);
    expect(await one.alerts.raise([{ ...signal(1), text: 'still' }])).toEqual([null]);
    await one.alerts.acknowledge(id ?? 0, 'me', 'on it');
    await expect(one.alerts.acknowledge(id ?? 0, 'you', null)).rejects.toThrow('acknowledged');
    expect(await one.alerts.end('alertmanager', [signal(1).fingerprint])).toBe(1);
    expect(await one.alerts.raise([signal(1)])).toEqual([expect.any(Number)]);
  });

  it('outside of its hours waits, and tells all at once when they begin', async () => {
    const one = server();
    const told = telegram(one);
    const hours = { days: [1, 2, 3, 4, 5], from: '10:00', to: '17:00' };
    await one.channels.create({ ...CHANNEL, name: 'Duty', route: { severities: [], teams: [], hours } }, ME);
    await one.alerts.raise([signal(1)]);
    await one.outbox.settled();
    await one.alerts.raise([signal(2)]);
    expect(told.digests).toEqual([]);
    now += 61 * MINUTE;
    await one.outbox.settled();
    expect(told.digests.map(({ lines }) => lines.length)).toEqual([2]);
  });

  it('has rules that came with the product once, and never again when they were removed', async () => {
    const one = server();
    await one.rules.seed();
    const before = await one.rules.list({ limit: 100 });
    await one.rules.remove(before[0]?.id ?? 0, ME);
    await one.rules.seed();
    expect(await one.rules.list({ limit: 100 })).toHaveLength(before.length - 1);
  });

  it('reads every fact that rules are about, of an installation where nothing happened', async () => {
    const facts = storage.get(AlertFactsRepository);
    for (const groupBy of ['pair', 'program', 'channel'] as const) {
      for (const minutes of [15, 600]) expect(await facts.totals(groupBy, minutes, now)).toEqual([]);
      expect(await facts.quarters(groupBy, now - 86_400_000, now)).toEqual([]);
    }
    expect([await facts.stuck(now), await facts.running(), await facts.failedSince(0)]).toEqual([[], [], []]);
    expect(await facts.paymentsSince(0)).toEqual({ failed: 0, ended: 0 });
    expect([await facts.unmatchedBefore(now), await facts.brokenTickets(now)]).toEqual([0, 0]);
    expect(await facts.failedSignInsSince(0)).toBe(0);
    expect([await facts.webhooksOff(), await facts.booksWrong()]).toEqual([0, 0]);
    expect((await facts.dispatchedSince(0)).size).toBe(0);
    await facts.keepBalance({ channelId: 1, balance: 1.5, answer: 'KES 1.50', at: now });
    await facts.keepBalance({ channelId: 1, balance: null, answer: 'none', at: now });
    expect(await facts.balances()).toMatchObject([{ channelId: 1, balance: null, answer: 'none' }]);
  });

  it('reads every fact that rules are about, of an installation where each has happened', async () => {
    const facts = storage.get(AlertFactsRepository);
    const db = storage.get(Database);
    const put = (table: string, ...rows: Record<string, string | number | null>[]) =>
      db.write((tx) =>
        tx.insert(
          table,
          Object.keys(rows[0] ?? {}),
          rows.map((row) => Object.values(row)),
        ),
      );
    const earlier = now - 30 * MINUTE;
    const totals = { accepted: 7, dispatched: 6, sent: 5, delivered: 4, failed: 1 };
    const cell = { channelId: 1, pairId: 'pair', programId: 'program' };
    const counted = (key: string) => ({ id: key, received: 0, ...totals });
    const ids = { pair: 'pair', program: 'program', channel: '1' } as const;
    const all = async () => {
      for (const groupBy of ['pair', 'program', 'channel'] as const) {
        for (const minutes of [60, 600]) {
          expect(await facts.totals(groupBy, minutes, now)).toEqual([counted(ids[groupBy])]);
        }
        expect(await facts.totals(groupBy, 15, now)).toEqual([]);
        const [quarter, ...more] = await facts.quarters(groupBy, now - 86_400_000, now);
        expect([quarter, more]).toEqual([{ ...counted(ids[groupBy]), start: earlier / MINUTE }, []]);
      }
    };
    await countIn(db, earlier / MINUTE, cell, totals);
    await all();
    while (await storage.get(TotalsRepository).rollUp(now / MINUTE));
    await all();

    const stuck = messageWith({ status: 'dispatched', channelId: 4, createdAt: earlier, updatedAt: earlier });
    const other = messageWith({ status: 'delivered', channelId: 4, createdAt: earlier, updatedAt: earlier });
    await storage.get(MessageRepository).insertMany([stuck, other], { known: false });
    expect(await facts.stuck(now)).toEqual([{ channelId: 4, count: 1, oldest: earlier }]);
    expect(await facts.stuck(earlier)).toEqual([]);

    const settings = (name: string) => JSON.stringify({ name, details: { window: { timeZone: 'recipient' } } });
    const run = { total_rows: 1, started_at: earlier, updated_at: earlier };
    await put(
      'runs',
      { ...run, program_id: 'a', status: 'running', reason: null, settings: settings('Bills'), ended_at: null },
      { ...run, program_id: 'b', status: 'failed', reason: 'no list', settings: settings('News'), ended_at: now },
      { ...run, program_id: 'c', status: 'failed', reason: 'no list', settings: settings('Late'), ended_at: now },
      { ...run, program_id: 'c', status: 'completed', reason: null, settings: settings('Late'), ended_at: now },
    );
    const found = { waitsForRecipients: true };
    expect(await facts.running()).toEqual([{ ...found, programId: 'a', name: 'Bills', reason: null, at: earlier }]);
    const failed = { ...found, programId: 'b', name: 'News', reason: 'no list', at: now };
    expect([await facts.failedSince(now), await facts.failedSince(now + 1)]).toEqual([[failed], []]);

    const asked = { customer_id: 1, amount: 1, phone: '1', shortcode: '1', reference: 'A', created_at: earlier };
    await put(
      'mpesa_attempts',
      ...[
        ['failed', '1037'],
        ['failed', '9999'],
        ['completed', null],
      ].map(([state = '', result_code = null]) => ({ ...asked, state, result_code, ended_at: now })),
    );
    expect(await facts.paymentsSince(now)).toEqual({ failed: 1, ended: 2 });
    const came = { source: 'c2b', shortcode: '1', amount: 1, paid_at: earlier, created_at: earlier };
    await put('incoming_payments', { ...came, state: 'unmatched' }, { ...came, state: 'matched' });
    expect([await facts.unmatchedBefore(now), await facts.unmatchedBefore(earlier)]).toEqual([1, 0]);

    const ticket = { subject: 'down', description: '', priority: 'low', created_at: earlier, updated_at: earlier };
    await put(
      'tickets',
      { ...ticket, status: 'open', next_due_at: now, response_breached_at: null },
      { ...ticket, status: 'waiting', next_due_at: null, response_breached_at: earlier },
      { ...ticket, status: 'open', next_due_at: now + 1, response_breached_at: null },
      { ...ticket, status: 'closed', next_due_at: now, response_breached_at: earlier },
    );
    expect(await facts.brokenTickets(now)).toBe(2);

    const hook = { user_id: 1, events: '[]', filter: '{}', header_names: '[]', created_at: 0, updated_at: 0 };
    await put('webhooks', { ...hook, uid: 'a', state: 'disabled' }, { ...hook, uid: 'b', state: 'active' });
    expect(await facts.webhooksOff()).toBe(1);

    const signIn = { action: 'sign_in', details: '', created_at: now };
    await put('logs', { ...signIn, status: 'failed' }, { ...signIn, status: 'ok' });
    expect([await facts.failedSignInsSince(now), await facts.failedSignInsSince(now + 1)]).toEqual([1, 0]);

    const day = { channel_id: 5, status: 'dispatched', departed: 0 };
    await put('message_days', { ...day, day: 20_000, entered: 3 }, { ...day, day: 20_001, entered: 4 });
    expect((await facts.dispatchedSince(20_001)).get(5)).toBe(4);
    expect((await facts.dispatchedSince(20_000)).get(5)).toBe(7);

    const checked = { entries: 9, startedAt: earlier, endedAt: now };
    await storage.get(LedgerCheckRepository).keep({ ...checked, wrong: ['a', 'b'] });
    expect(await facts.booksWrong()).toBe(2);
    await storage.get(LedgerCheckRepository).keep({ ...checked, wrong: [] });
    expect(await facts.booksWrong()).toBe(0);
  });
}
