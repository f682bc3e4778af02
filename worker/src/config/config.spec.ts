import { describe, expect, it } from '@jest/globals';
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

  it.each([
    ['WORKER_ID', 'a/b', 'letters, digits'],
    ['WORKER_ID', '+', 'letters, digits'],
    ['MQTT_URL', 'http://broker', 'mqtt://'],
    ['LOG_LEVEL', 'loud', 'expected one of'],
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
