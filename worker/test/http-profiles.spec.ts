import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { channelOf, DriverRig, jobOf } from './http-accounts.js';
import { HttpProvider, json, text } from './http-provider.js';
import { until } from './harness.js';

let provider: HttpProvider;
let rig: DriverRig;

beforeEach(async () => {
  provider = await new HttpProvider(json({})).start();
  rig = new DriverRig();
});
afterEach(async () => {
  await rig.driver.stop();
  await provider.stop();
});
const ask = (type: 'balance' | 'test') => rig.driver.request({ type, channel: 'http:one', argument: null });
const form = (fields: Record<string, string>) =>
  rig.report({ content_type: 'application/x-www-form-urlencoded', body: new URLSearchParams(fields).toString() });

describe("an Africa's Talking account", () => {
  const settings = () => ({ profile: 'africas_talking', base_url: provider.url, username: 'sandbox' });
  const answer = (recipient: object) =>
    json({ SMSMessageData: { Message: 'Sent to 1/1', Recipients: [recipient] } }, 201);

  it('sends, and takes the report', async () => {
    await rig.start(channelOf(settings()));
    provider.next.push(answer({ statusCode: 101, number: '+254712345678', status: 'Success', messageId: 'ATXid_1' }));
    const job = jobOf();
    expect((await rig.send(job))[0]).toMatchObject({ type: 'sent', ref: 'ATXid_1' });
    const [got] = provider.got;
    expect(got).toMatchObject({ method: 'POST', url: '/version1/messaging' });
    expect(got?.headers).toMatchObject({
      apikey: 'key-of-the-account',
      'content-type': 'application/x-www-form-urlencoded',
    });
    expect(Object.fromEntries(new URLSearchParams(got?.body))).toEqual({
      username: 'sandbox',
      to: '+254712345678',
      message: 'Habari ☀',
      from: 'SHOP',
    });
    expect(await form({ id: 'ATXid_1', status: 'Buffered' })).toContain('noted');
    expect(await form({ id: 'ATXid_1', status: 'Failed', failureReason: 'InsufficientCredit' })).toBe('taken: 1 of 1');
    expect(rig.events.at(-1)).toMatchObject({ type: 'undelivered', id: job.id, reason: 'InsufficientCredit' });
  });

  it('tells its balance, and understands that a key is wrong', async () => {
    await rig.start(channelOf(settings()));
    provider.next.push(json({ UserData: { balance: 'KES 1785.50' } }));
    expect(await ask('balance')).toBe('KES 1785.50');
    expect(provider.got[0]?.url).toBe('/version1/user?username=sandbox');
    provider.next.push(text('The supplied authentication is invalid', 401));
    expect((await rig.send(jobOf()))[0]).toMatchObject({ returned: true });
    expect(rig.state?.trouble).toBe('the provider answered HTTP 401: The supplied authentication is invalid');
  });
});

describe('a Twilio-compatible account', () => {
  const settings = (over = {}) => ({ profile: 'twilio', base_url: provider.url, account_sid: 'AC1', ...over });

  it('sends, and takes the report', async () => {
    await rig.start(channelOf(settings({ status_callback: 'https://sms.example.com/r' }), { sender: '+254700000001' }));
    provider.next.push(json({ sid: 'SM1', status: 'queued', error_code: null }, 201));
    const job = jobOf();
    expect((await rig.send(job))[0]).toMatchObject({ type: 'sent', ref: 'SM1' });
    const [got] = provider.got;
    expect(got).toMatchObject({ method: 'POST', url: '/2010-04-01/Accounts/AC1/Messages.json' });
    expect(got?.headers.authorization).toBe(`Basic ${Buffer.from('AC1:token-of-the-account').toString('base64')}`);
    expect(Object.fromEntries(new URLSearchParams(got?.body))).toEqual({
      To: '+254712345678',
      From: '+254700000001',
      Body: 'Habari ☀',
      StatusCallback: 'https://sms.example.com/r',
    });
    expect(await form({ MessageSid: 'SM1', MessageStatus: 'sent' })).toContain('noted');
    expect(await form({ MessageSid: 'SM1', MessageStatus: 'undelivered', ErrorCode: '30003' })).toBe('taken: 1 of 1');
    expect(rig.events.at(-1)).toMatchObject({ type: 'undelivered', id: job.id, reason: 'undelivered: 30003' });
  });

  it('brings what somebody wrote, once, however often it calls', async () => {
    await rig.start(channelOf(settings()));
    const message = { MessageSid: 'SM9', SmsStatus: 'received', From: '+254712345678', Body: 'STOP' };
    expect(await form(message)).toBe('taken: 1 that came in');
    expect(await form(message)).toBe('taken: 1 that came in');
    await form({ ...message, MessageSid: 'SM10' });
    expect(rig.events).toMatchObject([
      { type: 'inbound', channel: 'http:one', from: '+254712345678', text: 'STOP' },
      {},
      {},
    ]);
    const [first, again, other] = rig.events.map(({ id }) => id);
    expect([again === first, other === first]).toEqual([true, false]);
  });

  it('is closed for the day by its daily limit, and its messages go elsewhere', async () => {
    await rig.start(channelOf(settings()));
    provider.next.push(json({ code: 63038, message: 'Account exceeded the daily messages limit', status: 429 }, 429));
    expect((await rig.send(jobOf()))[0]).toMatchObject({ type: 'failed', temporary: true, returned: true });
    expect((await rig.send(jobOf()))[0]).toMatchObject({ returned: true });
    expect(rig.state).toMatchObject({ online: false, trouble: expect.stringContaining('63038') });
    expect(provider.got).toHaveLength(1);
  });

  it('asks for a report that does not come', async () => {
    await rig.start(channelOf(settings()));
    provider.next.push(json({ sid: 'SM2', status: 'accepted' }, 201));
    provider.usual = json({ sid: 'SM2', status: 'delivered', error_code: null });
    await rig.send(jobOf());
    await until('it is delivered', () => rig.events.at(-1)?.type === 'delivered');
    expect(provider.got[1]).toMatchObject({ method: 'GET', url: '/2010-04-01/Accounts/AC1/Messages/SM2.json' });
  });

  it('goes on after a trouble where a copy of the API knows no balance', async () => {
    await rig.start(channelOf(settings()));
    provider.next.push(json({ code: 20003, message: 'Authenticate' }, 401), json({ code: 20404 }, 404));
    expect((await rig.send(jobOf()))[0]).toMatchObject({ returned: true });
    await until('it is back', () => rig.state?.online === true);
  });
});

describe('an account of any other provider', () => {
  const settings = (over = {}) => ({
    profile: 'generic',
    url: `${provider.url}/send/{{to_digits}}?from={{sender}}&ref={{id}}`,
    headers: { 'X-Api-Key': '{{secret.api_key}}' },
    body: '{"n":{{to_digits}},"text":"{{text}}"}',
    answer: { id: 'data.0.id', code: '/"state":"(\\w+)"/', success: ['ok'] },
    report: { id: 'results.*.id', status: 'results.*.state', delivered: ['DELIVRD'], undelivered: ['undeliv'] },
    ...over,
  });

  it('is spoken to by its templates, and its reports read by theirs', async () => {
    await rig.start(channelOf(settings()));
    provider.usual = (_, response) => void response.end('{"state":"ok","data":[{"id":12345678901234567890}]}');
    const job = jobOf({ text: 'He said "hi"\n{{secret.api_key}}\\ ☀' });
    expect((await rig.send(job))[0]).toMatchObject({ type: 'sent', ref: '12345678901234567890' });
    const [got] = provider.got;
    expect(got?.url).toBe(`/send/254712345678?from=SHOP&ref=${job.id}`);
    expect(got?.headers).toMatchObject({ 'x-api-key': 'key-of-the-account', 'content-type': 'application/json' });
    expect(JSON.parse(got?.body ?? '')).toEqual({ n: 254712345678, text: job.text });
    const results = [
      { id: 'x', state: 'DELIVRD' },
      { id: '12345678901234567890', state: 'delivrd' },
    ];
    expect(await rig.report({ body: JSON.stringify({ results }) })).toBe('taken: 1 of 2');
    expect(rig.events.at(-1)).toMatchObject({ type: 'delivered', id: job.id });
    await expect(rig.report({ body: '{}' })).rejects.toThrow('expected results.*.id and results.*.state');
  });

  it('does without an expression that it cannot use, and says so while it is online', async () => {
    const answer = { id: '/(?<=id=)(\\d+)/', code: 'state', error: '/(e)\\1/', success: ['ok'] };
    await rig.start(channelOf(settings({ answer, report: { id: '/(?=a)(b)/', status: 's', delivered: ['1'] } })));
    expect(rig.state).toMatchObject({
      online: true,
      trouble: expect.stringMatching(/^answer\.id is not read: expected no lookahead.*; answer\.error is not read/),
    });
    provider.usual = (_, response) => void response.end('{"state":"ok","id=7":1}');
    const job = jobOf();
    expect((await rig.send(job))[0]).toMatchObject({ type: 'sent', ref: job.id });
    await expect(rig.report({ body: '{"s":"1"}' })).rejects.toThrow('report.id is not read');
    rig.driver.hold([channelOf(settings())]);
    expect(rig.state).toMatchObject({ online: true, trouble: null });
  });

  it('says of no message that it was taken, when it cannot read the word for that', async () => {
    await rig.start(channelOf(settings({ answer: { code: '/(?!x)(\\d+)/', success: ['0'] } })));
    provider.usual = text('0');
    expect((await rig.send(jobOf()))[0]).toMatchObject({ type: 'uncertain' });
    provider.usual = text('no', 400);
    expect((await rig.send(jobOf()))[0]).toMatchObject({ type: 'failed' });
  });

  it('goes by the HTTP status, and by our own id, where the settings name neither', async () => {
    await rig.start(channelOf(settings({ answer: {}, report: { id: 'ref', status: 's', delivered: ['1'] } })));
    provider.usual = text('OK', 202);
    const job = jobOf();
    expect((await rig.send(job))[0]).toMatchObject({ type: 'sent', ref: job.id });
    expect(await rig.report({ method: 'GET', query: { ref: job.id, s: '1' } })).toBe('taken: 1 of 1');
    provider.usual = text('no', 404);
    expect((await rig.send(jobOf()))[0]).toMatchObject({ type: 'failed', temporary: false });
    expect(rig.state?.online).toBe(true);
  });

  it('is asked by GET, with a balance of its own and a test without one', async () => {
    const balance = { url: `${provider.url}/credit?key={{secret.api_key}}`, value: '/([0-9.]+) left/' };
    const get = { method: 'GET', body_type: 'none', answer: {}, url: `${provider.url}/?t={{text}}` };
    await rig.start(channelOf(settings({ ...get, balance })));
    provider.next.push(text('You have 12.5 left'), text('fine'));
    expect(await ask('balance')).toBe('12.5');
    expect(provider.got[0]?.url).toBe('/credit?key=key-of-the-account');
    await rig.send(jobOf({ text: 'a&b=c d' }));
    expect(provider.got[1]).toMatchObject({ method: 'GET', url: '/?t=a%26b%3Dc%20d', body: '' });
    rig.driver.hold([channelOf(settings(get))]);
    await expect(ask('balance')).rejects.toThrow('do not say how the balance');
    expect(await ask('test')).toMatch(/^HTTP 200 to HEAD/);
    expect(provider.got[2]).toMatchObject({ method: 'HEAD', url: '/' });
  });

  it('refuses a text for a header that no header can hold, and sends nothing', async () => {
    await rig.start(channelOf(settings({ headers: { 'X-Text': '{{text}}' } })));
    const [event] = await rig.send(jobOf({ text: 'a\r\nX-Evil: 1' }));
    expect(event).toMatchObject({ type: 'failed', temporary: false, reason: expect.stringContaining('header') });
    expect(provider.got).toEqual([]);
  });
});
