import { describe, expect, it } from '@jest/globals';
import type { Job } from '@signalbox/contracts/bus';
import { type HttpChannel, ProviderChannel } from '@signalbox/contracts/providers';
import type { Answer, Outcome } from '../outcome.js';
import { profileOf } from './profiles.js';

function channelOf(settings: object): HttpChannel {
  const secrets = { api_key: 'key', auth_token: 'token' };
  const channel = ProviderChannel.parse({ driver: 'http', key: 'http:one', sender: 'SHOP', settings, secrets });
  if (channel.driver !== 'http') throw new Error('not HTTP');
  return channel;
}
const job: Job = {
  ...{ id: '1b4e28ba-2fa1-11d2-883f-0016d3cca427', attempt: 1, channel: 'http:one', to: '+254712345678' },
  ...{ text: 'Hello', encoding: 'gsm7', segments: 1, expires_at: null },
};
const answerOf = (body: unknown, status = 200): Answer => ({
  ...{ status, retryAfterMs: null, location: null, broken: null },
  body: typeof body === 'string' ? body : JSON.stringify(body),
});
const outcomeOf = (settings: object, body: unknown, status = 200): Outcome | undefined =>
  profileOf(channelOf(settings)).send([job]).read(answerOf(body, status))[0];

const ADVANTA = { profile: 'advanta', partner_id: '7' };
const AFRICAS_TALKING = { profile: 'africas_talking', username: 'me' };
const TWILIO = { profile: 'twilio', account_sid: 'AC1' };

describe("Advanta's answers", () => {
  it.each<[unknown, number, string]>([
    [{ responses: [{ 'response-code': 200, messageid: 1 }] }, 200, 'sent'],
    [{ responses: [{ 'respose-code': '200', messageid: '1' }] }, 200, 'sent'],
    [{ responses: [{ 'response-code': 200 }] }, 200, 'uncertain'],
    [{ responses: [] }, 200, 'uncertain'],
    [{ responses: [{}] }, 200, 'uncertain'],
    [
      {
        responses: [
          { 'response-code': 200, messageid: 1 },
          { 'response-code': 200, messageid: 2 },
        ],
      },
      200,
      'uncertain',
    ],
    [{ 'response-code': 200 }, 200, 'uncertain'],
    [{ 'response-code': 1001 }, 200, 'account'],
    [{ 'response-code': '1002' }, 200, 'permanent'],
    [{ 'response-code': 1003 }, 200, 'permanent'],
    [{ 'response-code': 1004 }, 200, 'account'],
    [{ 'response-code': 1005 }, 200, 'temporary'],
    [{ 'response-code': 1006 }, 200, 'account'],
    [{ 'response-code': 1006 }, 401, 'account'],
    [{ 'response-code': 1007 }, 200, 'temporary'],
    [{ 'response-code': 4090 }, 200, 'throttled'],
    [{ 'response-code': 9999 }, 200, 'uncertain'],
    [{ 'response-code': null }, 200, 'uncertain'],
    ['[]', 200, 'uncertain'],
    ['null', 200, 'uncertain'],
    ['<html>', 404, 'account'],
    ['<html>', 500, 'uncertain'],
  ])('%j with HTTP %i is %s', (body, status, type) => {
    expect(outcomeOf(ADVANTA, body, status)?.type).toBe(type);
  });

  it.each([
    ['DeliveredToTerminal', 'delivered'],
    ['Delivered', 'delivered'],
    ['AbsentSubscriber', 'undelivered'],
    ['DeliveryImpossible', 'undelivered'],
    ['SenderName Blacklisted', 'undelivered'],
    ['Unknown', 'undelivered'],
    ['Failed', 'undelivered'],
    ['EXPIRED', 'undelivered'],
    ['Rejected', 'undelivered'],
    ['Undelivered', 'undelivered'],
    ['Invalid Source Address', 'undelivered'],
    ['SentToNetwork', 'pending'],
    ['Scheduled', 'pending'],
    ['something new', 'pending'],
  ])('a report of %s is %s', (description, state) => {
    const profile = profileOf(channelOf(ADVANTA));
    const asked = profile
      .askReport?.('5')
      .read(answerOf({ 'response-code': 200, 'delivery-description': description }));
    expect(asked).toMatchObject({ ref: '5', state });
    const call = { method: 'POST' as const, query: {}, content_type: 'application/json' };
    const body = JSON.stringify({ messageid: 5, description });
    expect(profile.readCall({ ...call, body })).toMatchObject([{ ref: '5', state }]);
    expect(profile.readCall({ ...call, body: `[${body},${body}]` })).toHaveLength(2);
    const form = {
      ...call,
      content_type: 'application/x-www-form-urlencoded',
      body: '',
      query: { messageid: '5', description },
    };
    expect(profile.readCall({ ...form, method: 'GET' })).toMatchObject([{ ref: '5', state }]);
  });

  it('has no report yet, which is no failure', () => {
    const read = profileOf(channelOf(ADVANTA)).askReport?.('5').read;
    expect(read?.(answerOf({ 'response-code': 1008 })).state).toBe('pending');
    expect(() => read?.(answerOf({ 'response-code': 1006 }))).toThrow('1006');
    expect(() => read?.(answerOf('<html>', 502))).toThrow('HTTP 502');
  });
});

describe("Africa's Talking's answers", () => {
  const recipients = (statusCode: unknown) => ({
    SMSMessageData: { Message: 'Sent to 1/1', Recipients: [{ statusCode, status: 'x', messageId: 'ATX1' }] },
  });

  it.each<[unknown, number, string]>([
    ...[100, 101, '102'].map((code): [unknown, number, string] => [recipients(code), 201, 'sent']),
    ...[401, 402, 403, 406, 409].map((code): [unknown, number, string] => [recipients(code), 201, 'permanent']),
    [recipients(405), 201, 'account'],
    [recipients(500), 201, 'temporary'],
    [recipients(999), 201, 'uncertain'],
    [recipients(null), 201, 'uncertain'],
    [{ SMSMessageData: { Message: 'InvalidSenderId', Recipients: [] } }, 201, 'permanent'],
    [{ SMSMessageData: {} }, 201, 'uncertain'],
    ['The supplied authentication is invalid', 401, 'account'],
    ['', 201, 'uncertain'],
  ])('%j with HTTP %i is %s', (body, status, type) => {
    expect(outcomeOf(AFRICAS_TALKING, body, status)?.type).toBe(type);
  });
});

describe("Twilio's answers", () => {
  it.each<[unknown, number, string]>([
    [{ sid: 'SM1', status: 'queued' }, 201, 'sent'],
    [{ sid: 'SM1', status: 'failed', error_code: 30006 }, 201, 'permanent'],
    [{ sid: 'SM1', status: 'new word' }, 201, 'uncertain'],
    [{ status: 'queued' }, 201, 'uncertain'],
    [{ code: 20003, message: 'Authenticate', status: 401 }, 401, 'account'],
    [{ code: 21211, message: 'Invalid To', status: 400 }, 400, 'permanent'],
    [{ code: 21606, message: 'Not your number', status: 400 }, 400, 'account'],
    [{ code: 21611, message: 'Queue full', status: 400 }, 400, 'throttled'],
    [{ code: 20429, message: 'Too many', status: 429 }, 429, 'throttled'],
    [{ code: 63038, message: 'Daily limit', status: 429 }, 429, 'account'],
    [{ code: 20500, message: 'Oops', status: 500 }, 500, 'uncertain'],
    ['<html>', 404, 'account'],
    ['<html>', 200, 'uncertain'],
  ])('%j with HTTP %i is %s', (body, status, type) => {
    expect(outcomeOf(TWILIO, body, status)?.type).toBe(type);
  });
});

describe("any other provider's answers", () => {
  const generic = (answer: object, more: object = {}) => ({
    profile: 'generic',
    url: 'https://a.example/',
    answer,
    ...more,
  });

  it.each<[object, unknown, number, string]>([
    [{}, 'whatever', 200, 'sent'],
    [{ success: ['202'] }, '', 200, 'permanent'],
    [{ success: ['409'] }, '', 409, 'sent'],
    [{ temporary: ['500'] }, '', 500, 'temporary'],
    [{ id: 'id' }, '<html>', 200, 'uncertain'],
    [{ code: 'c', success: ['0'] }, { c: 0 }, 200, 'sent'],
    [{ code: 'c', success: ['0'] }, { c: 5 }, 200, 'permanent'],
    [{ code: 'c', success: ['0'] }, {}, 200, 'uncertain'],
    [{ code: 'c', success: ['0'] }, { c: 0 }, 500, 'uncertain'],
    [{ code: 'c', success: ['0'], temporary: ['9'] }, { c: 9 }, 400, 'temporary'],
    [{ code: 'c' }, { c: 5 }, 200, 'sent'],
  ])('%j, %j with HTTP %i is %s', (answer, body, status, type) => {
    expect(outcomeOf(generic(answer), body, status)?.type).toBe(type);
  });
});
