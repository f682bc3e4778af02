import 'reflect-metadata';
import { keepFilesPrivate } from '@signalbox/files/private-files';
import { loadConfig } from '../../platform/config/config.js';
import { checkLedger } from '../office/check-ledger.js';
import type { Database } from '../typeorm/database.js';
import { withDatabase } from '../typeorm/with-database.js';
import { askPassword } from './ask-password.js';
import { accountNamed, resetPassword } from './reset-password.js';

const USAGE =
  'npm run admin -- reset-password <username or email address>\n' +
  'The new password is asked for, or is the first line of standard input; empty: one is made up and shown once.\n' +
  'npm run admin -- check-ledger\n' +
  'Holds balances and sums against the postings that they are of; ends with 1 when something is wrong.';

const say = (line: string): void => void process.stdout.write(`${line}\n`);

/** What an administrator does without signing in: whoever may write to the database needs no password for that. */
async function main([command, name, ...more]: string[]): Promise<void> {
  if (command === 'check-ledger' && name === undefined) return withDatabase(loadConfig(), check);
  if (command !== 'reset-password' || !name || more.length > 0) throw new Error(USAGE);
  await withDatabase(loadConfig(), (db) => reset(db, name));
}

async function reset(db: Database, name: string): Promise<void> {
  const user = await accountNamed(db, name);
  const given = await askPassword(`New password of ${user.username} (Enter: one is made up): `);
  const password = await resetPassword(db, user, given);
  say(`${user.username}, role ${user.role}: the password is another one now, and all sessions have ended.`);
  if (given === '') say(`Password: ${password} (shown only now)`);
  if (user.disabled) say('The account is disabled, and stays so: another admin can enable it.');
}

async function check(db: Database): Promise<void> {
  const { entries, wrong } = await checkLedger(db);
  for (const line of wrong) say(line);
  if (wrong.length > 0) throw new Error('the books are not in balance; amounts are in minor units');
  say(`${entries} entries: the books are in balance.`);
}

keepFilesPrivate();
try {
  await main(process.argv.slice(2));
} catch (error) {
  process.stderr.write(`admin: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
