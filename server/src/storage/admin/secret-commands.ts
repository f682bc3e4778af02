import { Argument, type Command } from 'commander';
import { loadConfig } from '../../platform/config/config.js';
import { SECRETS, type SecretName } from '../../platform/config/secrets.js';
import { endRotation, rotate } from '../secrets/rotate.js';
import type { Database } from '../typeorm/database.js';
import { logged } from './accounts.js';
import { onDatabase, say } from './say.js';
import { type Done, written } from './written.js';

/** The installation's own secrets. */
export function secretCommands(program: Command): void {
  program
    .command('rotate-secrets')
    .summary('replace KEY_SECRET or JWT_SECRET, while the server runs')
    .description(
      'Replaces a secret by one that is made up. Servers take both from within a second on; with "key" everything that was ' +
        'sealed is sealed anew. Ended in between, it goes on when it is called again. The old JWT_SECRET counts for 24 hours ' +
        'more, the old KEY_SECRET in addresses that providers were given, until --end.',
    )
    .addArgument(new Argument('<which>', 'key or jwt').choices(SECRETS.map(({ name }) => name)))
    .option('--end', 'the old one counts no more', false)
    .action((which: SecretName, { end }: { end: boolean }) =>
      onDatabase((db) => (end ? finish(db, which) : replace(db, which))),
    );
}

const ofSecret = (which: SecretName, what: string): Done => ({
  action: `secrets.${what}`,
  subjectType: 'secrets',
  subjectId: variableOf(which),
  asked: null,
});

const variableOf = (which: SecretName): string => SECRETS.find(({ name }) => name === which)?.variable ?? which;

async function replace(db: Database, which: SecretName): Promise<void> {
  const { toSet, isResumed, resealed } = await written(db, ofSecret(which, 'rotate'), () =>
    rotate(loadConfig(), db, which),
  );
  await logged(db, 'secret_rotated', `${variableOf(which)} ${isResumed ? 'replaced, in a second go' : 'replaced'}`);
  say(`${variableOf(which)} is another one now${isResumed ? '; what was begun before was gone on with' : ''}.`);
  if (which === 'key') say(`${resealed.done} secrets were sealed anew${lostOf(resealed.lost)}.`);
  if (toSet === null) return;
  say(`Set it for every server, and then run rotate-secrets ${which} --end; until then both can be started with:`);
  say(`${variableOf(which)}=${toSet}`);
}

const lostOf = (lost: number): string =>
  lost === 0 ? '' : `; ${lost} could not be opened by any secret, and are to be entered again`;

async function finish(db: Database, which: SecretName): Promise<void> {
  await written(db, ofSecret(which, 'end-rotation'), async () => {
    if (await endRotation(loadConfig(), db, which)) return;
    throw new Error(`${variableOf(which)}: there is no old one that counts`);
  });
  await logged(db, 'secret_rotated', `the old ${variableOf(which)} counts no more`);
  say(`The old ${variableOf(which)} counts no more.`);
}
