import type { Command } from 'commander';
import { loadConfig } from '../../platform/config/config.js';
import { backUp } from '../backup/backup.js';
import { restore } from '../backup/restore.js';
import { type Finding, verify, verifyBackup } from '../backup/verify.js';
import { say } from './say.js';
import { type Done, writtenAside } from './written.js';

const MB = 1024 * 1024;

/** Backups of an installation on SQLite, and whether what is stored holds together. */
export function backupCommands(program: Command): void {
  program
    .command('backup')
    .summary('copy everything, while the server runs')
    .description(
      'Copies the SQLite database as one moment, the journals of workers in DATA_DIR, uploads that wait and the secrets into ' +
        'a new folder, with a manifest. The server goes on meanwhile. For MySQL and MongoDB see docs/OPERATIONS.md.',
    )
    .argument('<folder>', 'where backups lie; better on another disk')
    .action((folder: string) => make(folder));
  program
    .command('restore')
    .summary('put a backup into DATA_DIR')
    .description(
      'Puts a backup into DATA_DIR, for a server that is stopped. Refuses one that is broken or of a newer version.',
    )
    .argument('<backup>', 'the folder that "backup" made')
    .option('--force', 'also over what is there, which is moved into a folder of DATA_DIR', false)
    .action((backup: string, { force }: { force: boolean }) => putBack(backup, force));
  program
    .command('verify')
    .summary('look whether what is stored holds together')
    .description(
      'Reads the whole database: pages and indexes, the migrations, the counts of messages, the books. Changes nothing; may ' +
        'take minutes. Ends with 1 when something is wrong.',
    )
    .option('--backup <folder>', 'a backup instead, as it lies')
    .action(({ backup }: { backup?: string }) => check(backup));
}

const ofServer = (what: string, asked: object): Done => ({
  action: `server.${what}`,
  subjectType: 'server',
  subjectId: null,
  asked,
});

async function make(to: string): Promise<void> {
  const began = performance.now();
  const config = loadConfig();
  const { folder, manifest } = await backUp(config, to);
  await writtenAside(config, ofServer('backup', { folder }));
  const bytes = manifest.files.reduce((sum, file) => sum + file.bytes, 0);
  const seconds = ((performance.now() - began) / 1000).toFixed(1);
  say(`${folder}: ${manifest.files.length} files, ${(bytes / MB).toFixed(1)} MB, in ${seconds} s`);
  if (!manifest.has_secrets)
    say('JWT_SECRET and KEY_SECRET are in the environment: keep them apart, without them it is of little use.');
}

async function putBack(backup: string, force: boolean): Promise<void> {
  const config = loadConfig();
  const { manifest, aside } = await restore(config, backup, force);
  await writtenAside(config, ofServer('restore', { backup, force, created_at: manifest.created_at }));
  if (aside !== null) say(`What was there is in ${aside}.`);
  say(`The backup of ${manifest.created_at} is in place; npm run admin -- verify reads it, then start the server.`);
  say('What was sent after that moment is not known any more, and what waited then is sent now: docs/OPERATIONS.md.');
}

async function check(backup: string | undefined): Promise<void> {
  const findings = backup === undefined ? await verify(loadConfig()) : await verifyBackup(backup);
  for (const finding of findings) for (const line of linesOf(finding)) say(line);
  if (findings.some(({ wrong }) => wrong.length > 0)) throw new Error('what is stored does not hold together');
}

const linesOf = ({ what, found, wrong }: Finding): string[] =>
  wrong.length === 0 ? [`ok     ${what}: ${found}`] : wrong.map((line) => `wrong  ${what}: ${line}`);
