import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from '@jest/globals';
import type { Job } from '@signalbox/contracts/bus';
import { describeWith } from '../../server/test/services/describe-with.js';
import { until } from './harness.js';
import { accountAt, DriverRig, jobOf, KEY } from './smpp/driver-rig.js';
import { JavaSmsc } from './smpp/jsmpp/jsmpp.js';

const ECHO = '254700000099';
const MINUTE = 60_000;
const SECRETS = { sender: 'Signalbox', secrets: { password: 'secret' } };

/** The user data of a part, and its text in the alphabet that is named. */
const octetsOf = (submit: Record<string, string>): Buffer => Buffer.from(submit['octets'] ?? '', 'base64');

describeWith('jsmpp', 'an SMPP account at an SMSC of another make', () => {
  let smsc: JavaSmsc;
  let rig: DriverRig;
  let seen = 0;

  beforeAll(async () => {
    smsc = new JavaSmsc();
    await smsc.start(ECHO);
  });
  afterAll(() => smsc.dispose());
  beforeEach(() => {
    rig = new DriverRig();
    seen = smsc.said('submit').length;
  });
  afterEach(() => rig.dispose());

  async function begin(settings: Parameters<typeof accountAt>[1] = {}): Promise<void> {
    await rig.start(accountAt(smsc.port, settings, SECRETS));
    await until('it is bound', () => rig.state?.online === true, MINUTE);
  }
  /** Sends, waits for the reports of all parts. @returns what the SMSC understood, a part each */
  async function delivered(over: Partial<Job>): Promise<Record<string, string>[]> {
    const job = jobOf(over);
    rig.driver.submit([job]);
    await until('it is delivered', () => rig.typesOf(job).includes('delivered'), MINUTE);
    expect(rig.typesOf(job)).toEqual(['sent', 'delivered']);
    return smsc.said('submit').slice(seen);
  }

  it('is bound as a transceiver, or as a transmitter and a receiver', async () => {
    await begin();
    expect(smsc.said('bind').at(-1)).toMatchObject({ type: 'BIND_TRX', system_id: 'test', version: 'IF_34' });
    rig.driver.hold([accountAt(smsc.port, { bind: 'transmitter_receiver' }, SECRETS)]);
    const types = () =>
      smsc
        .said('bind')
        .slice(-2)
        .map(({ type }) => type)
        .sort();
    await until('both are bound', () => types().join() === 'BIND_RX,BIND_TX' && rig.state?.online === true, MINUTE);
    expect(await rig.driver.request({ type: 'test', channel: KEY, argument: null })).toContain('bound as');
  });

  it('is refused with a wrong password', async () => {
    await rig.start(accountAt(smsc.port));
    await until('it has trouble', () => rig.state?.trouble?.includes('the password is wrong') === true, MINUTE);
  });

  it('has a message understood, and reported in decimal under the hexadecimal id of its answer', async () => {
    await begin();
    const [submit] = await delivered({ text: 'Habari {rafiki}', expires_at: Date.now() + 3_600_000 });
    expect(submit).toMatchObject({ source: 'ALPHANUMERIC Signalbox', destination: 'INTERNATIONAL 254712345678' });
    expect(submit).toMatchObject({ udhi: 'false', receipt: 'true' });
    expect(submit).toMatchObject({ alphabet: 'ALPHA_DEFAULT', class: '' });
    expect(submit?.['validity']).toMatch(/^000000(0059\d\d|010000)000R$/);
    expect(octetsOf(submit ?? {}).toString('latin1')).toBe('Habari \x1b(rafiki\x1b)');
  });

  it.each(['udh', 'sar'] as const)('has the parts of a long text understood (%s)', async (concatenation) => {
    await begin({ concatenation });
    const text = 'Ж'.repeat(100);
    const parts = await delivered({ text, encoding: 'ucs2', segments: 2 });
    expect(parts.map(({ udhi }) => udhi)).toEqual(concatenation === 'udh' ? ['true', 'true'] : ['false', 'false']);
    expect(parts.map(({ sar }) => sar)).toEqual(concatenation === 'sar' ? ['0201', '0202'] : ['', '']);
    const octets = parts.map(octetsOf);
    const headers = octets.map((part) => (concatenation === 'udh' ? (part[0] ?? 0) + 1 : 0));
    const told = octets.map((part, index) => part.subarray(headers[index]).swap16().toString('utf16le'));
    expect(told.join('')).toBe(text);
    expect(parts.map(({ alphabet }) => alphabet)).toEqual(['ALPHA_UCS2', 'ALPHA_UCS2']);
  });

  it('has a flash message understood', async () => {
    await begin();
    const [submit] = await delivered({ text: 'now', flash: true });
    expect(submit).toMatchObject({ alphabet: 'ALPHA_DEFAULT', class: 'CLASS0' });
  });

  it.each([
    ['in full, with another recipient', 'R;4;254799999999;DELIVERED; ;US-ASCII', 'delivered'],
    ["of a carrier's own, without a recipient", 'R;4;;FAILED;,;US-ASCII', 'undelivered'],
    ['in UCS-2, with a masked recipient', 'R;4;2547****0000;REJECTED; ;UTF-16BE', 'undelivered'],
    ['that nothing marks', 'R;0;;BLOCKED;,;US-ASCII', 'undelivered'],
    ['that the account knows', 'R;4;;BLUE; ;US-ASCII', 'undelivered'],
  ])('has reports understood %s', async (_, text, type) => {
    await begin({ unmarked_reports: true, report_undelivered: ['BLUE'] });
    const job = jobOf({ text });
    rig.driver.submit([job]);
    await until('it is reported', () => rig.typesOf(job).length === 2, MINUTE);
    expect(rig.typesOf(job)).toEqual(['sent', type]);
    expect(rig.inbound).toEqual([]);
  });

  it('is answered what it took before it ends the session, and binds again', async () => {
    await begin();
    const job = jobOf({ text: 'unbind' });
    rig.driver.submit([job]);
    await until('the unbind is answered', () => smsc.said('unbound').length === 1, MINUTE);
    expect(rig.typesOf(job)).toEqual(['sent']);
    await delivered({ text: 'again' });
  });

  it('tells that its receiver is refused, while messages leave', async () => {
    await begin({ bind: 'transmitter_receiver', system_id: 'no-receiver' });
    await until('it has trouble', () => rig.state?.trouble?.includes('the receiver is not bound') === true, MINUTE);
    const job = jobOf({ text: 'quiet' });
    rig.driver.submit([job]);
    await until('it is sent', () => rig.typesOf(job).includes('sent'), MINUTE);
    expect(rig.state).toMatchObject({ online: true });
  });

  it('gets messages in', async () => {
    await begin();
    await delivered({ to: `+${ECHO}`, text: 'hello?' });
    await until('an answer', () => rig.inbound.length === 1, MINUTE);
    expect(rig.inbound).toEqual([
      expect.objectContaining({ channel: KEY, from: `+${ECHO}`, text: '  echo 1  echo 2' }),
    ]);
    await until(
      'both parts are acknowledged',
      () => smsc.said('acknowledged').filter((one) => one['class'] === '64').length === 2,
    );
    expect(smsc.said('error')).toEqual([]);
  });
});
