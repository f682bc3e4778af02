import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { constants, gunzipSync } from 'node:zlib';
import Database from 'better-sqlite3';
import { AdminCommand } from './admin-command.mjs';
import { Client } from './client.mjs';
import { databaseIn, fill } from './fill.mjs';
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

/** Asks the database of a product that may be down. */
class Rows {
  constructor(dataDir) {
    this.db = new Database(databaseIn(dataDir));
  }

  ask(sql, ...params) {
    return this.db
      .prepare(sql)
      .pluck()
      .get(...params);
  }

  /** The first that is there: they go from the oldest on. */
  get first() {
    return this.ask('SELECT MIN(seq) FROM messages');
  }

  /** Makes the server's nightly job due now. */
  due() {
    this.db.prepare("UPDATE jobs SET next_run_at = ? WHERE name = 'retention'").run(Date.now());
  }

  /** Resolves when so much is gone, or the work has ended. */
  async untilFirst(seq, isOver) {
    const deadline = performance.now() + WITHIN_MS;
    while (this.first < seq && !isOver()) {
      if (performance.now() > deadline) throw new Error(`retention does not go on: ${this.first} of ${seq}`);
      await wait(1);
    }
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

/**
 * Messages that are kept no longer are removed, and whoever does it is killed in between: the server in its nightly job, which its
 * next start goes on with, or the command, and at last one of them while it goes over the index by number.
 */
export async function survivesRetention({ product, rows: count, kills }) {
  const archive = join(product.folder, 'archive');
  Object.assign(product.env, { RETENTION_MESSAGES_DAYS: String(KEPT_DAYS), RETENTION_ARCHIVE_DIR: archive });
  await product.start();
  await (await Client.of(product)).untilOnline();
  await product.stop();
  fill(product.dataDir, count);
  const rows = new Rows(product.dataDir);
  const bound = Date.now() - KEPT_DAYS * DAY_MS;
  const old = new Set(rows.db.prepare('SELECT id FROM messages WHERE updated_at < ?').pluck().all(bound));
  const times = rows.db.prepare('SELECT updated_at FROM messages WHERE updated_at >= ?').pluck().all(bound);
  await product.start();
  const client = await Client.of(product);
  const traffic = sends(client);
  const killed = [];
  try {
    for (let kill = 1; kill <= kills; kill++) {
      const target = rows.first + Math.floor(((old.size - rows.first) * (0.5 + Math.random())) / (kills - kill + 2));
      if (kill % 2 === 0) {
        const command = new AdminCommand(product, 'retention');
        await rows.untilFirst(target, () => !command.running);
        await command.kill9();
      } else {
        rows.due();
        await rows.untilFirst(target, () => false);
        await product.kill9();
        await product.start();
      }
      killed.push({ who: kill % 2 === 0 ? 'command' : 'server', gone: rows.first - 1 });
      progress(`retention: killed the ${killed.at(-1).who} after ${killed.at(-1).gone} of ${old.size}`);
    }
    // What a killed command held is free within seconds, and the server's own job may have gone on by itself.
    rows.due();
    await rows.untilFirst(old.size + 1, () => false);
    const due = () => rows.ask("SELECT COUNT(*) FROM settings WHERE name = 'index sweep due'");
    const inIndex = due() === 1;
    await product.kill9();
    await product.start();
    const deadline = performance.now() + WITHIN_MS;
    for (rows.due(); due() === 1; await wait(50))
      if (performance.now() > deadline) throw new Error('the index is not gone over');
    await traffic.stop();
    await client.untilSettled();
    const ids = archived(archive);
    const verified = await AdminCommand.done(product, 'verify');
    const keptFrom = Date.now() - KEPT_DAYS * DAY_MS;
    const young = 'SELECT COUNT(*) FROM messages WHERE seq > ? AND seq <= ? AND updated_at >= ?';
    const there = rows.db.prepare('SELECT 1 FROM messages WHERE id = ?');
    return {
      old: old.size,
      killed,
      killed_in_index: inIndex,
      accepted: traffic.ids.length,
      lost: traffic.ids.filter((id) => !there.get(id)).length,
      // What became too old meanwhile may have gone as well.
      removed_too_soon: times.filter((at) => at >= keptFrom).length - rows.ask(young, old.size, count, keptFrom),
      stayed: rows.ask('SELECT COUNT(*) FROM messages WHERE updated_at < ?', bound),
      not_archived: old.difference(ids).size,
      in_index: rows.ask(
        'SELECT COUNT(*) FROM message_peers p WHERE NOT EXISTS (SELECT 1 FROM messages m WHERE m.seq = p.seq)',
      ),
      wrong: verified.split('\n').filter((line) => line.startsWith('wrong')).length,
    };
  } finally {
    await traffic.stop();
    rows.db.close();
  }
}
