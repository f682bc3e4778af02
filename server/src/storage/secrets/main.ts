import 'reflect-metadata';
import { existsSync } from 'node:fs';
import { keepFilesPrivate } from '@signalbox/files/private-files';
import { type Config, loadConfig } from '../../config/config.js';
import { SECRETS } from '../../config/secrets.js';
import { sqliteFile } from '../typeorm/data-source.js';
import { Database } from '../typeorm/database.js';
import { openDatabase } from '../typeorm/open-database.js';
import { SqlInstallationRepository } from '../typeorm/repositories/installation.repository.js';

const say = (line: string): void => void process.stdout.write(`${line}\n`);

/** Has the database take whatever secrets the next start has. */
async function forget(config: Config): Promise<void> {
  if (config.env.DATABASE_URL === undefined && !existsSync(sqliteFile(config))) {
    throw new Error(`DATA_DIR: ${sqliteFile(config)} is not there; the server makes it at its first start`);
  }
  const source = await openDatabase(config);
  const database = new Database(source, config);
  database.onModuleInit();
  try {
    const installation = new SqlInstallationRepository(database);
    const { keys, providers } = await installation.usesOfKeys();
    await installation.forget(SECRETS.map(({ fingerprint }) => fingerprint));
    say('The next start of the server takes the secrets that it has, or makes new ones.');
    say(`If they are not the old ones, everybody signs in again, ${keys} API keys end, and the secrets of`);
    say(`${providers} providers have to be entered again.`);
  } finally {
    await database.onApplicationShutdown();
    await source.destroy();
  }
}

keepFilesPrivate();
try {
  await forget(loadConfig());
} catch (error) {
  process.stderr.write(`secrets:forget: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
