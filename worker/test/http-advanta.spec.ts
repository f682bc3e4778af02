import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { channelOf, DriverRig, jobOf, quickTimes } from './http-accounts.js';
import { AdvantaServer, json } from './http-provider.js';
import { until } from './harness.js';

describe('an Advanta account', () => {
  let provider: AdvantaServer;
  let rig: DriverRig;

  const settings = (over: object = {}) => ({
    profile: 'advanta',
    base_url: `${provider.url}/api/services/`,
    partner_id: '7',
    timeout_seconds: 5,
    ...over,
  });
  beforeEach(async () => {
    provider = new AdvantaServer();
    await provider.start();
    rig = new DriverRig();
  });
  afterEach(async () => {
    await rig.driver.stop();
    await provider.stop();
  });
  const report = (messageid: string, description: string) =>
    rig.report({ body: JSON.stringify({ messageid, description, timeTaken: '22s' }) });

  it('sends one message as it is documented', async () => {
    await rig.start(channelOf(settings()));
    expect(rig.state).toMatchObject({ key: 'http:one', kind: 'provider', driver: 'http', online: true, trouble: null });
    const [event] = await rig.send(jobOf());
    expect(event).toMatchObject({ type: 'sent', ref: '8000001' });
    expect(provider.got[0]).toMatchObject({ method: 'POST', url: '/api/services/sendsms' });
    expect(provider.taken).toEqual([
      { apikey: 'key-of-the-account', partnerID: '7', shortcode: 'SHOP', mobile: '254712345678', message: 'Habari ☀' },
    ]);
  });

  it('sends what waits in bulk, each message with a fate of its own', async () => {
    await rig.start(channelOf(settings({ bulk_size: 20 })));
    const jobs = Array.from({ length: 45 }, () => jobOf());
    const third = jobs[2]?.id;
    provider.next.push(({ body }, response) => {
      const { smslist } = JSON.parse(body) as { smslist: { clientsmsid: string }[] };
      const responses = smslist.map(({ clientsmsid }, i) => {
        if (clientsmsid === third)
          return { 'response-code': '1003', 'response-description': 'Invalid mobile number', clientsmsid };
        return i === 4 ? null : { 'response-code': 200, messageid: 5000 + i, clientsmsid };
      });
      json({ responses: responses.reverse().filter(Boolean) })({ method: '', url: '', headers: {}, body }, response);
    });
    const events = await rig.send(...jobs);
    expect(provider.got.map(({ url }) => url.split('/').at(-1))).toEqual(['sendbulk', 'sendbulk', 'sendbulk']);
    expect(JSON.parse(provider.got[0]?.body ?? '')).toMatchObject({ count: 20 });
    expect(rig.claims.map(({ length }) => length)).toEqual([45]);
    expect(events[0]).toMatchObject({ type: 'sent', ref: '5000' });
    expect(events[2]).toMatchObject({ type: 'failed', temporary: false, reason: expect.stringContaining('1003') });
    expect(events[4]).toMatchObject({ type: 'uncertain' });
    expect(events.filter(({ type }) => type === 'sent')).toHaveLength(43);
  });

  it('takes an error for the whole bulk for every message of it', async () => {
    await rig.start(channelOf(settings()));
    provider.next.push(json({ responses: [{ 'respose-code': 1005, 'response-description': 'System error' }] }));
    const events = await rig.send(jobOf(), jobOf(), jobOf());
    for (const event of events)
      expect(event).toMatchObject({ type: 'failed', temporary: true, reason: expect.stringContaining('1005') });
  });

  it('ends no message of a bulk for a fault that is said of all and is perhaps of one', async () => {
    await rig.start(channelOf(settings()));
    provider.next.push(json({ 'response-code': 1003, 'response-description': 'Invalid mobile number' }));
    for (const event of await rig.send(jobOf(), jobOf()))
      expect(event).toMatchObject({ type: 'failed', temporary: true });
  });

  it('brings back what the provider wants in five minutes, without counting it', async () => {
    await rig.start(channelOf(settings()));
    provider.next.push(
      json({ 'response-code': 4090, 'response-description': 'Internal Error. Try again after 5 minutes' }),
    );
    const job = jobOf();
    rig.driver.submit([job]);
    await until('it was asked', () => provider.got.length === 1);
    await rig.driver.stop();
    expect(rig.events).toEqual([expect.objectContaining({ id: job.id, returned: true })]);
  });

  it('is offline with a wrong key, never tells it, and is back when the key is mended', async () => {
    provider.apiKey = 'another';
    await rig.start(channelOf(settings()));
    const [event] = await rig.send(jobOf());
    expect(event).toMatchObject({ type: 'failed', returned: true });
    expect(rig.state).toMatchObject({ online: false, trouble: 'the provider answered 1006: Invalid credentials •••' });
    const looks = provider.got.length;
    await until('it looks again', () => provider.got.length >= looks + 2);
    expect(rig.state?.online).toBe(false);
    expect((await rig.send(jobOf()))[0]).toMatchObject({ returned: true });
    await expect(rig.driver.request({ type: 'test', channel: 'http:one', argument: null })).rejects.toThrow(/1006/);
    rig.driver.hold([channelOf(settings(), { secrets: { api_key: 'another' } })]);
    expect(rig.state?.online).toBe(true);
    expect((await rig.send(jobOf()))[0]).toMatchObject({ type: 'sent' });
    expect(JSON.stringify([rig.events, rig.state])).not.toContain('key-of');
  });

  it('is offline without credit until there is some', async () => {
    provider.credit = '0.00';
    await rig.start(channelOf(settings()));
    provider.next.push(json({ 'response-code': '1004', 'response-description': 'Low bulk credits' }));
    expect((await rig.send(jobOf()))[0]).toMatchObject({ returned: true });
    await until('it looked', () => provider.got.filter(({ url }) => url.endsWith('getbalance')).length >= 2);
    expect(rig.state).toMatchObject({ online: false, trouble: 'the balance is 0.00 credits' });
    provider.credit = '10';
    await until('it is back', () => rig.state?.online === true);
  });

  it('tells its balance, tests itself, and is opened anew', async () => {
    await rig.start(channelOf(settings()));
    const ask = (type: 'balance' | 'test' | 'restart' | 'ussd') =>
      rig.driver.request({ type, channel: 'http:one', argument: null });
    expect(await ask('balance')).toBe('545.00 credits');
    expect(await ask('test')).toBe('545.00 credits');
    expect(await ask('restart')).toBe('opened anew');
    await expect(ask('ussd')).rejects.toThrow('an HTTP provider has no ussd');
  });

  it('takes reports that are brought, each once, and leaves others alone', async () => {
    await rig.start(channelOf(settings()));
    const [one, two] = [jobOf(), jobOf()];
    await rig.send(one);
    await rig.send(two);
    expect(await report('8000001', 'SentToNetwork')).toBe('noted: it is not over for these');
    expect(await report('8000001', 'DeliveredToTerminal')).toBe('taken: 1 of 1');
    expect(await report('8000001', 'DeliveredToTerminal')).toBe('not ours');
    expect(await report('8000002', 'AbsentSubscriber')).toBe('taken: 1 of 1');
    expect(await report('777', 'DeliveredToTerminal')).toBe('not ours');
    await expect(report('', '')).rejects.toThrow('expected messageid and description');
    await expect(rig.report({ body: '<xml/>' })).rejects.toThrow('expected messageid');
    await expect(
      rig.driver.request({ type: 'report', channel: 'http:one', argument: '{"method":"PUT"}' }),
    ).rejects.toThrow('not a delivery report');
    expect(rig.events.slice(2)).toMatchObject([
      { type: 'delivered', id: one.id, attempt: 1 },
      { type: 'undelivered', id: two.id, reason: 'AbsentSubscriber' },
    ]);
  });

  it('takes a report that overtakes the answer to its sending', async () => {
    await rig.start(channelOf(settings()));
    let told: Promise<string> | undefined;
    provider.next.push((_, response) => {
      told = report('42', 'DeliveredToTerminal');
      setTimeout(() => response.end(JSON.stringify({ responses: [{ 'response-code': 200, messageid: 42 }] })), 100);
    });
    const job = jobOf();
    await rig.send(job);
    expect(await told).toBe('taken: 1 of 1');
    expect(rig.events.map(({ type }) => type)).toEqual(['sent', 'delivered']);
  });

  it('asks for reports that do not come, also those of before a restart', async () => {
    await rig.start(channelOf(settings()));
    const before = jobOf();
    rig.driver.follow([{ job: before, ref: '99', at: Date.now() }]);
    const job = jobOf();
    await rig.send(job);
    await until('it asked', () => provider.got.filter(({ url }) => url.endsWith('/getdlr')).length >= 2);
    provider.reports.set('8000001', 'DeliveredToTerminal').set('99', 'DeliveryImpossible');
    await until('both are over', () => rig.events.length === 3);
    expect(rig.events).toContainEqual(expect.objectContaining({ type: 'delivered', id: job.id }));
    expect(rig.events).toContainEqual(
      expect.objectContaining({ type: 'undelivered', id: before.id, reason: 'DeliveryImpossible' }),
    );
  });

  it('keeps jobs for an account that is named later, and gives them back when it is taken away', async () => {
    await rig.start();
    rig.driver.submit([jobOf()]);
    expect(rig.driver.channels()).toEqual([]);
    rig.driver.hold([channelOf(settings())]);
    await until('it is sent', () => rig.events[0]?.type === 'sent');
    rig.driver.hold([]);
    expect(rig.driver.channels()).toEqual([]);
    expect((await rig.send(jobOf()))[0]).toMatchObject({ returned: true });
    expect(await report('8000001', 'DeliveredToTerminal')).toBe('taken: 1 of 1');
  });

  it('gives back the jobs of an account that nobody names', async () => {
    rig = new DriverRig({ ...quickTimes, parkedMs: 100 });
    await rig.start();
    expect((await rig.send(jobOf()))[0]).toMatchObject({
      returned: true,
      reason: 'the worker does not hold this account',
    });
  });

  it.each([
    ['without a sender', { sender: null }, 'the account needs a sender'],
    ['without its key', { secrets: {} }, 'the secret api_key is not set'],
    [
      'at a host that is not listed',
      { settings: { profile: 'advanta', partner_id: '7', base_url: 'https://sms.example.com' } },
      'sms.example.com is not among',
    ],
  ])('is offline %s, and says so', async (_, over, trouble) => {
    await rig.start(channelOf(settings(), over as object));
    expect(rig.state).toMatchObject({ online: false, trouble: expect.stringContaining(trouble) });
    expect((await rig.send(jobOf()))[0]).toMatchObject({ returned: true });
    await expect(rig.driver.request({ type: 'test', channel: 'http:one', argument: null })).rejects.toThrow(trouble);
    expect(provider.got).toEqual([]);
  });
});
