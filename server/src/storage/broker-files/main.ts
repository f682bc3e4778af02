import 'reflect-metadata';
import { parseArgs } from 'node:util';
import { keepFilesPrivate } from '@signalbox/files/private-files';
import { loadConfig } from '../../platform/config/config.js';
import { serverUserOf } from '../../platform/modem-bus/broker-address.js';
import { type ServerUser, writeBrokerFiles } from '../../platform/modem-bus/broker-files.js';
import { written } from '../admin/written.js';
import type { Database } from '../typeorm/database.js';
import { SqlWorkerRepository } from '../typeorm/repositories/worker.repository.js';
import { withDatabase } from '../typeorm/with-database.js';

const USAGE =
  'npm run broker:files -- --out <folder>, with the user of the server in MQTT_USERNAME and MQTT_PASSWORD, as for the server';

const say = (line: string): void => void process.stdout.write(`${line}\n`);
const complain = (line: string): void => void process.stderr.write(`${line}\n`);

function folderOf(args: string[]): string {
  let out: string | undefined;
  try {
    ({ out } = parseArgs({ args, options: { out: { type: 'string' } } }).values);
  } catch (error) {
    throw new Error(`${error instanceof Error ? error.message : String(error)}\n${USAGE}`, { cause: error });
  }
  if (!out) throw new Error(USAGE);
  return out;
}

/** That the workers' hashes are taken out is written down; not each time that there is nothing new to take. */
async function writeOut(db: Database, folder: string, server: ServerUser) {
  const workers = await new SqlWorkerRepository(db).passwords();
  const changed = await writeBrokerFiles(folder, server, workers);
  const done = { action: 'workers.broker-files', subjectType: 'workers', subjectId: null, asked: { out: folder } };
  if (changed.length > 0) await written(db, done, () => Promise.resolve());
  return { changed, count: workers.length };
}

/** Writes Mosquitto's `passwords` and `acl` once, from what the database says of the workers. */
async function main(args: string[]): Promise<void> {
  const folder = folderOf(args);
  const config = loadConfig();
  const server = serverUserOf(config);
  const { changed, count } = await withDatabase(config, (db) => writeOut(db, folder, server));
  const what = changed.length === 0 ? 'nothing changed' : `wrote ${changed.join(' and ')}`;
  say(`${folder}: ${what}; ${count} workers and the user ${server.username}`);
  if (changed.length > 0) say('The broker reads them when it gets the signal HUP.');
}

keepFilesPrivate();
try {
  await main(process.argv.slice(2));
} catch (error) {
  complain(`broker:files: ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 1;
}
