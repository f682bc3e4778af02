import { createHmac } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { type HttpChannel, ProviderChannel } from '@signalbox/contracts/providers';
import { profileOf } from './profiles.js';

function channelOf(settings: object): HttpChannel {
  const secrets = { api_key: 'key', auth_token: 'token' };
  const channel = ProviderChannel.parse({ driver: 'http', key: 'http:one', sender: 'SHOP', settings, secrets });
  if (channel.driver !== 'http') throw new Error('not HTTP');
  return channel;
}

const ADVANTA = { profile: 'advanta', partner_id: '7' };
const AFRICAS_TALKING = { profile: 'africas_talking', username: 'me' };
const TWILIO = { profile: 'twilio', account_sid: 'AC1' };

describe('what a provider brings', () => {
  const FORM = 'application/x-www-form-urlencoded';
  const JSON_TYPE = 'application/json';
  const readingsOf = (settings: object, body: string, type = FORM, query: Record<string, string> = {}) =>
    profileOf(channelOf(settings)).readCall({ method: 'POST', query, content_type: type, body });
  const form = (fields: Record<string, string>) => new URLSearchParams(fields).toString();
  const GENERIC = {
    profile: 'generic',
    url: 'https://a.example/',
    inbound: { from: 'sender', text: 'message.text', id: 'id' },
  };
  const REPORT = { id: 'id', status: 'status', delivered: ['ok'], undelivered: ['no'] };

  it.each<[string, object, unknown[], unknown]>([
    [
      'Twilio',
      TWILIO,
      [
        form({
          MessageSid: 'SM1',
          SmsStatus: 'received',
          From: '+254712345678',
          To: '+1',
          Body: ' STOP ',
          NumMedia: '0',
        }),
      ],
      { from: '+254712345678', text: ' STOP ', id: 'SM1' },
    ],
    [
      'Twilio, a picture without a text',
      TWILIO,
      [
        form({
          SmsMessageSid: 'SM1',
          From: '+254712345678',
          Body: '',
          NumMedia: '1',
          MediaUrl0: 'https://m.example/1',
        }),
      ],
      { text: '[media: https://m.example/1]' },
    ],
    [
      "Africa's Talking",
      AFRICAS_TALKING,
      [form({ linkId: 'L', text: 'Stop', to: '22141', id: 'A1', date: '2026-03-04 10:30:00', from: '+254712345678' })],
      { from: '+254712345678', text: 'Stop', id: 'A1' },
    ],
    [
      "Africa's Talking, an opt-out of its own menu",
      AFRICAS_TALKING,
      [form({ senderId: 'SHOP', phoneNumber: '+254712345678' })],
      { from: '+254712345678', text: 'STOP', id: null },
    ],
    [
      'Advanta, a short code of its own',
      ADVANTA,
      ['{"shortcode":"12345","mobile":"254712345678","message":"STOP"}', JSON_TYPE],
      { from: '254712345678', text: 'STOP', id: null },
    ],
    [
      'Advanta, in the query',
      ADVANTA,
      ['', '', { shortcode: '12345', msisdn: '254712345678', message: 'JOIN', partnerId: '7' }],
      { from: '254712345678', text: 'JOIN' },
    ],
    [
      'another, JSON',
      GENERIC,
      ['{"sender":"+1","message":{"text":"a"},"id":7}', JSON_TYPE],
      { from: '+1', text: 'a', id: '7' },
    ],
    [
      'another, a form',
      { ...GENERIC, inbound: { from: 'sender', text: 'text' } },
      [form({ sender: '+1', text: 'a' })],
      { from: '+1', text: 'a', id: null },
    ],
    [
      'another, with the status that no report ends with',
      { ...GENERIC, report: REPORT },
      ['{"sender":"+1","message":{"text":"a"},"id":"7","status":"received"}', JSON_TYPE],
      { from: '+1', text: 'a', id: '7' },
    ],
  ])('is read as a message that came in: %s', (_, settings, [body, type, query], expected) => {
    expect(readingsOf(settings, body as string, type as string, query as Record<string, string>)).toMatchObject([
      expected,
    ]);
  });

  it('is a report of a provider that brings both', () => {
    const both = { ...GENERIC, report: REPORT };
    expect(readingsOf(both, '{"id":"7","status":"ok"}', JSON_TYPE)).toMatchObject([{ ref: '7', state: 'delivered' }]);
    expect(readingsOf(both, '{"id":"7","status":"sent"}', JSON_TYPE)).toMatchObject([{ ref: '7', state: 'pending' }]);
    const status = form({ MessageSid: 'SM1', MessageStatus: 'delivered', From: '+1', To: '+254712345678' });
    expect(readingsOf(TWILIO, status)).toMatchObject([{ ref: 'SM1', state: 'delivered' }]);
  });

  it.each<[string, object, string, string]>([
    ['Advanta', ADVANTA, 'messageid', 'description'],
    ["Africa's Talking", AFRICAS_TALKING, 'id', 'status'],
    ['Twilio', TWILIO, 'MessageSid', 'MessageStatus'],
    ['another', { ...GENERIC, report: REPORT }, 'id', 'status'],
  ])('is shown when it reports a word that nobody knows: %s', (_, settings, id, status) => {
    expect(readingsOf(settings, form({ [id]: '7', [status]: 'Evaporated' }))).toEqual([
      { ref: '7', state: 'pending', reason: 'the provider reports "Evaporated", which is no state that is known here' },
    ]);
    expect(readingsOf(settings, form({ [id]: '7', [status]: 'Sent' }))).toEqual([
      { ref: '7', state: 'pending', reason: '' },
    ]);
  });

  it('counts as far as it can be read', () => {
    const readings = readingsOf(
      ADVANTA,
      '[{}, {"messageid": 5, "description": "DeliveredToTerminal"}, null]',
      JSON_TYPE,
    );
    expect(readings).toMatchObject([{ ref: '5', state: 'delivered' }]);
  });

  it.each([
    [ADVANTA, '[]'],
    [ADVANTA, '{"mobile":"254712345678"}'],
    [AFRICAS_TALKING, '{"text":"STOP"}'],
    [TWILIO, '{"Body":"STOP"}'],
    [TWILIO, '{"MessageSid":"SM1","SmsStatus":"received"}'],
    [GENERIC, '{"sender":"+1"}'],
    [{ ...GENERIC, report: REPORT }, '{"id":"7"}'],
    [{ profile: 'generic', url: 'https://a.example/' }, '{"sender":"+1"}'],
  ])('is refused when it says neither: %j, %s', (settings, body) => {
    expect(() => readingsOf(settings, body, JSON_TYPE)).toThrow(/^expected/);
  });

  describe('over Twilio', () => {
    const call = (signature?: string) => ({
      ...{ method: 'POST' as const, query: {}, content_type: FORM, path: '/r', hosts: ['a.example'] },
      body: form({ MessageSid: 'SM1', SmsStatus: 'received', From: '+1', Body: 'x' }),
      headers: (signature === undefined ? {} : { 'x-twilio-signature': signature }) as Record<string, string>,
    });
    const read = (settings: object, signature?: string) => profileOf(channelOf(settings)).readCall(call(signature));
    const fields = 'BodyxFrom+1MessageSidSM1SmsStatusreceived';
    const good = createHmac('sha1', 'token').update(`https://a.example/r${fields}`).digest('base64');

    it('is taken when Twilio signed it', () => {
      expect(read(TWILIO, good)).toHaveLength(1);
    });

    it('is refused when it did not, or another did', () => {
      expect(() => read(TWILIO)).toThrow('with which Twilio signs');
      expect(() => read(TWILIO, `${good}x`)).toThrow('status callback');
    });

    it('may be unsigned of others who speak as Twilio does, and must be right where it is signed', () => {
      const other = { ...TWILIO, base_url: 'https://b.example' };
      expect(read(other)).toHaveLength(1);
      expect(read(other, good)).toHaveLength(1);
      expect(() => read(other, 'wrong')).toThrow('status callback');
    });
  });
});
