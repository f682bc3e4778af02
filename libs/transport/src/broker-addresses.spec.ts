import { describe, expect, it } from '@jest/globals';
import { brokerAddressesOf } from './broker-addresses.js';

describe('the addresses of a broker', () => {
  it.each([
    ['mqtt://broker', { url: 'mqtt://broker:1883', host: 'broker', port: 1883, isTls: false }],
    ['mqtts://broker.example.com/', { url: 'mqtts://broker.example.com:8883', port: 8883, isTls: true }],
    ['mqtt://[::1]:1884', { url: 'mqtt://[::1]:1884', host: '::1', port: 1884 }],
    ['mqtt://us%40er:p%2Cw%3A@10.0.0.1:1', { url: 'mqtt://10.0.0.1:1', username: 'us@er', password: 'p,w:' }],
    ['mqtt://user@broker', { username: 'user' }],
  ])('are read from %s', (text, expected) => {
    expect(brokerAddressesOf(text)).toEqual([expect.objectContaining(expected)]);
  });

  it('are several, each with a user and TLS of its own, in their order', () => {
    expect(brokerAddressesOf('mqtt://a , mqtts://me:secret@b:9,mqtt://c:1883')).toMatchObject([
      { url: 'mqtt://a:1883', isTls: false },
      { url: 'mqtts://b:9', isTls: true, username: 'me', password: 'secret' },
      { url: 'mqtt://c:1883' },
    ]);
  });

  it.each([
    '',
    'broker',
    'broker:1883',
    'http://broker',
    'mqtt://',
    'mqtt://:1883',
    'mqtt://broker:99999',
    'mqtt://broker:0',
    'mqtt://broker:x',
    'mqtt://bro ker',
    'mqtt://broker/path',
    'mqtt://broker?clientId=x',
    'mqtt://broker#x',
    'mqtt://%zz@broker',
    'mqtt://a,',
    'mqtt://a,,mqtt://b',
    'mqtt://a,mqtt://a:1883',
    Array.from({ length: 17 }, (_, i) => `mqtt://b${i}`).join(),
  ])('are not what cannot be understood, or is there twice: %j', (text) => {
    expect(brokerAddressesOf(text)).toBeNull();
  });
});
