import { WORKER_ID, topicsOf } from './topics.js';

/** The name that the server's own worker has; it gets a password at each start, and no other. */
export const LOCAL_WORKER = 'local';

const PREFIX = 'worker.';

/**
 * The worker's user at the broker. Behind a prefix no worker can pass for the server; the point, because Mosquitto's
 * password file ends a name at a colon, and because no worker's id has one.
 */
export const workerUser = (worker: string): string => `${PREFIX}${worker}`;

/** The worker that a user of the broker speaks for; null is none. */
export function workerOfUser(username: string): string | null {
  const id = username.startsWith(PREFIX) ? username.slice(PREFIX.length) : '';
  return WORKER_ID.test(id) ? id : null;
}

/** Fixed, so that the broker keeps what comes while the worker is away. */
export const workerClientId = (worker: string): string => `signalbox-worker-${worker}`;

/** What a worker hears; it may read nothing else. */
export const topicsReadBy = (worker: string): string[] => {
  const { hello, jobs, confirms, providers, requests } = topicsOf(worker);
  return [hello, jobs, confirms, providers, requests];
};

/** What a worker says; it may write nothing else. */
export const topicsWrittenBy = (worker: string): string[] => {
  const { state, events, replies } = topicsOf(worker);
  return [state, events, replies];
};
