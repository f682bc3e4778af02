import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { DriverRequest } from '../src/drivers/driver.js';
import { until } from './harness.js';
import { accountAt, DriverRig, jobOf, KEY } from './smpp/driver-rig.js';
import { Smsc } from './smpp/smsc.js';

const WRONG_PASSWORD = 0x0e;
const ALREADY_BOUND = 0x05;

let smsc: Smsc;
let rig: DriverRig;

beforeEach(async () => {
  smsc = await new Smsc().start();
  rig = new DriverRig();
});
afterEach(async () => {
  await rig.dispose();
  await smsc.stop();
});

const online = () => until('it is online', () => rig.state?.online === true);
const trouble = (words: string) => until(`trouble: ${words}`, () => rig.state?.trouble?.includes(words) === true);
const ask = (type: DriverRequest['type']) => rig.driver.request({ type, channel: KEY, argument: null });
const sentOf = (...jobs: ReturnType<typeof jobOf>[]) =>
  until('all are sent', () => jobs.every((job) => rig.typesOf(job).includes('sent')));

describe('the binds of an SMPP account', () => {
  it('are not tried again soon when name or password are refused, and what waits goes back', async () => {
    smsc.bindStatus = WRONG_PASSWORD;
    await rig.start(accountAt(smsc.port, {}, { secrets: { password: 'wrongone' } }));
    const job = jobOf();
    rig.driver.submit([job]);
    await trouble('the password is wrong');
    expect(JSON.stringify(rig.state)).not.toContain('wrongone');
    await until('it is returned', () => rig.typesOf(job).length === 1);
    expect(rig.of(job)).toEqual([expect.objectContaining({ type: 'failed', returned: true })]);
    await new Promise((resolve) => setTimeout(resolve, 3000));
    expect(smsc.binds).toHaveLength(1);
    // Somebody who asks does not have to wait.
    await expect(ask('test')).rejects.toThrow('the password is wrong');
    smsc.bindStatus = 0;
    expect(await ask('test')).toMatch(/^bound as transceiver over one connection; the SMSC answered in \d+ ms$/);
    expect(rig.state).toMatchObject({ online: true, trouble: null });
  });

  it('are tried again soon when they are refused for now, and when nobody is there', async () => {
    smsc.bindStatus = ALREADY_BOUND;
    await rig.start(accountAt(smsc.port));
    await trouble('the account is bound already');
    smsc.bindStatus = 0;
    await online();
    const { port } = smsc;
    await smsc.stop();
    await trouble('the connection was refused');
    const job = jobOf();
    rig.driver.submit([job]);
    await smsc.start(port);
    await sentOf(job);
    expect(rig.events).toHaveLength(1);
  });

  it('give back what waits when the SMSC is away for long', async () => {
    await rig.dispose();
    rig = new DriverRig({ awayMs: 600 });
    const { port } = smsc;
    await smsc.stop();
    await rig.start(accountAt(port));
    const jobs = [jobOf(), jobOf()];
    rig.driver.submit(jobs);
    await until('both are returned', () => rig.events.length === 2);
    for (const job of jobs) expect(rig.of(job)).toEqual([expect.objectContaining({ temporary: true, returned: true })]);
  });

  it('are given up when nothing answers them', async () => {
    const silent = await new Smsc().start();
    silent.bindStatus = -1;
    Object.assign(silent, { bind: () => undefined });
    await rig.start(accountAt(silent.port, { response_seconds: 1 }));
    await trouble('no answer to the bind within 1 s');
    await rig.driver.stop();
    await silent.stop();
  });

  it('end with an unbind, after the answers to what is under way', async () => {
    await rig.start(accountAt(smsc.port));
    await online();
    smsc.reaction = (submit, session) => setTimeout(() => smsc.take(submit, session), 200);
    const job = jobOf();
    rig.driver.submit([job]);
    await until('it came', () => smsc.submits.length === 1);
    await rig.driver.stop();
    expect(rig.typesOf(job)).toEqual(['sent']);
    expect(smsc.others.map(({ command }) => command)).toEqual(['unbind']);
  });

  it('leave uncertain what has no answer at the stop, and in the journal what was not begun', async () => {
    await rig.dispose();
    rig = new DriverRig({ drainMs: 100 });
    await rig.start(accountAt(smsc.port, { window: 2 }));
    await online();
    smsc.reaction = () => undefined;
    const jobs = [jobOf(), jobOf(), jobOf()] as const;
    rig.driver.submit(jobs);
    await until('two came', () => smsc.submits.length === 2);
    await rig.driver.stop();
    expect(jobs.map((job) => rig.typesOf(job).join())).toEqual(['uncertain', 'uncertain', '']);
    rig.driver.submit([jobOf()]);
    expect(rig.events).toHaveLength(2);
  });

  it('that the SMSC ends are given nothing more, and end when what is under way is answered', async () => {
    await rig.start(accountAt(smsc.port, { window: 2 }));
    await online();
    const answers: (() => void)[] = [];
    smsc.reaction = (submit, session) => void answers.push(() => void smsc.take(submit, session));
    const jobs = [jobOf(), jobOf()];
    rig.driver.submit(jobs);
    await until('both came', () => smsc.submits.length === 2);
    const { session } = smsc;
    let unbound = false;
    session.unbind(() => (unbound = true));
    await trouble('the SMSC ended the session');
    const later = jobOf();
    rig.driver.submit([later]);
    answers[0]?.();
    await until('one is sent', () => rig.events.length === 1);
    expect([unbound, smsc.submits.length]).toEqual([false, 2]);
    answers[1]?.();
    await until('the unbind is answered', () => unbound);
    expect(jobs.map((job) => rig.typesOf(job).join())).toEqual(['sent', 'sent']);
    smsc.reaction = (submit, now) => void smsc.take(submit, now);
    await sentOf(later);
    expect(smsc.binds).toHaveLength(2);
  });

  it('that the SMSC ends wait no longer than for any answer', async () => {
    await rig.start(accountAt(smsc.port, { response_seconds: 1 }));
    await online();
    smsc.reaction = () => undefined;
    const job = jobOf();
    rig.driver.submit([job]);
    await until('it came', () => smsc.submits.length === 1);
    let unbound = false;
    smsc.session.unbind(() => (unbound = true));
    await until('the unbind is answered', () => unbound);
    expect(rig.typesOf(job)).toEqual(['uncertain']);
  });

  it('of a receiver that are refused are told, while messages leave', async () => {
    smsc.refuses = 'bind_receiver';
    await rig.start(accountAt(smsc.port, { bind: 'transmitter_receiver' }));
    await trouble('no reports and no messages come in');
    expect(rig.state).toMatchObject({ online: true, trouble: expect.stringContaining('the account is bound already') });
    const job = jobOf();
    rig.driver.submit([job]);
    await sentOf(job);
    smsc.refuses = null;
    await until('it is bound', () => rig.state?.trouble === null);
  });

  it('are made anew by a restart', async () => {
    await rig.start(accountAt(smsc.port));
    await online();
    expect(await ask('restart')).toBe('restarting');
    await until('it is bound again', () => smsc.binds.length === 2 && rig.state?.online === true);
    expect(smsc.others.map(({ command }) => command)).toEqual(['unbind']);
  });

  it.each(['balance', 'ussd', 'signal', 'report'] as const)('answer no %s', async (type) => {
    await rig.start(accountAt(smsc.port));
    await expect(ask(type)).rejects.toThrow('an SMPP account');
    await expect(rig.driver.request({ type, channel: 'smpp:other', argument: null })).rejects.toThrow('no channel');
  });
});

describe('accounts that change', () => {
  it('are opened anew when that is needed, with what waits, and go on otherwise', async () => {
    const other = await new Smsc().start();
    await rig.start(accountAt(smsc.port, { window: 1 }));
    await online();
    rig.driver.hold([accountAt(smsc.port, { window: 1 }, { rate_per_minute: 60 })]);
    expect(rig.state).toMatchObject({ online: true, rate_per_minute: 60 });
    let first = () => undefined as void;
    smsc.reaction = (submit, session) => (first = () => void smsc.take(submit, session));
    const jobs = [jobOf({ text: 'one' }), jobOf({ text: 'two' })];
    rig.driver.submit(jobs);
    await until('one came', () => smsc.submits.length === 1);
    rig.driver.hold([accountAt(other.port)]);
    expect(rig.state).toMatchObject({ online: false });
    first();
    await sentOf(...jobs);
    expect([smsc.texts, other.texts]).toEqual([['one'], ['two']]);
    expect(smsc.others.map(({ command }) => command)).toEqual(['unbind']);
    await rig.driver.stop();
    await other.stop();
  });

  it('give back what waits when they are removed, and are no channels any more', async () => {
    await rig.start(accountAt(smsc.port, { window: 1 }));
    await online();
    smsc.reaction = (submit, session) => setTimeout(() => smsc.take(submit, session), 100);
    const jobs = [jobOf(), jobOf()] as const;
    rig.driver.submit(jobs);
    await until('one came', () => smsc.submits.length === 1);
    rig.driver.hold([]);
    expect(rig.driver.channels()).toEqual([]);
    await until('the other is returned', () => rig.typesOf(jobs[1]).length === 1);
    expect(jobs.map((job) => rig.typesOf(job).join())).toEqual(['sent', 'failed']);
    expect(rig.of(jobs[1])).toEqual([expect.objectContaining({ returned: true, reason: 'the account was removed' })]);
  });

  it('take the jobs that waited for them', async () => {
    await rig.start();
    const job = jobOf();
    rig.driver.submit([job]);
    rig.driver.hold([accountAt(smsc.port)]);
    await sentOf(job);
  });
});

describe('TLS', () => {
  const folder = mkdtempSync(join(tmpdir(), 'signalbox-smpp-tls-'));
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it('refuses a certificate that nobody vouches for, unless it is told not to look', async () => {
    const [key, cert] = [join(folder, 'key.pem'), join(folder, 'cert.pem')];
    const args = ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2', '-subj', '/CN=localhost'];
    execFileSync('openssl', [...args, '-keyout', key, '-out', cert], { stdio: 'ignore' });
    const secure = await new Smsc({ key: readFileSync(key, 'utf8'), cert: readFileSync(cert, 'utf8') }).start();
    await rig.start(accountAt(secure.port, { tls: true }));
    await trouble("the SMSC's certificate is not trusted (DEPTH_ZERO_SELF_SIGNED_CERT)");
    expect(secure.binds).toEqual([]);
    rig.driver.hold([accountAt(secure.port, { tls: true, tls_verify: false })]);
    await online();
    const job = jobOf();
    rig.driver.submit([job]);
    await sentOf(job);
    rig.driver.hold([accountAt(smsc.port, { tls: true, tls_verify: false, response_seconds: 1 })]);
    await until('a plain SMSC is no TLS server', () => rig.state?.online === false && rig.state.trouble !== null);
    await rig.driver.stop();
    await secure.stop();
  });
});
