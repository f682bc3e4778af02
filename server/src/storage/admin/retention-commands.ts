import { type Command, InvalidArgumentError } from 'commander';
import { countingOf, asEnvironment } from '../../access/settings/general-settings.js';
import { Archive } from '../../messaging/retention/archive.js';
import { boundsOf } from '../../messaging/retention/retention.js';
import { RetentionPass } from '../../messaging/retention/retention-pass.js';
import { requireE164 } from '../../platform/common/phone-number.js';
import { type Config, loadConfig } from '../../platform/config/config.js';
import { LeasesService } from '../../platform/leases/leases.service.js';
import { openStore } from '../copy/stores.js';
import { eraseNumber, vacuum } from '../erase/erase.js';
import { exportMessages } from '../export/export.js';
import { SqlLeaseRepository } from '../platform/lease.repository.js';
import { SqlSettingsRepository } from '../platform/settings.repository.js';
import type { Database } from '../typeorm/database.js';
import { SqlNumberListRepository } from '../typeorm/repositories/number-list.repository.js';
import { SqlRetentionRepository } from '../typeorm/repositories/retention.repository.js';
import { withDatabase } from '../typeorm/with-database.js';
import { logged } from './accounts.js';
import { say } from './say.js';
import { type Done, written } from './written.js';

const LEAST_DAYS = 7;
/** Messages a second: whether anybody sends is not known here. */
const PACE = 8_000;

/** What is kept of messages, and for how long. */
export function retentionCommands(program: Command): void {
  program
    .command('retention')
    .summary('take away what is kept no longer')
    .description(
      'Does now what the server does each night: takes away the texts of messages that are over, and messages, after so many ' +
        'days each, in small steps. Without options as the settings say.',
    )
    .option('--texts <days>', 'keep texts so long', days)
    .option('--messages <days>', 'keep messages so long', days)
    .option('--archive <folder>', 'write them into compressed files there before they go')
    .action((options: Given) =>
      onSettings((db, config) =>
        written(db, ofMessages('retention', { ...options }), () => retain(db, config, options)),
      ),
    );
  program
    .command('erase')
    .summary('take a number away from all that is stored')
    .description(
      'Takes a number away from messages, number lists, customers, leads, tickets and the log. It stays on the suppression list, ' +
        'in what M-Pesa and the books say of money, in texts of other messages, and in backups: docs/OPERATIONS.md.',
    )
    .argument('<number>', 'as it is dialled, with or without its country')
    .option(
      '--vacuum',
      'write the SQLite file anew, so that nothing is left in free pages; the server must be stopped',
      false,
    )
    .action((number: string, { vacuum: anew }: { vacuum: boolean }) =>
      onSettings((db, config) =>
        // Without the number: it is to be nowhere.
        written(db, ofMessages('erase-number', { vacuum: anew }), () => erase(db, config, number, anew)),
      ),
    );
  program
    .command('export')
    .summary('write messages into a file')
    .description('Writes messages into a file: JSON, one a line, compressed (gzip).')
    .argument('<file>', 'such as messages.jsonl.gz')
    .option('--number <number>', 'only those to and from a number')
    .option('--since <time>', 'only those made at or after a time, such as 2026-01-31 or 2026-01-31T08:00:00Z', time)
    .option('--until <time>', 'only those made before a time', time)
    .action((file: string, options: { number?: string; since?: number; until?: number }) =>
      onSettings((db, config) =>
        written(db, ofMessages('export', { file, ...options }), () => write(db, config, file, options)),
      ),
    );
}

const ofMessages = (what: string, asked: object): Done => ({
  action: `messages.${what}`,
  subjectType: 'messages',
  subjectId: null,
  asked,
});

interface Given {
  texts?: number;
  messages?: number;
  archive?: string;
}

function days(text: string): number {
  const count = Number(text);
  if (!Number.isInteger(count) || count < LEAST_DAYS)
    throw new InvalidArgumentError(`Expected ${LEAST_DAYS} days or more.`);
  return count;
}

function time(text: string): number {
  const at = Date.parse(text);
  if (Number.isNaN(at)) throw new InvalidArgumentError('Expected a time of ISO 8601.');
  return at;
}

/** With what admins set laid over the environment. */
function onSettings(work: (db: Database, config: Config) => Promise<void>): Promise<void> {
  const config = loadConfig();
  return withDatabase(config, async (db) => {
    const stored = await new SqlSettingsRepository(db).find('general');
    config.lay(asEnvironment(countingOf(stored === null ? null : JSON.parse(stored.value), config)));
    return work(db, config);
  });
}

async function retain(db: Database, config: Config, { texts, messages, archive: folder }: Given): Promise<void> {
  const { env } = config;
  const isTold = texts !== undefined || messages !== undefined;
  const kept = isTold
    ? { textsDays: texts ?? null, messagesDays: messages ?? null }
    : { textsDays: env.RETENTION_TEXTS_DAYS ?? null, messagesDays: env.RETENTION_MESSAGES_DAYS ?? null };
  if (kept.textsDays === null && kept.messagesDays === null) {
    throw new Error(
      'everything is kept for good: set RETENTION_MESSAGES_DAYS, say so in the console under Settings, General, or give --texts or --messages',
    );
  }
  const into = folder ?? env.RETENTION_ARCHIVE_DIR;
  const archive = into === undefined ? null : new Archive(into);
  const now = Date.now();
  const leases = new LeasesService(new SqlLeaseRepository(db));
  try {
    const gone = await leases.hold('job.retention', ({ signal }) =>
      new RetentionPass(new SqlRetentionRepository(db, config), {
        bounds: boundsOf(kept, now),
        now,
        archive,
        signal,
        pace: () => PACE,
      }).run(),
    );
    if (gone === null) throw new Error('a server is at it just now');
    say(`${gone.messages} messages were removed, and the texts of ${gone.texts} taken away.`);
    await logged(
      db,
      'retention',
      `retention: ${gone.messages} messages removed, the texts of ${gone.texts} taken away`,
    );
  } finally {
    await archive?.close();
  }
}

async function erase(db: Database, config: Config, given: string, anew: boolean): Promise<void> {
  const number = requireE164('number', given, config.env.DEFAULT_COUNTRY);
  const store = config.env.MONGODB_URI === undefined ? null : await openStore('mongodb', config);
  try {
    const lists = store?.documents.numberLists ?? new SqlNumberListRepository(db);
    const { messages, listRows, others, logs, waiting, openLists } = await eraseNumber(db, lists, number);
    say(
      `Erased from ${messages} messages, ${listRows} rows of number lists, ${others} customers, leads and tickets, and ${logs} lines of the log.`,
    );
    await logged(db, 'number_erased', `a number was erased from ${messages} messages and ${listRows} rows of lists`);
    if (openLists.length > 0) say(`Being imported, and to be erased from afterwards: ${openLists.join(', ')}`);
    if (waiting > 0)
      say(`${waiting} deliveries to webhooks and others wait with it: erase it again in 48 hours, when they are over.`);
    if (anew) await vacuum(db);
    say(
      'It stays on the suppression list if it is there, and in backups from before: delete those, or restore none of them.',
    );
  } finally {
    await store?.close();
  }
}

async function write(
  db: Database,
  config: Config,
  file: string,
  filter: { number?: string; since?: number; until?: number },
): Promise<void> {
  const { number, ...times } = filter;
  const of = number === undefined ? {} : { number: requireE164('--number', number, config.env.DEFAULT_COUNTRY) };
  const count = await exportMessages(db, file, { ...times, ...of });
  say(`${file}: ${count} messages`);
  await logged(db, 'messages_exported', `${count} messages`);
}
