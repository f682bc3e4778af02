import { setTimeout as wait } from 'node:timers/promises';
import { Client } from './lib/client.mjs';
import { callJob, productOn } from './lib/databases.mjs';
import { fillMariadb } from './lib/fill-mariadb.mjs';
import { fillOffice, fillOfficeOnMariadb } from './lib/fill-office.mjs';
import { fill } from './lib/fill.mjs';
import { jsonPost, load, requestHead } from './lib/loader.mjs';
import { messageOf } from './lib/messages.mjs';
import { progress } from './lib/report.mjs';
import { bar, median, round } from './lib/statistics.mjs';

const CONNECTIONS = 4;
const ACCEPTING = 16;
const FLOORS = ['messages', 'messages, deep'];
const CHECK_WITHIN_MS = 300_000;

/** A page of 50 of each list, at its beginning, behind 50,000 rows, and by the offset of the earlier system's clients. */
async function listsOf(client) {
  const behind = async (path) => `${path}&cursor=${await cursorAfter(client, path)}`;
  const customer = 'customer_id=4711';
  const paths = {
    [FLOORS[0]]: '/api/v1/messages?limit=50',
    [FLOORS[1]]: await behind('/api/v1/messages?limit=50'),
    customers: '/api/v1/customers?limit=50',
    'customers, deep': await behind('/api/v1/customers?limit=50'),
    'customers, suspended': '/api/v1/customers?limit=50&status=suspended',
    invoices: '/api/v1/invoices?limit=50',
    'invoices, deep': await behind('/api/v1/invoices?limit=50'),
    'invoices, overdue': '/api/v1/invoices?limit=50&status=overdue',
    'invoices, paid': '/api/v1/invoices?limit=50&status=paid',
    'invoices, draft': '/api/v1/invoices?limit=50&status=draft',
    'invoices of a customer': `/api/v1/invoices?limit=50&${customer}`,
    'payments of a customer': `/api/v1/payments?limit=50&${customer}`,
    'statement of a customer': '/api/v1/customers/4711/statement?limit=50',
  };
  for (const offset of [0, 10_000]) {
    for (const list of ['customers', 'invoices', 'payments']) {
      paths[`NetFlow ${list}, offset ${offset}`] = `/api/${list}?limit=50&offset=${offset}`;
    }
  }
  return paths;
}

async function cursorAfter(client, path) {
  let cursor = null;
  for (let page = 0; page < 100; page++) {
    const { next_cursor: next } = await client.get(
      `${path.replace('limit=50', 'limit=500')}${cursor === null ? '' : `&cursor=${cursor}`}`,
    );
    if (next === null) break;
    cursor = next;
  }
  return cursor;
}

async function measureLists(product, client, rounds, count) {
  const paths = await listsOf(client);
  const measured = Object.fromEntries(Object.keys(paths).map((name) => [name, []]));
  for (let index = 0; index <= rounds; index++) {
    for (const [name, path] of Object.entries(paths)) {
      const request = `${requestHead('GET', path, client.headers)}\r\n`;
      const result = await load({ port: product.port, requestOf: () => request, connections: CONNECTIONS, count });
      // The first round warms up.
      if (index > 0) measured[name].push(result);
    }
    progress(`office: lists, round ${index} of ${rounds}`);
  }
  return Object.fromEntries(
    Object.entries(measured).map(([name, all]) => [
      name,
      { p50_ms: median(all.map(({ p50 }) => p50)), p99_ms: median(all.map(({ p99 }) => p99)) },
    ]),
  );
}

/** Accepts for some seconds; with a rest behind, so that what is delivered does not lie on what is measured next. */
async function accept(product, client, seconds) {
  const requestOf = jsonPost('/api/v1/messages', client.headers, (number) => messageOf(number));
  const { perSecond, p50, p99 } = await load({
    port: product.port,
    requestOf,
    connections: ACCEPTING,
    seconds,
    expect: 202,
  });
  return { perSecond, p50, p99 };
}

/** Makes documents of so many invoices over a few connections. @returns seconds */
async function print(product, client, invoices, many) {
  const began = performance.now();
  await load({
    port: product.port,
    requestOf: (number) =>
      `${requestHead('GET', `/api/v1/invoices/${1 + ((number * 997) % invoices)}/pdf`, client.headers)}\r\n`,
    connections: CONNECTIONS,
    count: many,
  });
  return round((performance.now() - began) / 1000, 1);
}

/** Waits for the next check. @returns its answer */
async function checked(client, before) {
  for (const began = performance.now(); performance.now() - began < CHECK_WITHIN_MS; await wait(200)) {
    const check = await client.get('/api/v1/ledger/check');
    if (check.checked_at !== null && check.checked_at !== before) return check;
  }
  throw new Error('the books were not checked');
}

/** @returns the entries of the ledger */
async function filled({ product, kind, open }, { messages, customers, invoices }) {
  if (kind === 'sqlite') {
    fill(product.dataDir, messages);
    return fillOffice(product.dataDir, customers, invoices);
  }
  const rows = await open();
  await fillMariadb(rows, messages);
  const entries = await fillOfficeOnMariadb(rows, customers, invoices);
  await rows.close();
  return entries;
}

/**
 * The back office's lists against that of messages, the check of its books, and its documents, each of the last two alone
 * and beside messages that are accepted.
 */
export async function run({ short = false, full = false, database = 'sqlite' } = {}) {
  const [customers, invoices, messages] = full ? [100_000, 2_100_000, 2_000_000] : [20_000, 210_000, 200_000];
  const papers = full ? 1000 : 100;
  const rounds = short ? 1 : 3;
  const store = await productOn(database);
  const { product } = store;
  let rows;
  try {
    await product.start();
    await (await Client.of(product)).untilOnline();
    await product.stop();
    const began = performance.now();
    const entries = await filled(store, { messages, customers, invoices });
    progress(`office: ${entries} entries in ${round((performance.now() - began) / 1000)} s`);

    await product.start();
    rows = await store.open();
    const client = await Client.of(product);
    const lists = await measureLists(product, client, rounds, short ? 100 : 300);
    // A page of messages is the measure, be it the first or a deep one.
    const floor = Math.max(...FLOORS.map((name) => lists[name].p99_ms));
    for (const [name, { p50_ms, p99_ms }] of Object.entries(lists)) {
      progress(`office, ${name}: p50 ${p50_ms} ms, p99 ${p99_ms} ms, ${round(p99_ms / floor, 2)} x`);
    }
    const seconds = short ? 3 : 8;
    await accept(product, client, 2);
    await client.untilSettled();
    const alone = await accept(product, client, seconds);
    await client.untilSettled();
    await print(product, client, invoices, 20);
    const papersSeconds = await print(product, client, invoices, papers);
    progress(`office: ${papers} documents in ${papersSeconds} s`);
    const printing = print(product, client, invoices, papers);
    const whilePrinting = await accept(product, client, seconds);
    await printing;
    await client.untilSettled();

    await callJob(rows, 'ledger-check');
    const check = await checked(client, null);
    progress(`office: ${check.entries} entries checked in ${check.seconds} s, ${check.differences.length} differences`);
    await callJob(rows, 'ledger-check');
    // It is looked for once a second.
    await wait(1_500);
    const checking = checked(client, check.checked_at);
    const whileChecking = await accept(product, client, seconds);
    const { seconds: besides } = await checking;

    const slowest = Math.max(
      ...Object.entries(lists).map(([name, { p99_ms }]) => (FLOORS.includes(name) ? 0 : p99_ms)),
    );
    const ratio = (figures) => round(figures.p99 / alone.p99, 2);
    return {
      database,
      customers,
      invoices,
      messages,
      entries,
      lists,
      accept_alone: alone,
      accept_while_printing: whilePrinting,
      accept_while_checking: whileChecking,
      check: { seconds: check.seconds, seconds_while_accepting: besides, differences: check.differences },
      papers: { count: papers, seconds: papersSeconds },
      bars: [
        bar('slowest list p99 / messages p99', round(slowest / floor, 2), '<=', 2),
        bar('check_seconds', check.seconds, '<=', full ? 60 : 6),
        bar('differences', check.differences.length, '<=', 0),
        bar('papers_seconds', papersSeconds, '<=', full ? 60 : 6),
        bar('accept p99 while printing / alone', ratio(whilePrinting), '<=', 2),
        bar('accept p99 while checking / alone', ratio(whileChecking), '<=', 2),
      ],
    };
  } finally {
    await rows?.close();
    await store.dispose();
  }
}
