import { setTimeout as wait } from 'node:timers/promises';
import Database from 'better-sqlite3';
import { Client } from './lib/client.mjs';
import { databaseIn, fill } from './lib/fill.mjs';
import { jsonPost, load } from './lib/loader.mjs';
import { messageOf } from './lib/messages.mjs';
import { Product } from './lib/product.mjs';
import { progress } from './lib/report.mjs';
import { bar, median, round } from './lib/statistics.mjs';

const PER_SECOND = 1000;
const CONNECTIONS = 32;
const WARM_UP = 2000;
/** The least that can be set: of the 90 days that are filled, all but those go. */
const [FILLED_DAYS, KEPT_DAYS] = [90, 7];
const DAY_MS = 86_400_000;
const LOOK_MS = 200;
const WITHIN_MS = 1_800_000;

/** What the bench asks of the database, beside the server. */
class Rows {
  constructor(dataDir) {
    this.db = new Database(databaseIn(dataDir));
  }

  /** How many have to go: those that were over before a time. */
  olderThan(at) {
    return this.db.prepare('SELECT COUNT(*) FROM messages WHERE updated_at < ?').pluck().get(at);
  }

  /** Makes the server's nightly job due now. */
  begin() {
    this.db.prepare("UPDATE jobs SET next_run_at = ? WHERE name = 'retention'").run(Date.now());
  }

  /** Resolves when the job that began after a time has ended. @throws Error when it failed, or does not end */
  async ended(since) {
    const look = this.db.prepare("SELECT ended_at, error FROM jobs WHERE name = 'retention'");
    for (;;) {
      const { ended_at: at, error } = look.get();
      if (at !== null && at >= since) {
        if (error !== null) throw new Error(`retention failed: ${error}`);
        return;
      }
      if (Date.now() - since > WITHIN_MS) throw new Error('retention does not end');
      await wait(LOOK_MS);
    }
  }

  close() {
    this.db.close();
  }
}

/** A database with so many messages that are kept no longer, beside those of the last week. */
async function filled(product, rows) {
  // Once, so that the tables, the admin and the simulated SIM cards are there.
  await product.start();
  await (await Client.of(product)).untilOnline();
  await product.stop();
  fill(product.dataDir, Math.ceil((rows * FILLED_DAYS) / (FILLED_DAYS - KEPT_DAYS)));
}

/**
 * How fast the server takes away what is kept no longer while messages come at a steady rate, and how long their callers wait
 * for an answer meanwhile, against before and after it.
 */
export async function run({ short = false } = {}) {
  const [rows, seconds] = short ? [100_000, 10] : [1_000_000, 30];
  const product = await Product.create();
  let store;
  try {
    await filled(product, rows);
    await product.start();
    const client = await Client.of(product);
    await client.untilOnline();
    store = new Rows(product.dataDir);

    let sent = 0;
    const offer = async (options) => {
      const from = sent;
      const requestOf = jsonPost('/api/v1/messages', client.headers, (number) => messageOf(from + number));
      const result = await load({ port: product.port, requestOf, connections: CONNECTIONS, expect: 202, ...options });
      sent += result.answers;
      return result;
    };
    const steadily = async () => {
      const delivered = await client.delivered();
      const result = await offer({ count: PER_SECOND * seconds, perSecond: PER_SECOND });
      await client.untilDelivered(delivered + result.answers);
      return result;
    };
    await client.untilDelivered((await client.delivered()) + (await offer({ count: WARM_UP })).answers);
    const before = await steadily();
    progress(`retention: accept p99 ${before.p99} ms before it`);

    const { version } = await client.get('/api/v1/settings/general');
    await client.patch('/api/v1/settings/general', { version, values: { retention_messages_days: KEPT_DAYS } });
    const bound = Date.now() - KEPT_DAYS * DAY_MS;
    const toGo = store.olderThan(bound);
    const since = Date.now();
    store.begin();
    let isOver = false;
    const began = performance.now();
    const job = store.ended(since).finally(() => (isOver = true));
    const [during] = await Promise.all([offer({ perSecond: PER_SECOND, isOver: () => isOver }), job]);
    const took = (performance.now() - began) / 1000;
    const left = store.olderThan(bound);
    progress(`retention: ${toGo - left} messages in ${round(took, 1)} s, accept p99 ${during.p99} ms meanwhile`);
    await client.untilSettled();
    const after = await steadily();
    progress(`retention: accept p99 ${after.p99} ms after it`);

    const without = median([before.p99, after.p99]);
    const perSecond = round((toGo - left) / took);
    return {
      rows: toGo,
      offered_per_second: PER_SECOND,
      accepted_per_second: { before: before.perSecond, during: during.perSecond, after: after.perSecond },
      seconds: round(took, 1),
      removed_per_second: perSecond,
      accept_ms: { before, during, after },
      bars: [
        bar('rows removed a second', perSecond, '>=', 5000),
        bar('accept p99 meanwhile, times without', round(during.p99 / without, 2), '<=', 2),
        bar('rows that had to go and stayed', left, '<=', 0),
      ],
    };
  } finally {
    store?.close();
    await product.dispose();
  }
}
