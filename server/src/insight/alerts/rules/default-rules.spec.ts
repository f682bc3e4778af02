import { describe, expect, it } from '@jest/globals';
import { ALERT_KINDS, ALERT_KIND_NAMES, type AlertKindName, paramsOf } from '@signalbox/contracts/alert-kinds';
import { NewAlertRule } from '@signalbox/contracts/alerts';
import type { Worker } from '@signalbox/contracts/workers';
import type { MqttPublisher } from '@signalbox/transport/mqtt-publisher';
import { channelWith } from '../../../../test/channels.js';
import { noTotals } from '../../../messaging/counts/totals.js';
import type { PairsService } from '../../../messaging/pairs/pairs.service.js';
import type { ChannelsService } from '../../../messaging/sim-cards/channels.service.js';
import type { QueueService } from '../../../messaging/sms/dispatch/queue.service.js';
import type { WorkersService } from '../../../messaging/workers/workers.service.js';
import type { AlertFactsRepository, RunFact } from '../look/alert-facts.repository.js';
import { ChannelWatcherService } from '../look/channel-watcher.service.js';
import type { Watcher } from '../look/finding.js';
import { wrongWithHouse } from '../look/house-watcher.service.js';
import { OfficeWatcherService } from '../look/office-watcher.service.js';
import type { ProgramNamesService } from '../look/program-names.service.js';
import { ProgramWatcherService } from '../look/program-watcher.service.js';
import { QueueWatcherService } from '../look/queue-watcher.service.js';
import { TrafficWatcherService } from '../look/traffic-watcher.service.js';
import { WorkerWatcherService } from '../look/worker-watcher.service.js';
import type { AlertRule } from './alert-rule.js';
import { defaultRules } from './default-rules.js';

const NOW = Date.UTC(2026, 10, 30, 9);
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const WORKER = { id: 'w1', label: null, state: 'online', channels: 1, enrolled_at: 'x', since: 'x', trouble: null };

/** An installation that works. */
const healthy = () => ({
  totals: { ...noTotals(), dispatched: 40, sent: 40, delivered: 36, failed: 4 },
  channel: { online: true, sentToday: 50 },
  stuck: 0,
  running: [{ programId: '1', name: 'Bills', reason: null, at: NOW - HOUR, waitsForRecipients: false }] as RunFact[],
  failed: [] as RunFact[],
  payments: { failed: 2, ended: 20 },
  counts: { unmatched: 0, tickets: 0, books: 0, webhooks: 0, signIns: 3 },
  month: 100,
  balance: null as number | null,
  queueSeconds: 60,
  worker: { ...WORKER } as object,
  broker: true,
  house: { freePercent: 40 as number | null, answerMs: 3 as number | null, bytes: 1e9 as number | null },
});
type World = ReturnType<typeof healthy>;

/** One where nothing ever happened. */
const empty = (): World => ({
  ...healthy(),
  totals: noTotals(),
  channel: { online: true, sentToday: 0 },
  running: [],
  payments: { failed: 0, ended: 0 },
  counts: { unmatched: 0, tickets: 0, books: 0, webhooks: 0, signIns: 0 },
  month: 0,
  queueSeconds: 0,
  house: { freePercent: null, answerMs: null, bytes: null },
});

function watchersOf(world: World): Watcher[] {
  const { counts } = world;
  const answer =
    <T>(value: T) =>
    () =>
      Promise.resolve(value);
  const facts = {
    totals: answer([{ id: '1', ...world.totals }]),
    stuck: answer(world.stuck === 0 ? [] : [{ channelId: 1, count: world.stuck, oldest: NOW - 2 * HOUR }]),
    running: answer(world.running),
    failedSince: answer(world.failed),
    paymentsSince: answer(world.payments),
    unmatchedBefore: answer(counts.unmatched),
    brokenTickets: answer(counts.tickets),
    booksWrong: answer(counts.books),
    webhooksOff: answer(counts.webhooks),
    failedSignInsSince: answer(counts.signIns),
    dispatchedSince: answer(new Map([[1, world.month]])),
    balances: answer([{ channelId: 1, balance: world.balance, answer: '', at: NOW }]),
  } as unknown as AlertFactsRepository;
  const channel = channelWith({ id: 1, kind: 'sim', status: 'active', dailyCap: 100 });
  channel.online = world.channel.online;
  channel.restoreSent(world.channel.sentToday, NOW);
  const channels = { all: [channel], find: () => channel } as unknown as ChannelsService;
  const pairs = { find: () => ({ country: 'KE', operator: 'Airtel' }) } as unknown as PairsService;
  const programs = { all: answer(new Map([['1', 'Bills']])) } as unknown as ProgramNamesService;
  const workers = { list: () => ({ data: [world.worker as Worker] }) } as unknown as WorkersService;
  const house: Watcher = {
    kinds: ['disk_low', 'database_slow', 'database_large'],
    look: answer((rule: AlertRule) => {
      const wrong = wrongWithHouse(rule, world.house);
      return wrong === null ? [] : [{ ...wrong, subject: { kind: 'system', id: 'system', name: '' }, labels: {} }];
    }),
  };
  return [
    new TrafficWatcherService(facts, pairs, channels, programs),
    new ChannelWatcherService(channels, facts),
    new ProgramWatcherService(facts),
    new WorkerWatcherService(workers, { reachable: world.broker } as MqttPublisher),
    new QueueWatcherService({ oldestAgeSeconds: answer(world.queueSeconds) } as unknown as QueueService),
    new OfficeWatcherService(facts),
    house,
  ];
}

const RULES = defaultRules(NOW).map((record, index) => ({ ...record, id: index + 1, updatedAt: NOW }));

/** The kinds of those that find something. */
async function found(world: World, rules: readonly AlertRule[] = RULES): Promise<AlertKindName[]> {
  const kinds: AlertKindName[] = [];
  for (const watcher of watchersOf(world)) {
    const its = rules.filter(({ kind }) => watcher.kinds.includes(kind));
    const find = await watcher.look(its, NOW);
    kinds.push(...its.filter((rule) => find(rule).length > 0).map(({ kind }) => kind));
  }
  return kinds.sort();
}

const FAILING = { ...noTotals(), dispatched: 40, sent: 40, delivered: 4, failed: 36 };
const RUN: RunFact = { programId: '1', name: 'Bills', reason: null, at: NOW - HOUR, waitsForRecipients: false };
const counts = (fields: Partial<World['counts']>) => ({ counts: { ...healthy().counts, ...fields } });
const house = (fields: Partial<World['house']>) => ({ house: { ...healthy().house, ...fields } });
const RATES: AlertKindName[] = ['channel_success_rate', 'pair_success_rate', 'program_success_rate'];

/** What is wrong with an installation, and which rules find that. */
const CASES: [what: string, change: Partial<World>, kinds: AlertKindName[]][] = [
  ['messages fail', { totals: FAILING }, RATES],
  ['a SIM card is offline', { channel: { online: false, sentToday: 0 } }, ['sim_offline']],
  ['a cap is nearly used', { channel: { online: true, sentToday: 90 } }, ['daily_cap']],
  ['messages wait', { queueSeconds: 31 * 60 }, ['queue_age']],
  ['messages are stuck', { stuck: 5 }, ['messages_stuck']],
  ['a program stands still', { totals: noTotals(), running: [RUN] }, ['program_stuck']],
  ['a program failed', { failed: [{ ...RUN, reason: 'no list' }] }, ['program_failed']],
  ['a worker is gone', { worker: { ...WORKER, state: 'offline' } }, ['worker_gone']],
  ['a worker hangs', { worker: { ...WORKER, state: 'hung' } }, ['worker_hung']],
  ['the broker is away', { broker: false }, ['broker_away']],
  ['payments fail', { payments: { failed: 17, ended: 20 } }, ['payments_failed']],
  ['a payment belongs to nobody', counts({ unmatched: 1 }), ['payments_unmatched']],
  ['a ticket is late', counts({ tickets: 1 }), ['ticket_sla']],
  ['the books are out of balance', counts({ books: 1 }), ['books_wrong']],
  ['a webhook is off', counts({ webhooks: 1 }), ['webhooks_off']],
  ['sign-ins fail', counts({ signIns: 101 }), ['sign_in_attacks']],
  ['the disk is full', house({ freePercent: 9.9 }), ['disk_low']],
  ['the database is slow', house({ answerMs: 1001 }), ['database_slow']],
];

/** What depends on the owner, and which kind of rule finds it. */
const ASKED_FOR: [what: string, change: Partial<World>, kind: AlertKindName][] = [
  ['a limit a month is nearly used', { month: 9000 }, 'monthly_cap'],
  ['a balance is low', { balance: 99.5 }, 'low_balance'],
  ['the database is large', house({ bytes: 50.1e9 }), 'database_large'],
];

describe('the rules that are on from the start', () => {
  it('are quiet where all works, and where nothing ever happened: none divides by zero', async () => {
    expect(await found(healthy())).toEqual([]);
    expect(await found(empty())).toEqual([]);
    const strictest = ALERT_KIND_NAMES.map((kind, id): AlertRule => {
      const params = Object.fromEntries(Object.entries(ALERT_KINDS[kind].fields).map(([name, { max }]) => [name, max]));
      return { ...(RULES[0] as AlertRule), id, kind, params };
    });
    expect(await found(empty(), strictest)).toEqual([]);
  });

  it.each(CASES)('find that %s, and nothing else', async (_, change, kinds) => {
    expect(await found({ ...healthy(), ...change })).toEqual(kinds);
  });

  it.each(ASKED_FOR)('leave it to a rule that somebody makes that %s', async (_, change, kind) => {
    const rules = ALERT_KIND_NAMES.map((each, id): AlertRule => {
      return { ...(RULES[0] as AlertRule), id, kind: each, params: paramsOf(each, {}) };
    });
    expect(await found(healthy(), rules)).toEqual([]);
    expect(await found({ ...healthy(), ...change })).toEqual([]);
    expect(await found({ ...healthy(), ...change }, rules)).toEqual([kind]);
  });

  it('each find something', () => {
    const all = new Set(CASES.flatMap(([, , kinds]) => kinds));
    expect(RULES.map(({ kind }) => kind).filter((kind) => !all.has(kind))).toEqual([]);
  });

  it('say little of few messages, of a program outside of its hours, and of one that began just now', async () => {
    const few = { ...noTotals(), dispatched: 19, sent: 19, failed: 19 };
    expect(await found({ ...healthy(), totals: few })).toEqual([]);
    const still = { ...healthy(), totals: noTotals() };
    const runs = [
      { ...RUN, reason: 'outside its sending window until 08:00' },
      { ...RUN, waitsForRecipients: true },
      { ...RUN, at: NOW - 29 * MINUTE },
    ];
    for (const run of runs) expect(await found({ ...still, running: [run] })).toEqual([]);
  });
});

describe('a rule that somebody makes', () => {
  const wrongFields = (rule: object): string[] => {
    const result = NewAlertRule.safeParse(rule);
    return result.success ? [] : result.error.issues.map(({ path }) => path.join('.')).sort();
  };

  it.each(ALERT_KIND_NAMES)('of the kind %s has what is left out as usual, and bounds', (kind) => {
    const { fields } = ALERT_KINDS[kind];
    expect(wrongFields({ name: 'x', kind })).toEqual([]);
    expect(Object.keys(paramsOf(kind, {}))).toEqual(Object.keys(fields));
    for (const [name, { min, max }] of Object.entries(fields)) {
      for (const value of [min - 1, max + 1, Infinity]) {
        expect(wrongFields({ name: 'x', kind, params: { [name]: value } })).toEqual([`params.${name}`]);
      }
    }
  });

  it('is refused by its fields: without a name or a kind, and when it would never fire or end', () => {
    expect(wrongFields({})).toEqual(['kind', 'name']);
    expect(wrongFields({ name: 'x', kind: 'disk_low', params: { free: 1 } })).toEqual(['params.free']);
    expect(wrongFields({ name: 'x', kind: 'disk_low', params: { below: 'ten' } })).toEqual(['params.below']);
    expect(wrongFields({ name: 'x', kind: 'disk_low', for_seconds: 86_401 })).toEqual(['for_seconds']);
    expect(wrongFields({ name: 'x', kind: 'disk_low', for_seconds: -1, repeat_minutes: -1 })).toEqual([
      'for_seconds',
      'repeat_minutes',
    ]);
  });
});
