import { lookup } from 'node:dns/promises';
import { isIP } from 'node:net';
import { brokerAddressesOf } from '@signalbox/transport/broker-addresses';
import { connectMqtt } from '@signalbox/transport/mqtt-link';
import type { Config } from '../../platform/config/config.js';
import { hostsOf } from '../mongo/uri.js';
import { type Seen, looked, ok, wordsOf, wrong } from './seen.js';

const WITHIN_MS = 5_000;
const DOCUMENTS_WITHIN_MS = 3_000;

/** The names that the settings lead to, each looked up once. */
export async function namesSeen({ env }: Config): Promise<Seen[]> {
  const brokers = env.MQTT_URL === undefined ? [] : (brokerAddressesOf(env.MQTT_URL) ?? []);
  const documents = env.MONGODB_URI === undefined ? [] : hostsOf(env.MONGODB_URI).split(',');
  const named: [string, string][] = [
    ...(env.DATABASE_URL === undefined
      ? []
      : ([['DATABASE_URL', new URL(env.DATABASE_URL).hostname]] as [string, string][])),
    ...brokers.map(({ host }): [string, string] => ['MQTT_URL', host]),
    // Those of mongodb+srv are not hosts.
    ...(env.MONGODB_URI?.startsWith('mongodb+srv:') ? [] : documents).map((host): [string, string] => [
      'MONGODB_URI',
      host.replace(/:\d+$/, ''),
    ]),
    ...(env.PUBLIC_URL === undefined ? [] : ([['PUBLIC_URL', new URL(env.PUBLIC_URL).hostname]] as [string, string][])),
  ];
  const names = named.filter(([, host]) => isIP(host.replace(/^\[(.*)\]$/, '$1')) === 0);
  const seen = await Promise.all(names.map(([variable, host]) => nameSeen(variable, host)));
  return seen.length > 0 ? seen : [ok('names', 'the settings name none that would have to be looked up')];
}

async function nameSeen(variable: string, host: string): Promise<Seen> {
  try {
    const { address } = await lookup(host);
    return ok('name', `${host} is ${address}`);
  } catch (error) {
    const advice = `Look at ${variable}, and at the machine's DNS (/etc/resolv.conf, /etc/hosts).`;
    return wrong('name', `${host}: ${wordsOf(error)}`, advice);
  }
}

/** MongoDB, where pairs, programs and number lists are kept in one. Mongoose is loaded only then. */
export async function documentsSeen({ env }: Config): Promise<Seen[]> {
  const { MONGODB_URI: uri } = env;
  if (uri === undefined) return [];
  const advice = 'Look whether it runs, listens there, and knows the user of MONGODB_URI.';
  return looked('MongoDB', advice, async () => {
    const { connect, letGo } = await import('../mongo/connection.js');
    const connection = await connect(uri, DOCUMENTS_WITHIN_MS);
    await connection.db?.command({ ping: 1 });
    letGo(connection);
    await connection.close();
    return [ok('MongoDB', `${hostsOf(uri)} answers`)];
  });
}

/** Each broker that is named lets the server in, or says why not. */
export async function brokerSeen(config: Config): Promise<Seen[]> {
  const { MQTT_URL } = config.env;
  if (MQTT_URL === undefined) return [ok('broker', 'the server’s own')];
  const seen = await Promise.all((brokerAddressesOf(MQTT_URL) ?? []).map((address) => brokerAt(config, address)));
  // One of several is enough.
  const isOpen = seen.some(({ state }) => state === 'ok');
  return isOpen ? seen.map((each) => (each.state === 'ok' ? each : { ...each, state: 'note' as const })) : seen;
}

function brokerAt(
  config: Config,
  { url, username, password }: NonNullable<ReturnType<typeof brokerAddressesOf>>[number],
): Promise<Seen> {
  const { MQTT_USERNAME, MQTT_PASSWORD } = config.env;
  const client = connectMqtt({
    url,
    username: username ?? MQTT_USERNAME,
    password: username === undefined ? MQTT_PASSWORD : password,
    ca: config.mqttAuthorities,
    clientId: `signalbox-doctor-${process.pid}`,
    clean: true,
    reconnectMs: 0,
    manualConnect: true,
  });
  return new Promise<Seen>((resolve) => {
    let why = 'no answer';
    const timer = setTimeout(() => end(failed(why)), WITHIN_MS);
    const failed = (reason: string): Seen =>
      wrong(
        'broker',
        `${url}: ${reason}`,
        'Look whether it runs, listens there, and knows MQTT_USERNAME with MQTT_PASSWORD.',
      );
    const end = (seen: Seen): void => {
      clearTimeout(timer);
      client.end(true);
      resolve(seen);
    };
    client.on('error', (error) => (why = wordsOf(error)));
    client.once('close', () => end(failed(why)));
    client.once('connect', () => {
      client.removeAllListeners('close');
      end(ok('broker', `${url} lets the server in`));
    });
    client.connect();
  });
}
