import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { ConfigError, readConfig } from './config.js';

const complaint = (env: Record<string, string>): string => {
  try {
    readConfig(env);
  } catch (error) {
    if (error instanceof ConfigError) return error.message;
    throw error;
  }
  return '';
};

describe('the environment', () => {
  it('has a default for everything', () => {
    const config = readConfig({});
    expect(config.workerId).toBe('local');
    expect(config.folder).toBe('data/worker-local');
    expect(config.env.SIMULATOR_RATE_PER_MINUTE).toBeUndefined();
    expect(config.env.SIMULATOR_ECHO).toBe(false);
  });

  it('takes an empty variable for unset', () => {
    expect(readConfig({ WORKER_ID: '', SIMULATOR_DAILY_CAP: '' }).workerId).toBe('local');
  });

  it('takes its name from its user at the broker, unless it is told', () => {
    expect(readConfig({ MQTT_USERNAME: 'worker.site-1' }).workerId).toBe('site-1');
    expect(readConfig({ MQTT_USERNAME: 'worker.site-1', WORKER_ID: 'site-1' }).workerId).toBe('site-1');
    expect(readConfig({ MQTT_USERNAME: 'somebody', WORKER_ID: 'site-1' }).workerId).toBe('site-1');
    expect(readConfig({ MQTT_USERNAME: 'worker.' }).workerId).toBe('local');
  });

  it('refuses a name that is not the one of its user: a broker may take its packets and throw them away', () => {
    expect(complaint({ MQTT_USERNAME: 'worker.site-1', WORKER_ID: 'site-2' })).toMatch(/^WORKER_ID: expected/);
  });

  describe('with files', () => {
    let folder: string;
    beforeEach(() => {
      folder = mkdtempSync(join(tmpdir(), 'signalbox-config-'));
    });
    afterEach(() => rmSync(folder, { recursive: true }));

    it('has no simulator beside real networks unless it is asked for', () => {
      const file = join(folder, 'worker.json');
      writeFileSync(file, '{}');
      expect(readConfig({}).env.SIMULATOR_SIMS).toBe(4);
      expect(readConfig({ WORKER_CONFIG: file }).env.SIMULATOR_SIMS).toBe(0);
      expect(readConfig({ WORKER_CONFIG: file, SIMULATOR_SIMS: '2' }).env.SIMULATOR_SIMS).toBe(2);
    });

    it('refuses a configuration file or an authority that it cannot use, each in a line', () => {
      const file = join(folder, 'no.pem');
      writeFileSync(file, 'sekrit');
      expect(complaint({ WORKER_CONFIG: join(folder, 'none') })).toMatch(/^WORKER_CONFIG: cannot read .*ENOENT$/);
      expect(complaint({ MQTT_CA_FILE: join(folder, 'none') })).toMatch(/^MQTT_CA_FILE: cannot read .*ENOENT$/);
      expect(complaint({ MQTT_CA_FILE: file })).toMatch(/^MQTT_CA_FILE: expected a certificate \(PEM\) in /);
    });
  });

  it.each([
    ['WORKER_ID', 'a/b', 'letters, digits'],
    ['WORKER_ID', '+', 'letters, digits'],
    ['MQTT_URL', 'http://broker', 'mqtt://'],
    ['LOG_LEVEL', 'loud', 'expected one of'],
    ['HTTP_ALLOWED_HOSTS', 'https://sms.example.com', 'expected a list like sms.example.com'],
    ['HTTP_ALLOWED_PRIVATE', 'sms.example.com', 'expected a list like 10.0.0.5'],
    ['SIMULATOR_SIMS', 'four', 'from 0 to 999'],
    ['SIMULATOR_SIMS', '1.5', 'from 0 to 999'],
    ['SIMULATOR_FAILURE_SHARE', '1.1', 'from 0 to 1'],
    ['SIMULATOR_ECHO', 'yes', 'true or false'],
    ['SIMULATOR_WINDOW', '0', 'from 1 to 10000'],
  ])('refuses %s=%s and says what it expected', (name, value, expected) => {
    const text = complaint({ [name]: value });
    expect(text).toContain(`${name}: `);
    expect(text).toContain(expected);
  });

  it('names every wrong variable, and never a value', () => {
    const text = complaint({ WORKER_ID: 'top secret', SIMULATOR_SIMS: '-1', MQTT_URL: 'sekrit' });
    expect(text.split('\n').map((line) => line.split(':')[0])).toEqual(['WORKER_ID', 'MQTT_URL', 'SIMULATOR_SIMS']);
    expect(text).not.toMatch(/secret|sekrit|-1/);
  });
});
