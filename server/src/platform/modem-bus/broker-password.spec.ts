import { describe, expect, it } from '@jest/globals';
import { fitsBrokerPassword, hashBrokerPassword, newBrokerPassword } from './broker-password.js';

/** What mosquitto_passwd 2.0.11 made of the password "pw". */
const BY_MOSQUITTO =
  '$7$101$BtcXNLfsV+3HIvmb$4hek2o8rXKA57QDN5/jQ0Ckq0H9cDyj+t0gHwglNYyUhG7v6JwcN7mAIK6XqLvzZoXGhA9YnaDDX8r3KgfQD1A==';

describe('a password for the broker', () => {
  it('is long, new each time, and safe in a URL and a file of settings', () => {
    const passwords = Array.from({ length: 50 }, newBrokerPassword);
    expect(new Set(passwords).size).toBe(50);
    for (const password of passwords) expect(password).toMatch(/^[A-Za-z0-9_-]{32}$/);
  });

  it('fits its hash, and no other does', async () => {
    const hash = await hashBrokerPassword('correct horse');
    expect(await fitsBrokerPassword(hash, 'correct horse')).toBe(true);
    expect(await fitsBrokerPassword(hash, Buffer.from('correct horse'))).toBe(true);
    for (const wrong of ['', 'correct', 'correct horsf', 'Correct horse']) {
      expect(await fitsBrokerPassword(hash, wrong)).toBe(false);
    }
  });

  it('has another hash each time, in the form of Mosquitto', async () => {
    const [one, two] = [await hashBrokerPassword('pw'), await hashBrokerPassword('pw')];
    expect(one).not.toBe(two);
    expect(one).toMatch(/^\$7\$1000\$[A-Za-z0-9+/]{16}\$[A-Za-z0-9+/]{86}==$/);
  });

  it('fits the hash that Mosquitto made of it', async () => {
    expect(await fitsBrokerPassword(BY_MOSQUITTO, 'pw')).toBe(true);
    expect(await fitsBrokerPassword(BY_MOSQUITTO, 'px')).toBe(false);
  });

  it.each(['', '$7$', '$6$AAAA$BBBB', 'pw', BY_MOSQUITTO.slice(0, -10), BY_MOSQUITTO.replace('101', '0')])(
    'fits no hash that cannot be read: %s',
    async (hash) => {
      expect(await fitsBrokerPassword(hash, 'pw')).toBe(false);
    },
  );
});
