import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { constants, gunzipSync } from 'node:zlib';
import { AdminCommand } from './admin-command.mjs';
import { Client } from './client.mjs';
import { callJob, valueOf, valuesOf } from './databases.mjs';
import { fillMariadb } from './fill-mariadb.mjs';
import { fill } from './fill.mjs';
import { messageOf } from './messages.mjs';
import { progress } from './report.mjs';

const KEPT_DAYS = 7;
const DAY_MS = 86_400_000;
const WITHIN_MS = 300_000;
const PAUSE_MS = 50;

/** The ids in a folder of archives; what a kill cut off is read up to there. */
function archived(folder) {
  const ids = new Set();
  for (const name of readdirSync(folder)) {
    const text = gunzipSync(readFileSync(join(folder, name)), { finishFlush: constants.Z_SYNC_FLUSH }).toString();
    for (const line of text.split('\n').filter((each) => each.endsWith('}'))) ids.add(JSON.parse(line).id);
  }
  return ids;
}

/** What is asked of the database of a product that may be down. */
class Messages {
  constructor(rows) {
    this.rows = rows;
  }

  /** The first that is there: they go from the oldest on. */
  first() {
    return valueOf(this.rows, 'SELECT MIN(seq) AS seq FROM messages');
  }

  /** Resolves when so much is gone, or the work has ended. */
  async untilFirst(seq, isOver) {
    const deadline = performance.now() + WITHIN_MS;
    for (let first = await this.first(); first < seq && !isOver(); first = await this.first()) {
      if (performance.now() > deadline) throw new Error(`retention does not go on: ${first} of ${seq}`);
      await wait(1);
    }
  }

  /** Whether the index by number, which SQLite alone has as a table of its own, has entries of what is gone. */
  async isSweepDue() {
    const due = "SELECT COUNT(*) AS many FROM settings WHERE name = 'index sweep due'";
    return (await valueOf(this.rows, due)) === 1;
  }

  goneInIndex() {
    const gone =
      'SELECT COUNT(*) AS many FROM message_peers p WHERE NOT EXISTS (SELECT 1 FROM messages m WHERE m.seq = p.seq)';
    return this.rows.isSqlite ? valueOf(this.rows, gone) : 0;
  }
}

/** Sends now and then while the server runs. @returns {{ ids: string[], stop: () => Promise<void> }} those that were taken */
function sends({ url, headers }) {
  const ids = [];
  let isOver = false;
  const working = (async () => {
    for (let number = 0; !isOver; number++) {
      const request = {
        method: 'POST',
        headers: { ...headers, 'content-type': 'application/json' },
        body: messageOf(number),
      };
      const answer = await fetch(`${url}/api/v1/messages`, request).catch(() => null);
      const body = answer?.status === 202 ? await answer.json().catch(() => null) : null;
      if (body) ids.push(body.id);
      await wait(PAUSE_MS);
    }
  })();
  return { ids, stop: () => ((isOver = true), working) };
}

/** A product whose messages of 90 days are kept for a week from its next start on. */
async function prepare({ kind, product, open }, archive, count) {
  Object.assign(product.env, { RETENTION_MESSAGES_DAYS: String(KEPT_DAYS), RETENTION_ARCHIVE_DIR: archive });
  await product.start();
  await (await Client.of(product)).untilOnline();
  await product.stop();
  if (kind === 'sqlite') fill(product.dataDir, count);
  const rows = await open();
  if (kind !== 'sqlite') await fillMariadb(rows, count);
  return rows;
}

/** Kills the server in its nightly job and the command in turns, each somewhere in an even share of what is to go. */
async function strike({ product, rows }, old, kills) {
  const messages = new Messages(rows);
  const killed = [];
  for (let kill = 1; kill <= kills; kill++) {
    const first = await messages.first();
    const target = first + Math.floor(((old.size - first) * (0.5 + Math.random())) / (kills - kill + 2));
    const who = kill % 2 === 0 ? 'command' : 'server';
    if (who === 'command') {
      const command = new AdminCommand(product, 'retention');
      await messages.untilFirst(target, () => !command.running);
      await command.kill9();
    } else {
      await callJob(rows, 'retention');
      await messages.untilFirst(target, () => false);
      await product.kill9();
      await product.start();
    }
    killed.push({ who, gone: (await messages.first()) - 1 });
    progress(`retention: killed the ${who} after ${killed.at(-1).gone} of ${old.size}`);
  }
  return killed;
}

/** What is left of it, with one more kill while it goes over the index. @returns whether that was in time */
async function complete({ product, rows }, old) {
  const messages = new Messages(rows);
  // What a killed command held is free within seconds, and the server's own job may have gone on by itself.
  await callJob(rows, 'retention');
  await messages.untilFirst(old.size + 1, () => false);
  const inIndex = await messages.isSweepDue();
  await product.kill9();
  await product.start();
  const deadline = performance.now() + WITHIN_MS;
  for (await callJob(rows, 'retention'); await messages.isSweepDue(); await wait(50))
    if (performance.now() > deadline) throw new Error('the index is not gone over');
  return inIndex;
}

/**
 * Messages that are kept no longer are removed, and whoever does it is killed in between: the server in its nightly job, which its
 * next start goes on with, or the command, and at last one of them while it goes over the index by number.
 */
export async function survivesRetention({ store, rows: count, kills }) {
  const { product } = store;
  const archive = join(product.folder, 'archive');
  const rows = await prepare(store, archive, count);
  const bound = Date.now() - KEPT_DAYS * DAY_MS;
  const old = new Set(await valuesOf(rows, 'SELECT id FROM messages WHERE updated_at < ?', bound));
  const times = await valuesOf(rows, 'SELECT updated_at FROM messages WHERE updated_at >= ?', bound);
  await product.start();
  const client = await Client.of(product);
  const traffic = sends(client);
  try {
    const killed = await strike({ product, rows }, old, kills);
    const inIndex = await complete({ product, rows }, old);
    await traffic.stop();
    await client.untilSettled();
    const ids = archived(archive);
    const verified = await AdminCommand.done(product, 'verify');
    const keptFrom = Date.now() - KEPT_DAYS * DAY_MS;
    const young = 'SELECT COUNT(*) AS many FROM messages WHERE seq > ? AND seq <= ? AND updated_at >= ?';
    const there = new Set(await valuesOf(rows, 'SELECT id FROM messages WHERE seq > ?', count));
    return {
      old: old.size,
      killed,
      killed_in_index: inIndex,
      accepted: traffic.ids.length,
      lost: traffic.ids.filter((id) => !there.has(id)).length,
      // What became too old meanwhile may have gone as well.
      removed_too_soon:
        times.filter((at) => at >= keptFrom).length - (await valueOf(rows, young, old.size, count, keptFrom)),
      stayed: await valueOf(rows, 'SELECT COUNT(*) AS many FROM messages WHERE updated_at < ?', bound),
      not_archived: old.difference(ids).size,
      in_index: await new Messages(rows).goneInIndex(),
      wrong: verified.split('\n').filter((line) => line.startsWith('wrong')).length,
    };
  } finally {
    await traffic.stop();
    await rows.close();
  }
}
