import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { connectAsync } from 'mqtt';
import { writeBrokerFiles } from '../../src/platform/modem-bus/broker-files.js';
import { hashBrokerPassword } from '../../src/platform/modem-bus/broker-password.js';
import { until } from '../until.js';
import { describeWith } from './describe-with.js';
import { freePort, PrivateProcess } from './private-process.js';

const DOCKER = join(import.meta.dirname, '..', '..', '..', 'docker', 'mosquitto');
const SERVER = { username: 'server', password: 'the password of the server' };

describeWith('mosquitto', "the start of compose's broker", () => {
  let folder: string;
  let port: number;
  let script: PrivateProcess;
  const at = (name: string) => join(folder, name);

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'signalbox-start-'));
    port = await freePort();
    for (const name of ['files', 'data', 'config']) mkdirSync(at(name));
    cpSync(DOCKER, at('config'), { recursive: true });
    const config = readFileSync(at('config/mosquitto.conf'), 'utf8')
      .replace('listener 1883', `listener ${port} 127.0.0.1`)
      .replaceAll('/mosquitto/data/', `${at('data')}/`);
    // Started as root it would become a user who cannot read the folder.
    writeFileSync(at('config/mosquitto.conf'), process.getuid?.() === 0 ? `${config}\nuser root\n` : config);
    script = new PrivateProcess('mosquitto-start');
    await script.start({
      command: 'sh',
      args: [at('config/start.sh')],
      env: {
        // Servers live where an ordinary PATH does not look.
        PATH: `${process.env['PATH'] ?? ''}:/usr/sbin:/sbin`,
        SIGNALBOX_FILES: at('files'),
        MOSQUITTO_DATA: at('data'),
        MOSQUITTO_CONFIG: at('config'),
      },
      ready: () => Promise.resolve(true),
    });
  });
  afterEach(async () => {
    // In order: the broker is a child of the script.
    await script.end('SIGTERM');
    await script.dispose();
    rmSync(folder, { recursive: true });
  });

  const isLetIn = async (username: string, password: string): Promise<boolean> => {
    const options = { username, password, protocolVersion: 4, reconnectPeriod: 0, connectTimeout: 5_000 } as const;
    const client = await connectAsync(`mqtt://127.0.0.1:${port}`, options).catch(() => undefined);
    await client?.endAsync(true);
    return client !== undefined;
  };

  it('waits for the users, takes them over, and takes over what changes', async () => {
    await until(() => script.log.includes('waiting for the server'));
    await writeBrokerFiles(at('files'), SERVER, [['w1', await hashBrokerPassword('one')]]);
    await until(() => isLetIn(SERVER.username, SERVER.password));
    expect(await isLetIn('worker.w1', 'one')).toBe(true);
    expect(await isLetIn('worker.w1', 'two')).toBe(false);
    expect(statSync(at('data/passwords')).mode & 0o777).toBe(0o600);
    await writeBrokerFiles(at('files'), SERVER, [
      ['w1', await hashBrokerPassword('two')],
      ['w2', await hashBrokerPassword('three')],
    ]);
    await until(() => isLetIn('worker.w2', 'three'));
    expect([await isLetIn('worker.w1', 'one'), await isLetIn('worker.w1', 'two')]).toEqual([false, true]);
  });

  it('ends with its broker when it is told to', async () => {
    await writeBrokerFiles(at('files'), SERVER, []);
    await until(() => isLetIn(SERVER.username, SERVER.password));
    expect(await script.end('SIGTERM')).toBe(0);
    await until(async () => !(await isLetIn(SERVER.username, SERVER.password)));
  });
});
