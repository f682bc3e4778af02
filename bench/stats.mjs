import { randomBytes } from 'node:crypto';
import Database from 'better-sqlite3';
import { Client } from './lib/client.mjs';
import { fillTotals } from './lib/fill-totals.mjs';
import { databaseIn } from './lib/fill.mjs';
import { load, requestHead } from './lib/loader.mjs';
import { Product } from './lib/product.mjs';
import { progress } from './lib/report.mjs';
import { bar, median, round } from './lib/statistics.mjs';

const DAY_MS = 86_400_000;
const CONNECTIONS = 4;
const OPERATORS = 10;
const PROGRAMS = 20;
const FLOOR = 'floor';

/** Makes the pairs that the messages were to; answers their ids. */
async function makePairs({ url, headers }) {
  const ids = [];
  for (let number = 0; number < OPERATORS; number++) {
    const answer = await fetch(`${url}/api/v1/pairs`, {
      method: 'POST',
      headers: { ...headers, 'content-type': 'application/json' },
      body: JSON.stringify({ country: 'KE', operator: `Operator ${number}`, prefixes: [`2547${number}`] }),
    });
    if (answer.status !== 201) throw new Error(`no pair: ${await answer.text()}`);
    ids.push((await answer.json()).id);
  }
  return ids;
}

/** What is asked, over 30 days each. */
function queriesOf({ pairs, programs, channels }) {
  const from = `from=${new Date(Date.now() - 30 * DAY_MS).toISOString()}`;
  const asked = {
    'series, hours': `series?bucket=hour&${from}`,
    'series, hours of a pair': `series?bucket=hour&${from}&pair_id=${pairs[3]}`,
    'series, hours of a program': `series?bucket=hour&${from}&program_id=${programs[3]}`,
    'series, hours of a SIM card': `series?bucket=hour&${from}&sim_card_id=${channels[1]}`,
    'series, hours of a program in a pair': `series?bucket=hour&${from}&program_id=${programs[3]}&pair_id=${pairs[3]}`,
    'series, days': `series?bucket=day&${from}`,
    'series, days by pair': `series?bucket=day&${from}&group_by=pair`,
    'series, days by program': `series?bucket=day&${from}&group_by=program`,
    'series, days by SIM card': `series?bucket=day&${from}&group_by=sim_card`,
    'totals by pair': `pairs?${from}`,
    'totals by program': `programs?${from}`,
    'totals by SIM card': `sim-cards?${from}`,
    aggregate: `aggregate?${from}`,
    'metrics, days': `sms-metrics?bucket=day&${from}`,
  };
  const paths = Object.entries(asked).map(([name, query]) => [name, `/api/v1/stats/${query}`]);
  return { [FLOOR]: '/health/live', ...Object.fromEntries(paths) };
}

/** The latency of one request, asked again and again over a few connections. */
async function measure(product, path, headers, count) {
  const request = `${requestHead('GET', path, headers)}\r\n`;
  let bytes = 0;
  const { p50, p99, max } = await load({
    port: product.port,
    requestOf: () => request,
    connections: CONNECTIONS,
    count,
    onAnswer: (answer) => (bytes = answer.length),
  });
  return { p50, p99, max, bytes };
}

/** The middle of what the rounds measured, so that one disturbance of the machine is none of the figure. */
const middle = (rounds) => ({
  p50_ms: median(rounds.map(({ p50 }) => p50)),
  p99_ms: median(rounds.map(({ p99 }) => p99)),
  max_ms: Math.max(...rounds.map(({ max }) => max)),
  kilobytes: round(rounds[0].bytes / 1024, 1),
});

/** Every query, and the floor beside it, round by round; the first round is a warm-up. */
async function measureAll(product, headers, queries, rounds, count) {
  const measured = Object.fromEntries(Object.keys(queries).map((name) => [name, []]));
  for (let index = 0; index <= rounds; index++) {
    for (const [name, path] of Object.entries(queries)) {
      const figures = await measure(product, path, headers, count);
      if (index > 0) measured[name].push(figures);
    }
    progress(`stats: round ${index} of ${rounds}`);
  }
  return Object.fromEntries(Object.entries(measured).map(([name, figures]) => [name, middle(figures)]));
}

/** The statistics' answers over 30 days with five million messages, from 4 SIM cards, to 10 pairs, of 20 programs. */
export async function run({ short = false } = {}) {
  const messages = short ? 500_000 : 5_000_000;
  const rounds = short ? 1 : 5;
  const count = short ? 200 : 500;
  const product = await Product.create();
  try {
    await product.start();
    const first = await Client.of(product);
    await first.untilOnline();
    const names = {
      pairs: await makePairs(first),
      programs: Array.from({ length: PROGRAMS }, () => randomBytes(12).toString('hex')),
      channels: (await first.get('/api/v1/sim-cards')).data.map(({ id }) => id),
    };
    await product.stop();
    const began = performance.now();
    const filled = fillTotals(product.dataDir, messages, names);
    const db = new Database(databaseIn(product.dataDir), { readonly: true });
    const rows = db.prepare('SELECT COUNT(*) FROM message_totals').pluck().get();
    db.close();
    progress(`stats: ${filled} messages in ${rows} sums, in ${round((performance.now() - began) / 1000)} s`);

    await product.start();
    const client = await Client.of(product);
    const queries = queriesOf(names);
    const { accepted } = await client.get(`/api/v1/stats/aggregate?from=${new Date(0).toISOString()}`);
    if (accepted < filled) throw new Error(`the statistics show ${accepted} of ${filled} messages`);

    const { [FLOOR]: floor, ...answers } = await measureAll(product, client.headers, queries, rounds, count);
    for (const [name, { p50_ms: p50, p99_ms: p99 }] of Object.entries(answers)) {
      progress(`stats, ${name}: p50 ${p50} ms, p99 ${p99} ms`);
    }
    const p99 = Math.max(...Object.values(answers).map(({ p99_ms: value }) => value));
    return {
      messages: filled,
      sums: rows,
      connections: CONNECTIONS,
      requests_of_each: rounds * count,
      floor_health_live: floor,
      answers,
      slowest_p99_ms: p99,
      bars: [bar('slowest_p99_ms', p99, '<=', 20)],
    };
  } finally {
    await product.dispose();
  }
}
