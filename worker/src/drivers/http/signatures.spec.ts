import { createHash, createHmac } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import type { ReportCall } from '@signalbox/contracts/bus';
import { isSignedByApp, isSignedByTwilio } from './signatures.js';

const FORM = 'application/x-www-form-urlencoded; charset=UTF-8';
const signed = (header: string, call: Partial<ReportCall>): ReportCall => ({
  ...{ method: 'POST', query: {}, content_type: FORM, body: '' },
  headers: { 'x-twilio-signature': header },
  ...call,
});

describe("Twilio's signature", () => {
  // As the documentation of Twilio's own libraries has it.
  const TOKEN = '12345';
  const PATH = '/myapp.php?foo=1&bar=2';
  const BODY = 'CallSid=CA1234567890ABCDE&Caller=%2B14158675309&Digits=1234&From=%2B14158675309&To=%2B18005551212';
  const SIGNATURE = 'RSOYDt4T1cUTdK1PDd93/VVr8B8=';
  const call = (over: Partial<ReportCall> = {}, signature = SIGNATURE) =>
    signed(signature, { body: BODY, path: PATH, hosts: ['mycompany.com'], ...over });

  it('is known, whatever a proxy made of the scheme and the port', () => {
    expect(isSignedByTwilio(call(), TOKEN)).toBe(true);
    expect(isSignedByTwilio(call({ hosts: ['10.0.0.1:3000', 'mycompany.com:3000'] }), TOKEN)).toBe(true);
  });

  it('is known by the address that Twilio was told, where a proxy changed the host or the path', () => {
    const inside = call({ hosts: ['127.0.0.1:3000'] });
    expect(isSignedByTwilio(inside, TOKEN)).toBe(false);
    expect(isSignedByTwilio(inside, TOKEN, 'https://mycompany.com/other')).toBe(true);
    expect(isSignedByTwilio(call({ hosts: [], path: '/inside' }), TOKEN, `https://mycompany.com${PATH}`)).toBe(true);
  });

  it.each([
    ['another token', call(), '12346'],
    ['another field', call({ body: `${BODY}&More=1` }), TOKEN],
    ['another value', call({ body: BODY.replace('1234&', '1235&') }), TOKEN],
    ['another path', call({ path: '/myapp.php?foo=1&bar=3' }), TOKEN],
    ['another host', call({ hosts: ['mycompany.org'] }), TOKEN],
    ['a signature cut short', call({}, SIGNATURE.slice(1)), TOKEN],
    ['none', call({ headers: {} }), TOKEN],
    ['nothing of the address', call({ path: undefined, hosts: undefined, headers: undefined }), TOKEN],
  ])('is not of %s', (_, refused, token) => {
    expect(isSignedByTwilio(refused, token)).toBe(false);
  });

  it('takes a field that comes twice once for each value, and JSON by its SHA-256 in the query', () => {
    const of = (text: string) => createHmac('sha1', TOKEN).update(text).digest('base64');
    const twice = call({ body: 'b=2&a=1&b=1&b=2', path: '/r' }, of('https://mycompany.com/ra1b1b2'));
    expect(isSignedByTwilio(twice, TOKEN)).toBe(true);
    const body = '{"a":1}';
    const bodySHA256 = createHash('sha256').update(body).digest('hex');
    const path = `/r?bodySHA256=${bodySHA256}`;
    const json = { body, path, query: { bodySHA256 }, content_type: 'application/json' };
    const signature = of(`https://mycompany.com${path}`);
    expect(isSignedByTwilio(call(json, signature), TOKEN)).toBe(true);
    expect(isSignedByTwilio(call({ ...json, body: '{"a":2}' }, signature), TOKEN)).toBe(false);
  });
});

describe("the signature of a phone's app", () => {
  const body = '{"event":"sms:received"}';
  const headers = {
    'x-timestamp': '1700000000',
    'x-signature': createHmac('sha256', 'key').update(`${body}1700000000`).digest('hex'),
  };

  it('is of the body and the time, by the key', () => {
    expect(isSignedByApp(signed('', { body, headers }), 'key')).toBe(true);
    expect(isSignedByApp(signed('', { body, headers }), 'other')).toBe(false);
    expect(isSignedByApp(signed('', { body: `${body} `, headers }), 'key')).toBe(false);
    expect(isSignedByApp(signed('', { body, headers: { ...headers, 'x-timestamp': '1700000001' } }), 'key')).toBe(
      false,
    );
    expect(isSignedByApp(signed('', { body, headers: {} }), 'key')).toBe(false);
  });
});
