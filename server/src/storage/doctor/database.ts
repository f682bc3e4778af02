import { existsSync } from 'node:fs';
import type { DataSource } from 'typeorm';
import type { Config } from '../../platform/config/config.js';
import { checkedSecrets } from '../../platform/config/secrets.js';
import { KNOWN_MIGRATIONS } from '../backup/restore.js';
import { sqliteFile } from '../typeorm/data-source.js';
import type { Database } from '../typeorm/database.js';
import { migrationsSeen } from '../typeorm/open-database.js';
import { SqlInstallationRepository } from '../typeorm/repositories/installation.repository.js';
import { withDatabaseAsItIs } from '../typeorm/with-database.js';
import { type Seen, looked, note, ok, wordsOf, wrong } from './seen.js';

/** The clocks of server and database may be so far apart: leases and times of messages are the database's and the server's. */
const SKEW_MS = 2_000;
const AHEAD_MS = 60_000;

/** The SQL database: that it answers, whose version it is of, its clock, and whether the secrets are its own. */
export async function databaseSeen(config: Config): Promise<Seen[]> {
  const file = sqliteFile(config);
  if (config.env.DATABASE_URL === undefined && !existsSync(file)) {
    return [
      note(
        'database',
        `${file} is not there`,
        'The first start of the server makes it; if there was one, look at DATA_DIR.',
      ),
    ];
  }
  const advice =
    config.env.DATABASE_URL === undefined
      ? 'npm run admin -- verify says more; the way back is a backup.'
      : 'Look whether it runs, listens there, and knows the user of DATABASE_URL.';
  return looked('database', advice, () =>
    withDatabaseAsItIs(config, async (db, source) => {
      const tables = await version(source);
      const first = [await answers(db, config), tables, await clock(db)];
      // Of other tables nothing more is known.
      return tables.state === 'ok' ? [...first, await secrets(db, config)] : first;
    }),
  );
}

async function answers(db: Database, config: Config): Promise<Seen> {
  const began = performance.now();
  await db.read('SELECT 1 AS one');
  const ms = Math.round(performance.now() - began);
  return ok('database', `${config.databaseName} answers within ${Math.max(ms, 1)} ms`);
}

async function version(source: DataSource): Promise<Seen> {
  const seen = await migrationsSeen(source);
  const unknown = seen.filter((name) => !KNOWN_MIGRATIONS.includes(name));
  if (unknown.length > 0) {
    return wrong(
      'tables',
      `a newer version has changed them (${unknown.join(', ')})`,
      'Start that version, or restore a backup from before.',
    );
  }
  const missing = KNOWN_MIGRATIONS.length - seen.length;
  if (missing === 0) return ok('tables', 'of this version');
  return note('tables', `${missing} changes are to be made`, 'The next start makes them; make a backup before.');
}

async function clock(db: Database): Promise<Seen> {
  if (db.isSqlite) return ownClock(db);
  const before = Date.now();
  const [row] = await db.read<{ now: number | string }>('SELECT CAST(UNIX_TIMESTAMP(NOW(3)) * 1000 AS SIGNED) AS now');
  const skew = Number(row?.now) - (before + Date.now()) / 2;
  const found = `${Math.round(Math.abs(skew))} ms ${skew < 0 ? 'behind' : 'before'} this machine's`;
  if (Math.abs(skew) < SKEW_MS) return ok('clock of the database', found);
  return wrong(
    'clock of the database',
    found,
    'Have both machines keep time (chrony, systemd-timesyncd): leases lean on it.',
  );
}

/** It is this machine's; what was stored cannot be of the future. */
async function ownClock(db: Database): Promise<Seen> {
  const hasMessages = await db.read("SELECT 1 FROM sqlite_master WHERE name = 'messages'");
  const [row] =
    hasMessages.length > 0
      ? await db.read<{ at: number | null }>('SELECT created_at AS at FROM messages ORDER BY seq DESC LIMIT 1')
      : [];
  const ahead = Number(row?.at ?? 0) - Date.now();
  const found = new Date().toISOString();
  if (ahead < AHEAD_MS) return ok('clock', found);
  const late = `${found}, and the newest message is of ${new Date(Number(row?.at)).toISOString()}`;
  return wrong('clock', late, 'The clock was set back: set it right (timedatectl), or what is due waits until then.');
}

async function secrets(db: Database, config: Config): Promise<Seen> {
  try {
    await checkedSecrets(config, new SqlInstallationRepository(db));
    return ok('secrets', 'those that the database was used with');
  } catch (error) {
    return wrong('secrets', wordsOf(error), 'Bring them back from a backup; README.md, "Secrets".');
  }
}
