import { describe, expect, it } from '@jest/globals';
import { linkTrouble } from './link-trouble.js';

const caller = { username: 'worker.w1', clientId: 'signalbox-worker-w1' };
const told = (code: unknown, message = 'as it was'): string =>
  linkTrouble(Object.assign(new Error(message), { code }), caller);

describe('what is told of a broker that cannot be reached', () => {
  it.each<[unknown, RegExp]>([
    [4, /refuses the user worker\.w1: MQTT_USERNAME or MQTT_PASSWORD is wrong/],
    [5, /refuses the user worker\.w1: MQTT_USERNAME or MQTT_PASSWORD is wrong/],
    [2, /refuses the user worker\.w1 under the client id signalbox-worker-w1/],
    ['DEPTH_ZERO_SELF_SIGNED_CERT', /is not trusted .*MQTT_CA_FILE/],
    ['SELF_SIGNED_CERT_IN_CHAIN', /is not trusted .*MQTT_CA_FILE/],
    ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', /is not trusted .*MQTT_CA_FILE/],
    ['UNABLE_TO_GET_ISSUER_CERT_LOCALLY', /is not trusted .*MQTT_CA_FILE/],
    ['CERT_HAS_EXPIRED', /is not valid today/],
    ['ERR_TLS_CERT_ALTNAME_INVALID', /for another name than the one in MQTT_URL/],
    ['ERR_SSL_WRONG_VERSION_NUMBER', /does not speak TLS at this port/],
    ['ECONNREFUSED', /^as it was$/],
    [3, /^as it was$/],
    [undefined, /^as it was$/],
  ])('%j in words', (code, expected) => {
    expect(told(code)).toMatch(expected);
  });

  it('something, also where the error has no words', () => {
    expect(told('ECONNREFUSED', '')).toBe('Error');
    expect(linkTrouble(Object.assign(new Error(''), { code: 5 }), { clientId: 'x' })).toMatch(/without MQTT_USERNAME/);
  });
});
