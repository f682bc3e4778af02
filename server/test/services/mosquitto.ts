import { execFile } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { findProgram, givenBy, missing } from './available.js';
import { freePort, listensOn, PrivateProcess } from './private-process.js';

const run = promisify(execFile);

export interface BrokerOptions {
  /** Without users everybody may connect. */
  users?: { username: string; password: string }[];
  /** Lines of Mosquitto's access list, as in mosquitto.conf(5), `acl_file`. */
  access?: string[];
  /** A folder with `passwords` and `acl`, as the product writes them. */
  files?: string;
  /** Files (PEM) for TLS. */
  tls?: { cert: string; key: string };
  port?: number;
  /** Further lines of its configuration. */
  more?: string[];
  /** Keep sessions and retained packets over a restart; `kill9` loses what was not yet saved. */
  persistent?: boolean;
}

/** A broker for one suite. */
export interface TestBroker {
  /** `mqtt://host:port`; with the user's name and password in it when `MQTT_TEST_URL` has them. */
  url: string;
  /** Whether it is this suite's own; only then can it be killed and started again. */
  isPrivate: boolean;
  kill9: () => Promise<void>;
  /** Has it read its files anew, as `systemctl reload` does. */
  reload: () => void;
  /** Starts it again on the same port; one that still runs is ended in order first, and saves what is to be kept. */
  restart: () => Promise<void>;
  stop: () => Promise<void>;
}

/** The broker of `MQTT_TEST_URL`, or a private one (ready in some 50 ms). */
export async function startBroker(): Promise<TestBroker> {
  const given = givenBy('mosquitto');
  if (given === undefined) return startMosquitto();
  const refuse = () => Promise.reject(new Error('the broker of MQTT_TEST_URL is not ours to kill'));
  return {
    url: given,
    isPrivate: false,
    kill9: refuse,
    reload: () => undefined,
    restart: refuse,
    stop: () => Promise.resolve(),
  };
}

/** A private Mosquitto on a free loopback port, or on the one that is named. */
export async function startMosquitto(options: BrokerOptions = {}): Promise<TestBroker> {
  const command = findProgram('mosquitto');
  if (!command) throw new Error(missing('mosquitto'));
  const mosquitto = new PrivateProcess('mosquitto');
  const port = options.port ?? (await freePort());
  const file = (name: string) => join(mosquitto.folder, name);
  const config = [
    `listener ${port} 127.0.0.1`,
    // Without this, two small packets in a row wait for each other's acknowledgement, 40 ms and more.
    'set_tcp_nodelay true',
    // Not 0 for "no limit": Mosquitto 2.0.11 then drops a client whose packet the access list denies.
    'max_queued_messages 1000000',
    `allow_anonymous ${options.users === undefined && options.files === undefined}`,
    `persistence ${options.persistent === true}`,
    `persistence_location ${mosquitto.folder}/`,
  ];
  if (options.files) {
    config.push(`password_file ${join(options.files, 'passwords')}`, `acl_file ${join(options.files, 'acl')}`);
  }
  if (options.tls) config.push(`certfile ${options.tls.cert}`, `keyfile ${options.tls.key}`);
  config.push(...(options.more ?? []));
  // Started as root it would become a user who cannot read the folder.
  if (process.getuid?.() === 0) config.push('user root');
  const start = () => mosquitto.start({ command, args: ['-c', file('mosquitto.conf')], ready: () => listensOn(port) });

  try {
    if (options.users) {
      await writePasswords(file('passwords'), options.users);
      config.push(`password_file ${file('passwords')}`);
    }
    if (options.access) {
      writeFileSync(file('access'), `${options.access.join('\n')}\n`, { mode: 0o600 });
      config.push(`acl_file ${file('access')}`);
    }
    writeFileSync(file('mosquitto.conf'), `${config.join('\n')}\n`);
    await start();
  } catch (error) {
    await mosquitto.dispose();
    throw error;
  }
  return {
    url: `${options.tls ? 'mqtts' : 'mqtt'}://127.0.0.1:${port}`,
    isPrivate: true,
    reload: () => mosquitto.signal('SIGHUP'),
    kill9: async () => void (await mosquitto.end('SIGKILL')),
    restart: async () => {
      await mosquitto.end();
      await start();
    },
    stop: () => mosquitto.dispose(),
  };
}

async function writePasswords(file: string, users: { username: string; password: string }[]): Promise<void> {
  const hash = findProgram('mosquitto_passwd');
  if (!hash) throw new Error(missing('mosquitto'));
  writeFileSync(file, users.map(({ username, password }) => `${username}:${password}\n`).join(''), { mode: 0o600 });
  await run(hash, ['-U', file]);
}
