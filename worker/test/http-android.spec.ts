import { createHmac } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { AndroidPhone } from './android-phone.js';
import { channelOf, DriverRig, jobOf } from './http-accounts.js';
import { until } from './harness.js';

let phone: AndroidPhone;
let rig: DriverRig;

beforeEach(async () => {
  phone = await new AndroidPhone().start();
  rig = new DriverRig();
});
afterEach(async () => {
  await rig.driver.stop();
  await phone.stop();
});

const account = (settings: object = {}, secrets: Record<string, string> = {}) =>
  channelOf(
    { profile: 'android', base_url: `${phone.url}/`, ...settings },
    {
      sender: '+254700000001',
      secrets: { password: 'word', ...secrets },
    },
  );
const event = (name: string, payload: object) => ({
  body: JSON.stringify({ id: 'any', webhookId: 'w', deviceId: 'd', event: name, payload }),
});
const last = () => phone.taken.at(-1)?.id ?? '';

describe('an Android phone', () => {
  it('sends, from the SIM card and for as long as it is told, and takes what becomes of it', async () => {
    await rig.start(account({ sim_number: 2 }));
    const job = jobOf({ expires_at: Date.now() + 60_000 });
    const [sent] = await rig.send(job);
    expect(phone.taken).toEqual([
      {
        id: expect.stringMatching(/^[\w-]{21}$/),
        message: 'Habari ☀',
        phoneNumbers: ['+254712345678'],
        withDeliveryReport: true,
        simNumber: 2,
        ttl: 60,
      },
    ]);
    expect(sent).toMatchObject({ type: 'sent', ref: last() });
    expect(await rig.report(event('sms:sent', { messageId: last(), phoneNumber: job.to, sentAt: 'x' }))).toContain(
      'noted',
    );
    expect(await rig.report(event('sms:delivered', { messageId: last(), phoneNumber: job.to }))).toBe('taken: 1 of 1');
    expect(rig.events.at(-1)).toMatchObject({ type: 'delivered', id: job.id });
  });

  it('tells why it could not send', async () => {
    await rig.start(account());
    const job = jobOf();
    await rig.send(job);
    await rig.report(
      event('sms:failed', { messageId: last(), phoneNumber: job.to, reason: 'RESULT_ERROR_NO_SERVICE' }),
    );
    expect(rig.events.at(-1)).toMatchObject({ type: 'undelivered', id: job.id, reason: 'RESULT_ERROR_NO_SERVICE' });
  });

  it.each([
    ['Delivered', null, { type: 'delivered' }],
    ['Failed', 'no credit', { type: 'undelivered', reason: 'the phone could not send it: no credit' }],
  ])('is asked for what it does not tell: %s', async (state, error, expected) => {
    await rig.start(account());
    const job = jobOf();
    await rig.send(job);
    phone.states.set(last(), { state, error });
    await until('the end', () => rig.events.length === 2);
    expect(rig.events[1]).toMatchObject({ ...expected, id: job.id });
  });

  it('is not given a message twice whose answer was lost', async () => {
    await rig.start(account());
    const job = jobOf();
    phone.next.push((got, response) => {
      const { id, ...message } = JSON.parse(got.body) as { id: string; message: string; phoneNumbers: string[] };
      phone.taken.push({ id, ...message });
      phone.states.set(id, { state: 'Processed', error: null });
      response.destroy();
    });
    expect((await rig.send(job))[0]).toMatchObject({ type: 'failed', temporary: true });
    rig.events.length = 0;
    expect((await rig.send({ ...job, attempt: 2 }))[0]).toMatchObject({ type: 'sent', attempt: 2, ref: last() });
    expect(phone.taken).toHaveLength(1);
  });

  it('is given one again that it failed to send, or never had', async () => {
    await rig.start(account());
    const job = jobOf();
    await rig.send(job);
    phone.states.set(last(), { state: 'Failed', error: 'no service' });
    rig.events.length = 0;
    await rig.send({ ...job, attempt: 3 });
    expect(new Set(phone.taken.map(({ id }) => id)).size).toBe(2);
  });

  it('whose password is wrong sends nothing until it is right, and says so when it is tested', async () => {
    phone.password = 'other';
    await rig.start(account());
    const test = () => rig.driver.request({ type: 'test', channel: 'http:one', argument: null });
    await expect(test()).rejects.toThrow('HTTP 401');
    expect((await rig.send(jobOf()))[0]).toMatchObject({ returned: true });
    expect(rig.state).toMatchObject({ online: false, trouble: expect.stringContaining('HTTP 401') });
    phone.password = 'word';
    await until('it is back', () => rig.state?.online === true);
    expect(await test()).toBe('the phone says pass, battery 80 %');
    phone.health = 'fail';
    expect(await test()).toBe('the phone says fail, battery 80 %');
  });

  it('brings what somebody wrote, once, however often it calls', async () => {
    await rig.start(account());
    const received = {
      messageId: '1a2b',
      phoneNumber: '+254712345678',
      message: ' STOP ',
      receivedAt: '2026-11-22T12:00:00.000+03:00',
    };
    expect(await rig.report(event('sms:received', received))).toBe('taken: 1 that came in');
    await rig.report(event('sms:received', { ...received, messageId: 'another' }));
    await rig.report(event('sms:received', { ...received, receivedAt: '2026-11-22T12:00:01.000+03:00' }));
    expect(rig.events).toMatchObject([
      {
        type: 'inbound',
        channel: 'http:one',
        from: '+254712345678',
        text: ' STOP ',
        at: Date.parse('2026-11-22T09:00:00Z'),
      },
      {},
      {},
    ]);
    const [first, again, later] = rig.events.map(({ id }) => id);
    expect([again === first, later === first]).toEqual([true, false]);
  });

  it('marks what is no text, and lets a ping pass', async () => {
    await rig.start(account());
    await rig.report(event('mms:received', { messageId: 'm', sender: '+254712345678', subject: 'Photo' }));
    await rig.report(event('sms:data-received', { messageId: 'd', sender: '+254712345678', data: 'AAE=' }));
    expect(await rig.report(event('system:ping', {}))).toContain('noted');
    expect(rig.events.map((one) => (one.type === 'inbound' ? one.text : one.type))).toEqual([
      '[MMS: Photo]',
      '[data: AAE=]',
    ]);
  });

  it('must sign what it brings where its key is known', async () => {
    await rig.start(account({}, { signing_key: 'key' }));
    const { body } = event('sms:received', {
      phoneNumber: '+254712345678',
      message: 'hi',
      receivedAt: '2026-11-22T12:00:00Z',
    });
    const headers = { 'x-timestamp': '1', 'x-signature': createHmac('sha256', 'key').update(`${body}1`).digest('hex') };
    expect(await rig.report({ body, headers })).toBe('taken: 1 that came in');
    await expect(rig.report({ body, headers: {} })).rejects.toThrow('X-Signature');
    await expect(rig.report({ body: `${body} `, headers })).rejects.toThrow('X-Signature');
  });

  it.each(['', '{}', '[]', '{"event":"sms:received"}', '{"event":"sms:delivered","payload":{}}'])(
    'never said %s',
    async (body) => {
      await rig.start(account());
      await expect(rig.report({ body })).rejects.toThrow('expected');
    },
  );
});
