import 'reflect-metadata';
import { keepFilesPrivate } from '@signalbox/files/private-files';
import { loadConfig } from '../../platform/config/config.js';
import { SECRETS } from '../../platform/config/secrets.js';
import { written } from '../admin/written.js';
import type { Database } from '../typeorm/database.js';
import { SqlInstallationRepository } from '../typeorm/repositories/installation.repository.js';
import { withDatabase } from '../typeorm/with-database.js';

const say = (line: string): void => void process.stdout.write(`${line}\n`);

/** Has the database take whatever secrets the next start has. */
async function forget(db: Database): Promise<void> {
  const installation = new SqlInstallationRepository(db);
  const { keys, providers } = await installation.usesOfKeys();
  const done = { action: 'secrets.forget', subjectType: 'secrets', subjectId: null, asked: null };
  await written(db, done, () => installation.forget(SECRETS.map(({ fingerprint }) => fingerprint)));
  say('The next start of the server takes the secrets that it has, or makes new ones.');
  say(`If they are not the old ones, everybody signs in again, ${keys} API keys end, and the secrets of`);
  say(`${providers} providers have to be entered again. A server that runs works on with the old ones: start it anew.`);
}

keepFilesPrivate();
try {
  await withDatabase(loadConfig(), forget);
} catch (error) {
  process.stderr.write(`secrets:forget: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
