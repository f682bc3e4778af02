import { ROLES, type Role } from '@signalbox/contracts/permissions';
import { type Command, Option } from 'commander';
import type { User } from '../../access/auth/user.js';
import type { Database } from '../typeorm/database.js';
import { askPassword } from './ask-password.js';
import { createAccount, endSessions, removeSecondFactor } from './accounts.js';
import { accountNamed, resetPassword } from './reset-password.js';
import { onDatabase, say } from './say.js';
import { type Done, written } from './written.js';

const PASSWORD =
  'The password is asked for, or is the first line of standard input; empty: one is made up and shown once.';

/** Accounts: made, given another password, signed out everywhere. */
export function accountCommands(program: Command): void {
  program
    .command('create-user')
    .summary('make an account')
    .description(`Makes an account. ${PASSWORD}`)
    .argument('<username>')
    .requiredOption('--email <address>', 'its email address (required)')
    .option('--full-name <name>', 'what the person is called')
    .addOption(new Option('--role <role>', 'what it may do').choices(ROLES).default('operator'))
    .action((username: string, options: Given) => onDatabase((db) => create(db, username, options)));
  program
    .command('reset-password')
    .summary('give an account another password')
    .description(`Gives an account another password, and ends its sessions. ${PASSWORD}`)
    .argument('<name>', 'username or email address')
    .action((name: string) => onDatabase((db) => reset(db, name)));
  program
    .command('end-sessions')
    .summary('sign an account out everywhere')
    .description('Ends every session of an account, on every server within two seconds.')
    .argument('<name>', 'username or email address')
    .option('--keys', 'its API keys too, for good', false)
    .action((name: string, { keys }: { keys: boolean }) => onDatabase((db) => end(db, name, keys)));
  program
    .command('remove-second-factor')
    .summary("take an account's second factor away")
    .description('Takes the second factor away from an account whose owner has lost the phone and the recovery codes.')
    .argument('<name>', 'username or email address')
    .action((name: string) => onDatabase((db) => bare(db, name)));
}

interface Given {
  email: string;
  role: Role;
  fullName?: string;
}

const ofUser = ({ id }: User, what: string): Done => ({
  action: `users.${what}`,
  subjectType: 'users',
  subjectId: String(id),
  asked: null,
});

async function create(db: Database, username: string, { email, role, fullName }: Given): Promise<void> {
  const given = await askPassword(`Password of ${username} (Enter: one is made up): `);
  const account = { username, email, role, full_name: fullName };
  const { user, password } = await written(
    db,
    { action: 'users.create', subjectType: 'users', subjectId: null, asked: account },
    () => createAccount(db, { ...account, password: given }),
    (made) => String(made.user.id),
  );
  say(`${user.username}, role ${user.role}: the account is made.`);
  if (given === '') say(`Password: ${password} (shown only now)`);
}

async function reset(db: Database, name: string): Promise<void> {
  const user = await accountNamed(db, name);
  const given = await askPassword(`New password of ${user.username} (Enter: one is made up): `);
  const password = await written(db, ofUser(user, 'reset-password'), () => resetPassword(db, user, given));
  say(`${user.username}, role ${user.role}: the password is another one now, and all sessions have ended.`);
  if (given === '') say(`Password: ${password} (shown only now)`);
  if (user.disabled) say('The account is disabled, and stays so: another admin can enable it.');
}

async function end(db: Database, name: string, keys: boolean): Promise<void> {
  const user = await accountNamed(db, name);
  const ended = await written(db, { ...ofUser(user, 'end-sessions'), asked: { keys } }, () =>
    endSessions(db, user, keys),
  );
  const what = keys
    ? `all sessions and ${ended} API keys have ended.`
    : 'all sessions have ended; its API keys have not.';
  say(`${user.username}, role ${user.role}: ${what}`);
}

async function bare(db: Database, name: string): Promise<void> {
  const user = await accountNamed(db, name);
  const isRemoved =
    user.hasSecondFactor &&
    (await written(db, ofUser(user, 'second-factor.delete'), () => removeSecondFactor(db, user)));
  const what = isRemoved ? 'its second factor is taken away.' : 'it has no second factor.';
  say(`${user.username}, role ${user.role}: ${what}`);
}
