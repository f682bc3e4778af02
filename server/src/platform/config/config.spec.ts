import { describe, expect, it } from '@jest/globals';
import { ConfigError, newSecret, readConfig } from './config.js';

function refusal(env: Record<string, string>): string {
  try {
    readConfig(env);
  } catch (error) {
    if (error instanceof ConfigError) return error.message;
    throw error;
  }
  return '';
}

describe('the environment', () => {
  it('needs nothing: the defaults run everything in one process, for this machine only', () => {
    const config = readConfig({});
    expect(config.env).toMatchObject({ HOST: '127.0.0.1', PORT: 3000, DATA_DIR: './data', ADMIN_USERNAME: 'admin' });
    expect(config).toMatchObject({
      embeddedBroker: true,
      embeddedWorker: true,
      registrationOpen: true,
      corsOrigins: '*',
    });
  });

  it('counts an empty variable as unset', () => {
    expect(readConfig({ PORT: '', DATABASE_URL: '', ADMIN_PASSWORD: '' }).env).toMatchObject({ PORT: 3000 });
    expect(readConfig({ MQTT_URL: '' }).embeddedBroker).toBe(true);
  });

  it.each([
    ['PORT', '70000'],
    ['PORT', '-1'],
    ['PORT', 'http'],
    ['PORT', '80.5'],
    ['NODE_ENV', 'prod'],
    ['DATABASE_URL', 'postgres://user:hunter2secret@db/x'],
    ['DATABASE_URL', 'db.example'],
    ['MQTT_URL', 'http://user:hunter2secret@broker'],
    ['SERVER_ID', 'server one'],
    ['EMBEDDED_WORKER', 'yes'],
    ['JWT_SECRET', 'hunter2secret'],
    ['KEY_SECRET', 'hunter2secret'],
    ['ADMIN_EMAIL', 'nobody'],
    ['ADMIN_PASSWORD', 'hunter2'],
    ['ADMIN_USERNAME', 'me'],
    ['REGISTRATION', 'maybe'],
    ['DEFAULT_COUNTRY', 'Kenya'],
    ['SEND_RATE_PER_MINUTE', '0'],
    ['SIGN_IN_RATE_PER_MINUTE', 'many'],
    ['TRUST_PROXY', 'yes'],
    ['LOG_LEVEL', 'loud'],
    ['HTTP_ALLOWED_HOSTS', 'https://sms.example.com'],
    ['ROUTER_NETWORKS', 'router.example.com'],
  ])('with a wrong %s (%s) is refused, with its name, what was expected, and not its value', (name, value) => {
    const message = refusal({ [name]: value });
    expect(message).toMatch(new RegExp(`^${name}: .*expected`));
    expect(message.split('\n')).toHaveLength(1);
    expect(message).not.toContain('hunter2');
  });

  it('names every wrong variable, a line each', () => {
    const lines = refusal({ PORT: 'x', LOG_LEVEL: 'loud', JWT_SECRET: 'short' }).split('\n');
    expect(lines.map((line) => line.split(':')[0]).sort()).toEqual(['JWT_SECRET', 'LOG_LEVEL', 'PORT']);
  });

  it('starts a worker of its own only beside its own broker, unless told otherwise', () => {
    const elsewhere = { MQTT_URL: 'mqtt://broker:1883' };
    expect(readConfig(elsewhere)).toMatchObject({ embeddedBroker: false, embeddedWorker: false });
    expect(readConfig({ ...elsewhere, EMBEDDED_WORKER: 'true' }).embeddedWorker).toBe(true);
    expect(readConfig({ EMBEDDED_WORKER: 'false' }).embeddedWorker).toBe(false);
  });

  it('closes registration in production, unless told otherwise', () => {
    expect(readConfig({ NODE_ENV: 'production' }).registrationOpen).toBe(false);
    expect(readConfig({ NODE_ENV: 'production', REGISTRATION: 'open' }).registrationOpen).toBe(true);
    expect(readConfig({ REGISTRATION: 'closed' }).registrationOpen).toBe(false);
  });

  it('gives the worker the simulator’s settings and no secret', () => {
    const { workerEnvironment } = readConfig({
      SIMULATOR_ECHO: 'true',
      JWT_SECRET: newSecret(),
      ADMIN_PASSWORD: 'a password for tests',
      PATH: '/bin',
    });
    expect(workerEnvironment).toEqual({ SIMULATOR_ECHO: 'true', PATH: '/bin' });
  });

  it.each([
    ['NODE_EXTRA_CA_CERTS', '/etc/ssl/own-authority.pem'],
    ['NODE_USE_SYSTEM_CA', '1'],
    ['NODE_OPTIONS', '--use-openssl-ca'],
    ['NODE_COMPILE_CACHE', '/tmp/compiled'],
    ['SSL_CERT_FILE', '/etc/ssl/own.pem'],
    ['SSL_CERT_DIR', '/etc/ssl/own'],
    ['TZ', 'Africa/Nairobi'],
    ['MALLOC_ARENA_MAX', '2'],
  ])('gives the worker %s, as the server has it', (name, value) => {
    expect(readConfig({ [name]: value }).workerEnvironment).toEqual({ [name]: value });
    expect(readConfig({ [`MY_${name}`]: value, [`${name}_X`]: value }).workerEnvironment).toEqual({});
  });

  it('takes a list of origins with commas', () => {
    expect(readConfig({ CORS_ORIGINS: 'https://a.example, https://b.example' }).corsOrigins).toEqual([
      'https://a.example',
      'https://b.example',
    ]);
  });

  it('takes a secret that it made itself', () => {
    expect(refusal({ JWT_SECRET: newSecret() })).toBe('');
    expect(newSecret()).not.toBe(newSecret());
  });
});
