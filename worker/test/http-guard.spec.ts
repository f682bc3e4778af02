import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { type AllowedAddresses, allowedAddressesOf } from '../src/drivers/http/allowed-addresses.js';
import { OutboundGuard } from '../src/drivers/http/outbound-guard.js';
import { channelOf, DriverRig, jobOf, quickTimes } from './http-accounts.js';
import { HttpProvider, json } from './http-provider.js';

describe('an HTTP provider at an address that is not public', () => {
  let provider: HttpProvider;
  let rig: DriverRig;
  let addresses: string[];

  beforeEach(async () => {
    provider = await new HttpProvider(json({ id: 'm1' })).start();
    addresses = ['127.0.0.1'];
  });
  afterEach(async () => {
    await rig.driver.stop();
    await provider.stop();
  });

  /** A name that leads where `addresses` says, whatever it was when somebody checked it. */
  const begin = async (host: string, allowed: string | null): Promise<void> => {
    const listed: AllowedAddresses[] = (allowed === null ? null : allowedAddressesOf(allowed)) ?? [];
    const guard = new OutboundGuard(['*.test', '127.0.0.1', '[::1]'], listed, (_, __, done) =>
      done(
        null,
        addresses.map((address) => ({ address, family: 4 })),
      ),
    );
    rig = new DriverRig(quickTimes, guard);
    const url = `http://${host}:${provider.port}/send`;
    await rig.start(channelOf({ profile: 'generic', url, answer: { id: 'id' }, timeout_seconds: 2 }));
  };

  it('is not connected to by a name that leads there', async () => {
    await begin('sms.test', null);
    const [event] = await rig.send(jobOf());
    expect(event).toMatchObject({
      type: 'failed',
      temporary: true,
      reason: expect.stringContaining('127.0.0.1 is not a public address'),
    });
    addresses = ['8.8.8.8', '127.0.0.1'];
    expect((await rig.send(jobOf()))[0]).toMatchObject({ type: 'failed', temporary: true });
    expect([provider.got.length, provider.connections]).toEqual([0, 0]);
  });

  it.each(['127.0.0.1', '2130706433', '127.1'])('is not connected to as %s', async (host) => {
    await begin(host, null);
    expect((await rig.send(jobOf()))[0]).toMatchObject({ type: 'failed', temporary: true });
    expect(provider.connections).toBe(0);
  });

  it('is connected to where the operator lists it, at the port that is listed', async () => {
    await begin('sms.test', `127.0.0.1:${provider.port}`);
    expect((await rig.send(jobOf()))[0]).toMatchObject({ type: 'sent' });
    await rig.driver.stop();
    await begin('sms.test', '127.0.0.1:1');
    expect((await rig.send(jobOf()))[0]).toMatchObject({ type: 'failed', temporary: true });
    expect(provider.got).toHaveLength(1);
  });

  it.each([301, 302, 303, 307, 308])('is not followed to by a redirect (%i)', async (status) => {
    const other = await new HttpProvider(json({})).start();
    await begin('sms.test', '127.0.0.1');
    provider.next.push(json({}, status, { location: `${other.url}/` }));
    expect((await rig.send(jobOf()))[0]).not.toMatchObject({ type: 'sent' });
    expect(other.connections).toBe(0);
    await other.stop();
  });
});
