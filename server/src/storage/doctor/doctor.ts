import { type Config, ConfigError } from '../../platform/config/config.js';
import { brokerSeen, documentsSeen, namesSeen } from './others.js';
import { databaseSeen } from './database.js';
import { type Seen, looked, ok, wrong } from './seen.js';
import { diskSeen, folderSeen, nodeSeen, timeZoneSeen } from './machine.js';

/**
 * Looks at everything that the server needs, without changing it. A setting that cannot be read ends it: nothing else could
 * be said then.
 * @param settings reads those that the server is started with, or throws ConfigError
 */
export async function examine(settings: () => Config): Promise<Seen[]> {
  let config: Config;
  try {
    config = settings();
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    const advice = 'The variable, or its line in .env, is to be changed; .env.example says what each may be.';
    return error.message.split('\n').map((line) => wrong('settings', line, advice));
  }
  const folder = folderSeen(config.env.DATA_DIR);
  const isUsable = folder.every(({ state }) => state !== 'wrong');
  return [
    ok('settings', 'each can be read'),
    nodeSeen(process.versions.node),
    ...folder,
    ...(isUsable ? [diskSeen(config.env.DATA_DIR)] : []),
    timeZoneSeen(config.env.TIME_ZONE),
    ...(await looked('names', 'See above.', () => namesSeen(config))),
    // SQLite lies in that folder.
    ...(isUsable || config.env.DATABASE_URL !== undefined ? await databaseSeen(config) : []),
    ...(await documentsSeen(config)),
    ...(await brokerSeen(config)),
  ];
}
