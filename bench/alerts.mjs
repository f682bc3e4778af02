import 'reflect-metadata';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { progress } from './lib/report.mjs';
import { bar, median, round } from './lib/statistics.mjs';

const [RULES, PAIRS, SIM_CARDS, MINUTES] = [200, 500, 2_000, 60];
const MOST_MS = 200;
const LOOKS = 9;
/** Which rules, in turns: those over many things. */
const KINDS = ['pair_success_rate', 'channel_success_rate', 'sim_offline', 'daily_cap', 'messages_stuck'];

const built = (path) => import(`../server/dist/${path}.js`);

/** What was delivered and failed in each of the last minutes, by pair and by SIM card, as the roll-up leaves it. */
async function fill(db, pairs) {
  const minute = Math.floor(Date.now() / 60_000);
  const columns = [
    'span_minutes',
    'dimensions',
    'channel_id',
    'pair_id',
    'program_id',
    'number',
    'sent',
    'delivered',
    'failed',
  ];
  const rows = [];
  const add = (dimensions, channel, pair) => {
    rows.push([1440, dimensions, channel, pair, '', Math.floor(minute / 1440), 60, 55, 5]);
    rows.push([1440, dimensions, channel, pair, '', Math.floor(minute / 1440) - 1, 60, 55, 5]);
    for (let back = 1; back <= MINUTES; back++) rows.push([1, dimensions, channel, pair, '', minute - back, 2, 2, 0]);
  };
  for (const pair of pairs) add(2, 0, pair);
  for (let id = 1; id <= SIM_CARDS; id++) add(1, id, '');
  for (let start = 0; start < rows.length; start += 2_000) {
    await db.write((tx) => tx.insert('message_totals', columns, rows.slice(start, start + 2_000)));
  }
}

/** How long 200 rules over 500 pairs and 2,000 SIM cards take to be evaluated, of which one in a hundred is offline. */
export async function run() {
  progress(`alerts: ${RULES} rules over ${PAIRS} pairs and ${SIM_CARDS} SIM cards`);
  const folder = mkdtempSync(join(process.env.BENCH_DIR ?? tmpdir(), 'signalbox-alerts-'));
  const { NestFactory } = await import('@nestjs/core');
  const { readConfig } = await built('platform/config/config');
  const { ConfigModule } = await built('platform/config/config.module');
  const { StorageModule } = await built('storage/storage.module');
  const { Database } = await built('storage/typeorm/database');
  const { Channel } = await built('messaging/sim-cards/channel');
  const config = readConfig({ DATA_DIR: folder });
  class Root {}
  const module = { module: Root, imports: [ConfigModule.forRoot(config), StorageModule.forRoot(config)] };
  const context = await NestFactory.createApplicationContext(module, { logger: false });
  try {
    const of = async (path, name) => context.get((await built(path))[name], { strict: false });
    const alerts = await of('insight/alerts/alert.repository', 'AlertRepository');
    const facts = await of('insight/alerts/look/alert-facts.repository', 'AlertFactsRepository');
    const rules = await of('insight/alerts/rules/alert-rule.repository', 'AlertRuleRepository');
    const pairs = Array.from({ length: PAIRS }, (_, number) => number.toString(16).padStart(24, '0'));
    await fill(context.get(Database, { strict: false }), pairs);
    const simCards = Array.from({ length: SIM_CARDS }, (_, index) => {
      const record = { id: index + 1, kind: 'sim', key: null, number: `+2547${index}`, label: null, status: 'active' };
      const channel = new Channel({
        ...record,
        workerId: 'w',
        operator: null,
        ratePerMinute: null,
        dailyCap: 1000,
        window: 10,
      });
      channel.online = index % 100 !== 0;
      return channel;
    });
    const channels = { all: simCards, find: (id) => simCards[id - 1] };
    const known = new Set(pairs);
    const pairsService = { find: (id) => (known.has(id) ? { country: 'KE', operator: id } : undefined) };
    const { TrafficWatcherService } = await built('insight/alerts/look/traffic-watcher.service');
    const { ChannelWatcherService } = await built('insight/alerts/look/channel-watcher.service');
    const watchers = {
      all: [
        new TrafficWatcherService(facts, pairsService, channels, { all: () => Promise.resolve(new Map()) }),
        new ChannelWatcherService(channels, facts),
      ],
    };
    const { defaultRules } = await built('insight/alerts/rules/default-rules');
    const usual = new Map(defaultRules(Date.now()).map((rule) => [rule.kind, rule]));
    for (let number = 0; number < RULES; number++) {
      const rule = usual.get(KINDS[number % KINDS.length]);
      await rules.create({ ...rule, name: `${rule.name} ${number}`, builtIn: null });
    }
    const { EvaluationService } = await built('insight/alerts/evaluation.service');
    const ready = { enabled: () => rules.enabled() };
    const told = { tell: () => Promise.resolve() };
    const evaluation = new EvaluationService(ready, alerts, watchers, told, { evaluated: { next: () => undefined } });
    await evaluation.evaluate();
    const took = [];
    for (let look = 0; look < LOOKS; look++) {
      const began = performance.now();
      await evaluation.evaluate();
      took.push(performance.now() - began);
    }
    const ms = round(median(took), 1);
    const open = (await alerts.open()).length;
    progress(`alerts: ${ms} ms a look, ${open} alerts open`);
    return { ms, slowest: round(Math.max(...took), 1), open, bars: [bar('evaluation_ms', ms, '<=', MOST_MS)] };
  } finally {
    await context.close();
    rmSync(folder, { recursive: true, force: true });
  }
}
