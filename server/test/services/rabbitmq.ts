import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { findProgram, missing } from './available.js';
import type { TestBroker } from './mosquitto.js';
import { freePort, listensOn, PrivateProcess } from './private-process.js';

/** Debian's `rabbitmq-server` on the PATH becomes another user, and knows one folder only. */
const PROGRAM = '/usr/lib/rabbitmq/bin/rabbitmq-server';

/**
 * A private RabbitMQ that speaks MQTT to anybody on a free loopback port, with a port mapper (epmd), a node name, a cookie
 * and data of its own. It retains nothing for those who subscribe by a wildcard, and keeps QoS 0 for who is away.
 */
export async function startRabbitmq(): Promise<TestBroker> {
  const mapper = findProgram('epmd');
  if (!mapper || !existsSync(PROGRAM)) throw new Error(missing('rabbitmq'));
  const [epmd, rabbit] = [new PrivateProcess('epmd'), new PrivateProcess('rabbitmq')];
  const [port, mapperPort, nodePort] = [await freePort(), await freePort(), await freePort()];
  const file = (name: string) => join(rabbit.folder, name);
  const env = {
    PATH: `${process.env['PATH'] ?? ''}:/usr/sbin`,
    // Where the cookie is made.
    HOME: rabbit.folder,
    ERL_EPMD_PORT: String(mapperPort),
    ERL_EPMD_ADDRESS: '127.0.0.1',
    RABBITMQ_NODENAME: `signalbox-${port}@localhost`,
    RABBITMQ_DIST_PORT: String(nodePort),
    RABBITMQ_MNESIA_BASE: file('mnesia'),
    RABBITMQ_LOG_BASE: file('logs'),
    RABBITMQ_CONFIG_FILE: file('rabbitmq.conf'),
    RABBITMQ_CONF_ENV_FILE: file('rabbitmq-env.conf'),
    RABBITMQ_ENABLED_PLUGINS_FILE: file('enabled_plugins'),
    RABBITMQ_GENERATED_CONFIG_DIR: file('generated'),
    // Else a shell stays between: a kill -9 would not reach the node.
    RUNNING_UNDER_SYSTEMD: '1',
  };
  const start = () => rabbit.start({ command: PROGRAM, args: [], env, ready: () => listensOn(port) });
  const dispose = async () => {
    await rabbit.dispose();
    await epmd.dispose();
  };
  try {
    for (const folder of ['mnesia', 'logs', 'generated']) mkdirSync(file(folder));
    writeFileSync(file('rabbitmq-env.conf'), '');
    writeFileSync(file('enabled_plugins'), '[rabbitmq_mqtt].\n');
    writeFileSync(file('rabbitmq.conf'), settings(port));
    // Started by the node itself, it would go on for good.
    const args = ['-port', String(mapperPort), '-address', '127.0.0.1'];
    await epmd.start({ command: mapper, args, env, ready: () => listensOn(mapperPort) });
    await start();
  } catch (error) {
    await dispose();
    throw error;
  }
  return {
    url: `mqtt://127.0.0.1:${port}`,
    isPrivate: true,
    reload: () => undefined,
    kill9: async () => void (await rabbit.end('SIGKILL')),
    restart: async () => {
      await rabbit.end();
      await start();
    },
    stop: dispose,
  };
}

const settings = (port: number): string =>
  [
    'listeners.tcp = none',
    `mqtt.listeners.tcp.default = 127.0.0.1:${port}`,
    'mqtt.allow_anonymous = true',
    'mqtt.default_user = guest',
    'mqtt.default_pass = guest',
    'loopback_users = none',
    'log.file = false',
    'log.console = true',
    'log.console.level = error',
    '',
  ].join('\n');
