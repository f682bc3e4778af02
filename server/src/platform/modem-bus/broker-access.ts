import { topicsReadBy, topicsWrittenBy, workerOfUser, workerUser } from '@signalbox/contracts/worker-access';

/** What the servers may use: everything below. */
const EVERYTHING = 'signalbox/v1/#';

/** The server's own user at the embedded broker. */
export const SERVER_USER = 'server';

/** Whether a user of the embedded broker may hear a topic, or subscribe to a filter. */
export const mayRead = (username: string, topic: string): boolean => may(username, topic, topicsReadBy);

/** Whether it may publish there; its will too. */
export const mayWrite = (username: string, topic: string): boolean => may(username, topic, topicsWrittenBy);

function may(username: string, topic: string, topicsOfWorker: (id: string) => string[]): boolean {
  if (username === SERVER_USER) return true;
  const worker = workerOfUser(username);
  return worker !== null && topicsOfWorker(worker).includes(topic);
}

/** The same as a Mosquitto access list: the server's user, and each worker below its own name and by direction. */
export function accessList(serverUser: string, workers: readonly string[]): string {
  const of = (worker: string) => [
    '',
    `user ${workerUser(worker)}`,
    ...topicsReadBy(worker).map((topic) => `topic read ${topic}`),
    ...topicsWrittenBy(worker).map((topic) => `topic write ${topic}`),
  ];
  return `${['# Written by Signalbox: changes are lost.', `user ${serverUser}`, `topic readwrite ${EVERYTHING}`, ...workers.flatMap(of)].join('\n')}\n`;
}

/** A Mosquitto password file: a name and a hash a line. */
export const passwordFile = (users: readonly (readonly [username: string, hash: string])[]): string =>
  users.map(([username, hash]) => `${username}:${hash}\n`).join('');
