import { statSync } from 'node:fs';
import { Client } from './lib/client.mjs';
import { databaseIn, fill } from './lib/fill.mjs';
import { measureLists } from './lib/lists.mjs';
import { jsonPost, load } from './lib/loader.mjs';
import { messageOf } from './lib/messages.mjs';
import { Product } from './lib/product.mjs';
import { progress } from './lib/report.mjs';
import { bar, median, round } from './lib/statistics.mjs';

const CONNECTIONS = 16;

/** Accepts for some seconds after a warm-up, and waits until all of it is delivered. */
async function accept(product, client, seconds) {
  const before = await client.delivered();
  let sent = 0;
  const go = async (time) => {
    const requestOf = jsonPost('/api/v1/messages', client.headers, (number) => messageOf(sent + number));
    const result = await load({ port: product.port, requestOf, connections: CONNECTIONS, seconds: time, expect: 202 });
    sent += result.answers;
    await client.untilDelivered(before + sent);
    return result;
  };
  await go(2);
  return go(seconds);
}

/** A round on a database that holds nothing but the round's own messages. */
async function onEmpty(seconds) {
  const product = await Product.create();
  try {
    await product.start();
    return await accept(product, await Client.of(product), seconds);
  } finally {
    await product.dispose();
  }
}

/** The slowest of the lists' first and deep pages, in ms. */
const slowest = (lists) =>
  Math.max(...Object.values(lists).flatMap(({ first_page, deep_page }) => [first_page.p50_ms, deep_page?.p50_ms ?? 0]));

/**
 * Single POSTs accepted a second at five million stored messages, against an empty table: each round starts both
 * anew, so that neither has the warmer process. Then the lists, at that size.
 */
export async function run({ short = false } = {}) {
  const rows = short ? 100_000 : 5_000_000;
  const rounds = short ? 1 : 3;
  const seconds = short ? 3 : 8;
  const big = await Product.create();
  try {
    // Once, so that the tables, the admin and the simulated SIM cards are there.
    await big.start();
    await (await Client.of(big)).untilOnline();
    await big.stop();
    const began = performance.now();
    fill(big.dataDir, rows);
    progress(`big-table: ${rows} rows in ${round((performance.now() - began) / 1000)} s`);

    const measured = [];
    let lists;
    for (let index = 0; index < rounds; index++) {
      const empty = await onEmpty(seconds);
      await big.start();
      const client = await Client.of(big);
      const full = await accept(big, client, seconds);
      if (index === rounds - 1) lists = await measureLists(big, client);
      await big.stop();
      progress(`big-table ${index + 1}/${rounds}: empty ${empty.perSecond}/s, full ${full.perSecond}/s`);
      measured.push({ empty, full });
    }
    const emptyRate = median(measured.map(({ empty }) => empty.perSecond));
    const fullRate = median(measured.map(({ full }) => full.perSecond));
    const ratio = round(median(measured.map(({ empty, full }) => full.perSecond / empty.perSecond)), 3);
    return {
      rows,
      database_gb: round(statSync(databaseIn(big.dataDir)).size / 2 ** 30, 2),
      empty_per_second: emptyRate,
      full_per_second: fullRate,
      ratio,
      rounds: measured,
      lists,
      bars: [bar('ratio', ratio, '>=', 0.9), bar('slowest list p50_ms', slowest(lists), '<=', 20)],
    };
  } finally {
    await big.dispose();
  }
}
