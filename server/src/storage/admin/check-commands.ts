import type { Command } from 'commander';
import { loadConfig } from '../../platform/config/config.js';
import { checkLedger } from '../office/check-ledger.js';
import { examine } from '../doctor/doctor.js';
import type { Database } from '../typeorm/database.js';
import { onDatabase, say } from './say.js';

/** Whether all is well with the books, and with the machine. */
export function checkCommands(program: Command): void {
  program
    .command('check-ledger')
    .summary('hold the books against themselves')
    .description('Holds balances and sums against the postings that they are of; ends with 1 when something is wrong.')
    .action(() => onDatabase(check));
  program
    .command('doctor')
    .summary('look for what is wrong with the installation, and say what to do')
    .description(
      'Looks at the settings, the data folder and its disk, the secrets, the database and its clock, MongoDB, the broker, ' +
        'names and the time zone. Changes nothing. Ends with 1 when something would keep the server from working.',
    )
    .action(doctor);
}

async function check(db: Database): Promise<void> {
  const { entries, wrong } = await checkLedger(db);
  for (const line of wrong) say(line);
  if (wrong.length > 0) throw new Error('the books are not in balance; amounts are in minor units');
  say(`${entries} entries: the books are in balance.`);
}

async function doctor(): Promise<void> {
  const seen = await examine(loadConfig);
  for (const { state, what, found, advice } of seen) {
    say(`${state.padEnd(5)}  ${what}: ${found}`);
    if (advice !== undefined) say(`       ${advice}`);
  }
  const bad = seen.filter(({ state }) => state === 'wrong').length;
  if (bad > 0) throw new Error(`${bad} of ${seen.length} would keep the server from working`);
}
