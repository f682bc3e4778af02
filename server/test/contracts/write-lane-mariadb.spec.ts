import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { type Connection, type RowDataPacket, createConnection } from 'mysql2/promise';
import { Unavailable } from '../../src/platform/common/errors.js';
import { bodyHashOf, scopeOf } from '../../src/platform/common/idempotency/idempotency.js';
import { uuidv7 } from '../../src/platform/common/uuid.js';
import { MessageRepository } from '../../src/messaging/sms/message.repository.js';
import { Database } from '../../src/storage/typeorm/database.js';
import { messageWith } from '../messages.js';
import { describeWith } from '../services/describe-with.js';
import { startMariadb, type TestDatabase } from '../services/mariadb.js';
import { type TcpProxy, startTcpProxy } from '../services/tcp-proxy.js';
import { until } from '../until.js';
import { Storage } from './storage.js';

/** Heavier than a group of the lane, so that the lane is what a deadlock ends. */
const WEIGHT = 4_000;

describeWith('mariadb', 'the write lane on MariaDB', () => {
  let database: TestDatabase;
  let proxy: TcpProxy;
  let storage: Storage;
  let repository: MessageRepository;
  let other: Connection;
  let folder: string;

  beforeAll(async () => {
    database = await startMariadb();
    const url = new URL(database.url);
    proxy = await startTcpProxy(Number(url.port));
    url.port = String(proxy.port);
    folder = mkdtempSync(join(tmpdir(), 'signalbox-lane-'));
    const settings = { DATA_DIR: folder, DATABASE_URL: url.href, DATABASE_TIMEOUT_SECONDS: '4' };
    storage = await Storage.open(settings, () => Promise.resolve());
    repository = storage.get(MessageRepository);
    other = await createConnection({ uri: database.url });
    await other.query('CREATE TABLE ballast (id INT PRIMARY KEY)');
  });
  afterAll(async () => {
    await other?.end();
    await storage?.close();
    await proxy?.stop();
    await database?.stop();
    rmSync(folder, { recursive: true, force: true });
  });
  afterEach(() => {
    proxy.onSent = () => undefined;
  });

  const one = async (sql: string, params: (string | number)[] = []) => {
    const [rows] = await other.query<RowDataPacket[]>(sql, params);
    return (rows[0] ?? {}) as Record<string, unknown>;
  };

  /**
   * So many messages, each under a key of its own, some at a time; what is answered 503 is sent again under its key.
   * Answers the ids by key as they were answered, and how many answers were refusals.
   */
  async function load(count: number, during: () => Promise<void>) {
    const run = uuidv7();
    const answers = new Map<string, string>();
    const begun = { next: 0, refused: 0, over: false };
    const insert = async (key: string): Promise<void> => {
      const message = messageWith({ clientRef: run });
      const remember = {
        scope: scopeOf(1, 'POST /api/v1/messages', `${run} ${key}`),
        since: 1,
        bodyHash: bodyHashOf(key),
        status: 202,
        answer: message.id,
      };
      try {
        const earlier = await repository.insert({ message, remember });
        answers.set(key, earlier?.answer ?? message.id);
      } catch (error) {
        if (!(error instanceof Unavailable)) throw error;
        begun.refused += 1;
        await wait(50);
        await insert(key);
      }
    };
    const sender = async () => {
      // Until what is done meanwhile is over, so that all of it is done under load.
      while (begun.next < count || !begun.over) await insert(String(begun.next++));
    };
    const disturbed = during().finally(() => (begun.over = true));
    await Promise.all([disturbed, ...Array.from({ length: 48 }, sender)]);
    return { run, answers, refused: begun.refused };
  }

  /** Nothing lost, nothing doubled, and the counters say how many there are. */
  async function expectExact({ run, answers }: { run: string; answers: Map<string, string> }, before: number) {
    const [rows] = await other.query<RowDataPacket[]>('SELECT id FROM messages WHERE client_ref = ?', [run]);
    expect(new Set(rows.map(({ id }) => id as string))).toEqual(new Set(answers.values()));
    expect(rows).toHaveLength(answers.size);
    expect((await counted()) - before).toBe(answers.size);
    const minutes = await one("SELECT SUM(entered) AS entered FROM message_minutes WHERE status = 'queued'");
    expect(Number(minutes['entered'])).toBe(await counted());
  }
  const counted = async () => {
    const row = await one("SELECT COALESCE(SUM(entered), 0) AS entered FROM message_days WHERE status = 'queued'");
    return Number(row['entered']);
  };
  const deadlocks = async () => Number((await one("SHOW GLOBAL STATUS LIKE 'Innodb_deadlocks'"))['Value']);

  /** Deadlocks with the lane; resolves to whether the lane was what it ended. */
  async function deadlock(): Promise<boolean> {
    const before = await deadlocks();
    await other.beginTransaction();
    try {
      const rows = Array.from({ length: WEIGHT }, (_, id) => `(${id})`);
      await other.query(`INSERT INTO ballast VALUES ${rows.join(', ')}`);
      await other.query('UPDATE message_days SET departed = departed + 0 WHERE 1');
      await wait(20);
      await other.query('UPDATE message_minutes SET entered = entered + 0 WHERE 1');
    } catch {
      return false;
    } finally {
      await other.rollback();
    }
    return (await deadlocks()) > before;
  }

  it('loses nothing and doubles nothing when another client deadlocks with it twelve times', async () => {
    await repository.insert({ message: messageWith() });
    const before = await counted();
    const loaded = await load(2_000, async () => {
      for (let ended = 0; ended < 12;) if (await deadlock()) ended += 1;
    });
    await expectExact(loaded, before);
  });

  it('gives the first answer when the link is cut at COMMIT, and leaves nothing behind', async () => {
    const before = await counted();
    let [cuts, armed] = [0, true];
    proxy.onSent = (data) => {
      if (!armed || !data.includes('COMMIT')) return undefined;
      armed = false;
      cuts += 1;
      return cuts % 2 === 0 ? 'before' : 'answer';
    };
    const loaded = await load(1_500, async () => {
      for (; cuts < 6; armed = true) await until(() => !armed);
    });
    await expectExact(loaded, before);
    expect(loaded.refused).toBe(0);
  });

  it.each([
    ['queries are killed', 'KILL QUERY'],
    ['connections are killed', 'KILL'],
  ])('loses nothing when its %s', async (_, kill) => {
    const before = await counted();
    const loaded = await load(1_000, async () => {
      for (let killed = 0; killed < 10;) {
        const busy = await one(
          "SELECT id FROM information_schema.processlist WHERE command = 'Query' AND id <> CONNECTION_ID() AND user = 'signalbox' LIMIT 1",
        );
        if (busy['id'] === undefined) continue;
        await other.query(`${kill} ${Number(busy['id'])}`).then(
          () => (killed += 1),
          () => undefined,
        );
      }
    });
    await expectExact(loaded, before);
  });

  it('waits two seconds for a lock, and takes what it holds up then', async () => {
    await repository.insert({ message: messageWith() });
    const before = await counted();
    const loaded = await load(200, async () => {
      await other.beginTransaction();
      await other.query('UPDATE message_days SET departed = departed + 0 WHERE 1');
      await wait(2_500);
      await other.rollback();
    });
    await expectExact(loaded, before);
  });

  it('fails a unit alone for a reason of its own, among others that are run again', async () => {
    const db = storage.get(Database);
    const known = messageWith();
    await repository.insert({ message: known });
    const [refused, stored] = await Promise.allSettled([
      repository.insertMany([known], { known: false }),
      repository.insertMany([messageWith({ clientRef: 'beside it' })], { known: false }),
      db.write((tx) => tx.run('UPDATE runs SET skipped = 0 WHERE id = 0', [])),
    ]);
    expect(refused).toMatchObject({ status: 'rejected', reason: { code: 'ER_DUP_ENTRY' } });
    expect(stored.status).toBe('fulfilled');
  });

  describe('that swallows an error', () => {
    it('commits nothing when the work takes no notice of a deadlock', async () => {
      let runs = 0;
      const id = uuidv7();
      await storage.get(Database).write(async (tx) => {
        runs += 1;
        await tx.insert('logs', ['action', 'details', 'status', 'created_at'], [[id, 'one', 'ok', 1]]);
        // Any error that ends the transaction, and nobody listens.
        if (runs === 1) await Promise.resolve(tx.run('KILL QUERY CONNECTION_ID()', [])).catch(() => undefined);
        await tx.insert('logs', ['action', 'details', 'status', 'created_at'], [[id, 'two', 'ok', 1]]);
      });
      expect(runs).toBe(2);
      const [rows] = await other.query<RowDataPacket[]>('SELECT details FROM logs WHERE action = ?', [id]);
      expect(rows.map(({ details }) => details as string)).toEqual(['one', 'two']);
    });
  });

  it('leaves no row of its own behind', async () => {
    expect(Number((await one('SELECT COUNT(*) AS count FROM write_lanes'))['count'])).toBe(1);
    await storage.close();
    expect(Number((await one('SELECT COUNT(*) AS count FROM write_lanes'))['count'])).toBe(0);
  });
});
