import { hostname } from 'node:os';
import { workerOfUser } from '@signalbox/contracts/worker-access';
import { brokerAddressesOf } from '@signalbox/transport/broker-addresses';
import type { Config } from '../config/config.js';
import type { ServerUser } from './broker-files.js';

/** What is set, and does not go together: one line. @throws Error */
export function requireBrokerSettings({ env }: Config): void {
  const { MQTT_URL, MQTT_LISTEN, BROKER_FILES_DIR } = env;
  if (MQTT_URL !== undefined && MQTT_LISTEN !== undefined) {
    throw new Error('MQTT_LISTEN: expected to be unset, because MQTT_URL names another broker');
  }
  if (MQTT_URL === undefined && BROKER_FILES_DIR !== undefined) {
    throw new Error('BROKER_FILES_DIR: expected MQTT_URL too: the own broker of the server needs no files');
  }
}

/**
 * The user that the server signs in with, whose line the broker's files need too.
 * @throws Error when it has none, or a name that the files cannot hold or that is a worker's
 */
export function serverUserOf({ env }: Config): ServerUser {
  const { MQTT_USERNAME: username, MQTT_PASSWORD: password } = env;
  if (username === undefined) throw new Error('MQTT_USERNAME: expected the user of the server at the broker');
  if (password === undefined) throw new Error('MQTT_PASSWORD: expected the password of the server at the broker');
  if (!/^[^\s:#+/]{1,64}$/.test(username)) {
    throw new Error('MQTT_USERNAME: expected 1 to 64 characters without blanks, colons, slashes, + and #');
  }
  if (workerOfUser(username) !== null) throw new Error('MQTT_USERNAME: expected a name that is no worker’s');
  return { username, password };
}

/** What a worker elsewhere sets MQTT_URL to; null when the server's own broker does not listen for others. */
export function urlForWorkers({ env }: Config, outsidePort: number | null): string | null {
  const { MQTT_URL, MQTT_LISTEN, MQTT_TLS_CERT } = env;
  if (MQTT_URL !== undefined) return withoutUser(MQTT_URL);
  if (MQTT_LISTEN === undefined || outsidePort === null) return null;
  const { host } = MQTT_LISTEN;
  const name = isEverywhere(host) ? hostname() : host;
  return `${MQTT_TLS_CERT === undefined ? 'mqtt' : 'mqtts'}://${name.includes(':') ? `[${name}]` : name}:${outsidePort}`;
}

const isEverywhere = (host: string): boolean => host === '0.0.0.0' || host === '::';

/** Users and passwords in it are the server's own. */
const withoutUser = (list: string): string | null =>
  brokerAddressesOf(list)
    ?.map(({ url }) => url)
    .join() ?? null;
