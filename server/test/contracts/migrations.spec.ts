import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createConnection } from 'mysql2/promise';
import type { DataSourceOptions } from 'typeorm';
import { readConfig } from '../../src/platform/config/config.js';
import { dataSourceOptions } from '../../src/storage/typeorm/data-source.js';
import { openWith } from '../../src/storage/typeorm/open-database.js';
import { describeWith } from '../services/describe-with.js';
import { startMariadb, type TestDatabase } from '../services/mariadb.js';
import { until } from '../until.js';
import { Killer, older, openKilledAtEach, openUntil, schemaOf, upTo, use } from './migrations.js';

/** Opens the storage as the tools do, and ends. */
const TOOL = join(import.meta.dirname, '..', '..', 'dist', 'storage', 'broker-files', 'main.js');
/** Tables that a real process has made when it is killed. */
const KILLED_AT = [1, 4, 9, 15, 20];
/** After accounts and messages: everything since moves or extends what has rows. */
const OLD_VERSION = 2;

/** What an installation of the old version has: counters, which are moved, and a message, which gets columns. */
const ROWS = [
  "INSERT INTO message_minutes (minute, channel_id, status, entered) VALUES (29400000, 0, 'queued', 7)",
  "INSERT INTO message_minutes (minute, channel_id, status, entered) VALUES (29400000, 3, 'delivered', 5)",
  "INSERT INTO messages (seq, id, direction, status, pinned, peer, text, encoding, segments, lane, created_at, updated_at, history) VALUES (1, 'a', 'out', 'queued', 0, '+254712345678', 'hello', 'gsm7', 1, 1, 1, 1, '')",
  "INSERT INTO channels (kind, status, window_size, created_at, updated_at) VALUES ('sim', 'online', 10, 1, 1)",
];
const KEPT = {
  minutes: [
    { minute: 29_400_000, channel_id: 0, pair_id: '', program_id: '', status: 'queued', entered: 7 },
    { minute: 29_400_000, channel_id: 3, pair_id: '', program_id: '', status: 'delivered', entered: 5 },
  ],
  messages: [{ id: 'a', text: 'hello', run_id: null, flags: 0 }],
  channels: [{ kind: 'sim', pair_ids: '[]', prices: '{}' }],
};

/** The migrations after these that move rows, from an installation that has some: upgrades of a few steps each. */
const MOVES = [
  {
    what: 'the workers of attempts',
    before: 'Lanes1764400000000',
    last: 'WorkersOfAttempts1764400001000',
    rows: [
      ...ROWS.slice(3),
      "UPDATE channels SET worker_id = 'w1'",
      "INSERT INTO messages (seq, id, direction, status, pinned, peer, text, encoding, segments, lane, created_at, updated_at, history, channel_id) SELECT 1, 'a', 'out', 'dispatched', 0, '+254712345678', 'hello', 'gsm7', 1, 1, 1, 1, '', id FROM channels",
      "INSERT INTO messages (seq, id, direction, status, pinned, peer, text, encoding, segments, lane, created_at, updated_at, history) VALUES (2, 'b', 'out', 'queued', 0, '+254712345678', 'hello', 'gsm7', 1, 1, 1, 1, '')",
    ],
    look: { messages: 'SELECT id, worker_id FROM messages ORDER BY seq' },
    kept: {
      messages: [
        { id: 'a', worker_id: 'w1' },
        { id: 'b', worker_id: null },
      ],
    },
  },
  {
    what: 'pairs',
    before: 'DummyStats1764500002000',
    last: 'RestOfCountries1764500003000',
    rows: ["'p1', 'KE', 'Kenya', 'Faiba', 'faiba'", "'p2', 'KE', NULL, 'Safaricom', 'safaricom'"].map(
      (own) =>
        `INSERT INTO pairs (id, country, country_label, operator, operator_key, prefixes, is_high_priority, active, created_at, updated_at) VALUES (${own}, '[]', 0, 1, 1, 1)`,
    ),
    look: { pairs: 'SELECT id, takes_rest FROM pairs ORDER BY id' },
    kept: {
      pairs: [
        { id: 'p1', takes_rest: 1 },
        { id: 'p2', takes_rest: 0 },
      ],
    },
  },
  {
    what: 'invoices, payments, customers and the clocks of tickets',
    before: 'Desk1764600001000',
    last: 'TicketClocks1764700120000',
    rows: [
      ...ROWS.slice(2, 3),
      ...["1, 'Ann Ótieno'", "2, '李  Ben'"].map(
        (own) => `INSERT INTO customers (id, name, status, created_at, updated_at) VALUES (${own}, 'active', 1, 1)`,
      ),
      ...["1, 'INV-1', 1, 'issued'", "2, NULL, 1, 'draft'", "3, 'INV-2', 2, 'void'"].map(
        (own) =>
          `INSERT INTO invoices (id, number, customer_id, state, amount, tax, total, due_date, created_at) VALUES (${own}, 100, 16, 116, '2026-12-01', 1)`,
      ),
      ...["1, 1, 'completed'", "2, 2, 'refunded'", "3, 2, 'pending'"].map(
        (own) =>
          `INSERT INTO payments (id, customer_id, status, amount, method, created_at) VALUES (${own}, 116, 'cash', 1)`,
      ),
    ],
    look: {
      customers: 'SELECT name, name_key, last_key FROM customers ORDER BY id',
      invoices: 'SELECT id, total, billed_name FROM invoices ORDER BY id',
      payments: 'SELECT id, amount, payer_name FROM payments ORDER BY id',
      cursors: 'SELECT name, seq FROM ticket_cursors',
    },
    kept: {
      customers: [
        { name: 'Ann Ótieno', name_key: 'ann ótieno', last_key: 'ótieno' },
        { name: '李  Ben', name_key: '李 ben', last_key: 'ben' },
      ],
      invoices: [
        { id: 1, total: 116, billed_name: 'Ann Ótieno' },
        { id: 2, total: 116, billed_name: null },
        { id: 3, total: 116, billed_name: '李  Ben' },
      ],
      payments: [
        { id: 1, amount: 116, payer_name: 'Ann Ótieno' },
        { id: 2, amount: 116, payer_name: '李  Ben' },
        { id: 3, amount: 116, payer_name: null },
      ],
      cursors: [{ name: 'incoming', seq: 1 }],
    },
  },
];

interface Ground {
  /** Options for an empty database of its own; `drop` ends it. */
  fresh: () => Promise<{ options: DataSourceOptions; drop: () => Promise<void> }>;
}

function interruptedMigrations(ground: () => Ground): void {
  /** Runs `work` on a fresh database. */
  async function on<T>(work: (options: DataSourceOptions) => Promise<T>): Promise<T> {
    const { options, drop } = await ground().fresh();
    try {
      return await work(options);
    } finally {
      await drop();
    }
  }
  const schema = (options: DataSourceOptions) => use(options, schemaOf);

  it('killed at any statement of an empty database, are completed by the starts that follow', async () => {
    const expected = await on(schema);
    await on(async (options) => {
      expect((await openKilledAtEach(options)).length).toBeGreaterThan(80);
      expect(await schema(options)).toEqual(expected);
    });
  });

  it('killed at any statement of an upgrade, lose and double no row', async () => {
    const old = (options: DataSourceOptions) =>
      use(older(options, OLD_VERSION), async (source) => {
        for (const sql of ROWS) await source.query(sql);
      });
    const whole = new Killer();
    const expected = await on(async (options) => {
      await old(options);
      await openUntil(options, whole);
      return schema(options);
    });
    await on(async (options) => {
      await old(options);
      expect(await openKilledAtEach(options)).toEqual([...new Set(whole.changes)]);
      const kept = await use(options, async (source) => ({
        schema: await schemaOf(source),
        minutes: await source.query('SELECT * FROM message_minutes ORDER BY channel_id'),
        messages: await source.query('SELECT id, text, run_id, flags FROM messages'),
        channels: await source.query('SELECT kind, pair_ids, prices FROM channels'),
      }));
      expect(kept).toEqual({ schema: expected, ...KEPT });
    });
  });

  it.each(MOVES)('killed at any statement, move $what that were there', async ({ before, last, rows, look, kept }) => {
    await on(async (options) => {
      await use(upTo(options, before), async (source) => {
        for (const sql of rows) await source.query(sql);
      });
      const upgrade = upTo(options, last);
      expect((await openKilledAtEach(upgrade)).length).toBeGreaterThan(1);
      await use(upgrade, async (source) => {
        for (const [what, sql] of Object.entries(look)) {
          expect({ [what]: await source.query(sql) }).toEqual({ [what]: kept[what as keyof typeof kept] });
        }
      });
    });
  });

  it('of a newer version end the start in one line, and are left alone', async () => {
    await on(async (options) => {
      await use(options, (source) =>
        source.query("INSERT INTO migrations (timestamp, name) VALUES (9999999999999, 'Later9999999999999')"),
      );
      const refusal = await openWith(options).then(
        () => '',
        (error: Error) => error.message,
      );
      expect(refusal).toMatch(/^(DATABASE_URL|DATA_DIR): .*newer version of Signalbox.*Later9999999999999.*$/);
      // Nor does it add what it misses itself.
      await expect(openWith(older(options, 3))).rejects.toThrow(/newer version/);
    });
  });
}

describe('migrations on SQLite', () => {
  let folder: string;
  let number = 0;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'signalbox-migrations-'));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  interruptedMigrations(() => ({
    fresh: () => {
      const own = join(folder, String(++number));
      const drop = () => Promise.resolve(rmSync(own, { recursive: true, force: true }));
      return Promise.resolve({ options: dataSourceOptions(readConfig({ DATA_DIR: own })), drop });
    },
  }));
});

describeWith('mariadb', 'migrations on MariaDB', () => {
  let database: TestDatabase;
  let folder: string;
  let number = 0;
  beforeAll(async () => {
    database = await startMariadb({ syncs: false });
    folder = mkdtempSync(join(tmpdir(), 'signalbox-migrations-'));
  });
  afterAll(async () => {
    await database?.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  async function administer<T>(...statements: string[]): Promise<T[]> {
    const connection = await createConnection({ uri: database.url });
    try {
      let rows: unknown;
      for (const sql of statements) [rows] = await connection.query(sql);
      return rows as T[];
    } finally {
      await connection.end();
    }
  }
  async function make() {
    const name = `signalbox_migrated_${process.pid}_${++number}`;
    await administer(`CREATE DATABASE ${name} CHARACTER SET utf8mb4`);
    const url = new URL(database.url);
    url.pathname = `/${name}`;
    const settings = { DATA_DIR: folder, DATABASE_URL: url.href };
    const drop = async () => void (await administer(`DROP DATABASE ${name}`));
    return { name, settings, options: dataSourceOptions(readConfig(settings)), drop };
  }

  interruptedMigrations(() => ({ fresh: make }));

  it('of two servers that start at once run once', async () => {
    const { options, drop } = await make();
    const expected = await use(options, schemaOf);
    await drop();
    const second = await make();
    const sources = await Promise.all(Array.from({ length: 3 }, () => openWith(second.options)));
    for (const source of sources) expect(await schemaOf(source)).toEqual(expected);
    await Promise.all(sources.map((source) => source.destroy()));
    await second.drop();
  });

  it('of a process that is killed are completed by the next', async () => {
    const whole = await make();
    const expected = await use(whole.options, schemaOf);
    await whole.drop();
    for (const tables of KILLED_AT) {
      const { name, settings, options, drop } = await make();
      const count = async () => {
        const sql = `SELECT COUNT(*) AS tables FROM information_schema.tables WHERE table_schema = '${name}'`;
        const [row] = await administer<{ tables: number }>(sql);
        return Number(row?.tables);
      };
      const child = spawn(process.execPath, [TOOL, '--out', join(folder, 'files')], {
        env: { ...settings, MQTT_USERNAME: 'server', MQTT_PASSWORD: 'secret' },
        stdio: 'ignore',
      });
      const ended = once(child, 'exit');
      await until(async () => child.exitCode !== null || (await count()) >= tables);
      child.kill('SIGKILL');
      await ended;
      expect(await use(options, schemaOf)).toEqual(expected);
      await drop();
    }
  });
});
