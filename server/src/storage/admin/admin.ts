import { Command, CommanderError } from 'commander';
import { Invalid } from '../../platform/common/errors.js';
import { accountCommands } from './account-commands.js';
import { backupCommands } from './backup-commands.js';
import { checkCommands } from './check-commands.js';
import { retentionCommands } from './retention-commands.js';
import { secretCommands } from './secret-commands.js';

/** What an administrator does without signing in: whoever may write to the database needs no password for that. */
function commands(): Command {
  const program = new Command('npm run admin --')
    .description('What an administrator does on the machine of the server, with its settings, while it runs or not.')
    .helpOption('-h, --help', 'what a command does, and what it takes')
    .helpCommand('help [command]', 'the same')
    .exitOverride()
    // Said once, at the end.
    .configureOutput({ writeErr: () => undefined });
  const all = [accountCommands, backupCommands, retentionCommands, secretCommands, checkCommands];
  for (const add of all) add(program);
  return program;
}

/** Null where there is nothing to say: help was asked for. */
function lineOf(error: unknown): string | null {
  if (error instanceof Invalid) return error.errors.map(({ field, message }) => `${field}: ${message}`).join('; ');
  if (!(error instanceof CommanderError)) return error instanceof Error ? error.message : String(error);
  if (error.exitCode === 0) return null;
  if (error.code === 'commander.help') return 'expected a command; npm run admin -- --help names them';
  return `${error.message.replace(/^error: /, '').replaceAll('\n', ' ')}; see --help`;
}

/**
 * Does what the words of a command line say, with the settings of this environment, and tells it on standard output.
 * @returns why it did not, in a line; null when it did
 */
export async function admin(words: readonly string[]): Promise<string | null> {
  try {
    await commands().parseAsync(words, { from: 'user' });
    return null;
  } catch (error) {
    return lineOf(error);
  }
}
