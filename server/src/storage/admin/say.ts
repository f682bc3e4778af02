import { loadConfig } from '../../platform/config/config.js';
import type { Database } from '../typeorm/database.js';
import { withDatabase } from '../typeorm/with-database.js';

/** A line for whoever typed the command. */
export const say = (line: string): void => void process.stdout.write(`${line}\n`);

/** With the database of this environment, its tables brought up to date, and closed again afterwards. */
export const onDatabase = (work: (db: Database) => Promise<void>): Promise<void> => withDatabase(loadConfig(), work);
