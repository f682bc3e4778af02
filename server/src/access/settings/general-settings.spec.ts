import { describe, expect, it } from '@jest/globals';
import { readConfig } from '../../platform/config/config.js';
import { asEnvironment, countingOf, defaultsOf, fromEnvironment, storedOf } from './general-settings.js';

const plain = readConfig({});

describe('the settings that admins change', () => {
  it('are what the environment says, or its defaults, until somebody sets them', () => {
    expect(defaultsOf(plain)).toMatchObject({
      default_country: 'KE',
      send_rate_per_minute: null,
      registration: 'open',
    });
    expect(defaultsOf(readConfig({ NODE_ENV: 'production' })).registration).toBe('closed');
    expect(defaultsOf(readConfig({ STOP_ANSWER: 'none' })).stop_answer).toBe('');
  });

  it('win over defaults, and not over what the environment sets', () => {
    const config = readConfig({ DEFAULT_COUNTRY: 'UG', SEND_RATE_PER_MINUTE: '' });
    const stored = { default_country: 'TZ', send_rate_per_minute: 5 };
    expect(countingOf(stored, config)).toEqual({ send_rate_per_minute: 5 });
    expect(fromEnvironment(config)).toEqual({ default_country: 'DEFAULT_COUNTRY' });
  });

  it.each([
    ['nothing', null],
    ['names that are not known', { colour: 'red' }],
    ['values that are none any more', { default_country: 'Kenya', retention_texts_days: 1, smart_encoding: 'yes' }],
  ])('count for nothing where %s was stored', (_, stored) => {
    expect(countingOf(stored, plain)).toEqual({});
  });

  it('lie over the environment, each in the place of what lay there before', () => {
    const config = readConfig({});
    config.lay(asEnvironment({ default_country: 'TZ', send_rate_per_minute: 5 }));
    expect(config.env).toMatchObject({ DEFAULT_COUNTRY: 'TZ', SEND_RATE_PER_MINUTE: 5 });
    config.lay(asEnvironment({ registration: 'closed', send_rate_per_minute: null }));
    expect([config.env.DEFAULT_COUNTRY, config.env.SEND_RATE_PER_MINUTE, config.registrationOpen]).toEqual([
      'KE',
      undefined,
      false,
    ]);
    expect(config.own.DEFAULT_COUNTRY).toBe('KE');
  });

  it('are not stored where they are as their defaults', () => {
    expect(storedOf({ default_country: 'KE', smart_encoding: true }, defaultsOf(plain))).toEqual({
      smart_encoding: true,
    });
  });
});
