import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { encodeStatusReport } from '@signalbox/codec/pdu-status-report';
import { GsmRig, type Plugged } from './gsm-rig.js';
import { until } from './harness.js';

describe.each(['quectel', 'huawei'] as const)('a SIM card in a %s modem', (vendor) => {
  let rig: GsmRig;
  let plugged: Plugged;
  let iccid: string;

  beforeEach(async () => {
    rig = new GsmRig();
    plugged = await rig.plug({ vendor });
    ({ iccid } = plugged.modem.options);
    await rig.start({ sims: { '63902': { rate_per_minute: 30, daily_cap: 100 } } });
    await rig.online(plugged);
  });
  afterEach(() => rig.dispose());

  const send = (over = {}) => {
    const job = rig.job(iccid, over);
    rig.driver?.submit([job]);
    return job;
  };

  it('is a channel with all that is known of it', () => {
    const { number, imei, imsi, operator } = plugged.modem.options;
    expect(rig.channel(iccid)).toEqual({
      key: iccid,
      kind: 'sim',
      driver: 'gsm',
      online: true,
      number,
      iccid,
      operator,
      signal: 20,
      registration: 'home',
      imei,
      imsi,
      trouble: null,
      rate_per_minute: 30,
      daily_cap: 100,
      window: 20,
    });
  });

  it('sends a message, and tells its report', async () => {
    const job = send();
    await rig.told(job, 'delivered');
    expect(rig.historyOf(job)).toEqual(['sent', 'delivered']);
    const { sent } = plugged.modem;
    expect(sent).toHaveLength(1);
    expect(sent[0]).toMatchObject({
      to: job.to,
      text: 'Hello',
      flash: false,
      statusReport: true,
      validitySeconds: null,
    });
    expect(await rig.told(job, 'sent')).toMatchObject({ ref: String(sent[0]?.reference) });
    expect(rig.claimed).toEqual([job.id]);
  });

  it('sends a long message in parts, delivered when each part is', async () => {
    const text = 'Habari ☀ '.repeat(25);
    const job = send({ text, encoding: 'ucs2', segments: 4 });
    await rig.told(job, 'delivered');
    const { sent } = plugged.modem;
    expect(sent.map((part) => part.text).join('')).toBe(text);
    expect(sent.map(({ concatenation }) => concatenation?.sequence)).toEqual([1, 2, 3, 4]);
    expect(await rig.told(job, 'sent')).toMatchObject({ ref: sent.map(({ reference }) => reference).join(' ') });
    expect(rig.historyOf(job)).toEqual(['sent', 'delivered']);
  });

  it('sends flash messages, with the validity that is left', async () => {
    const job = send({ flash: true, expires_at: Date.now() + 3_700_000 });
    await rig.told(job, 'sent');
    expect(plugged.modem.sent[0]).toMatchObject({ flash: true, validitySeconds: 3600 });
  });

  it('does not send what is too late', async () => {
    const job = send({ expires_at: Date.now() - 1 });
    const next = send();
    await rig.told(next, 'sent');
    expect(rig.historyOf(job)).toEqual(['expired']);
    expect(plugged.modem.sent).toHaveLength(1);
  });

  it('tells what the network refuses, for now or for good', async () => {
    plugged.modem.refuse('+254700000042', 42);
    plugged.modem.refuse('+254700000001', 1);
    plugged.modem.refuse('+254700000332', 332);
    const [congestion, unassigned, silent, fine] = [
      send({ to: '+254700000042' }),
      send({ to: '+254700000001' }),
      send({ to: '+254700000332' }),
      send(),
    ];
    await rig.told(fine, 'delivered');
    expect(await rig.told(congestion, 'failed')).toMatchObject({
      temporary: true,
      reason: expect.stringMatching(/^congestion/),
    });
    expect(await rig.told(unassigned, 'failed')).toMatchObject({
      temporary: false,
      reason: expect.stringMatching(/^unassigned/),
    });
    expect(await rig.told(silent, 'uncertain')).toMatchObject({ reason: expect.stringMatching(/^network time-out/) });
  });

  it('refuses a recipient that is no number, and a text that is too long', async () => {
    const [bad, long] = [send({ to: '+12345678901234567890123' }), send({ text: 'x'.repeat(50_000) })];
    expect(await rig.told(bad, 'failed')).toMatchObject({ temporary: false });
    expect(await rig.told(long, 'failed')).toMatchObject({ temporary: false });
  });

  it('tells reports as they are: given up, or still tried', async () => {
    plugged.modem.setReportStatus(0x46, '+254700000001');
    plugged.modem.setReportStatus([0x20, 0x00], '+254700000002');
    const [given, tried] = [send({ to: '+254700000001' }), send({ to: '+254700000002' })];
    expect(await rig.told(given, 'undelivered')).toMatchObject({
      reason: expect.stringMatching(/validity period expired/),
    });
    await rig.told(tried, 'delivered');
    expect(rig.historyOf(tried)).toEqual(['sent', 'delivered']);
  });

  it('sends more than 256 messages to one number, each with its own report', async () => {
    const jobs = Array.from({ length: 300 }, (_, i) => send({ text: `Message ${i}` }));
    await until('all are delivered', () => jobs.every((job) => rig.historyOf(job).length === 2));
    for (const job of jobs) expect(rig.historyOf(job)).toEqual(['sent', 'delivered']);
    expect(plugged.modem.sentCount).toBe(300);
  });

  it('follows what was sent before a restart', async () => {
    plugged.modem.setFault('no-report');
    const job = send();
    const { ref, at } = (await rig.told(job, 'sent')) as { ref: string; at: number };
    await rig.stop();
    await rig.start({});
    rig.driver?.follow([{ job, ref, at }]);
    await rig.online(plugged);
    plugged.modem.clearFault('no-report');
    const other = send();
    await rig.told(other, 'delivered');
    expect(rig.historyOf(job)).toEqual(['sent']);
    const time = { at: Date.now(), offsetMinutes: 180 };
    const report = encodeStatusReport({
      messageReference: Number(ref),
      recipient: job.to,
      sentAt: time,
      dischargedAt: time,
      status: 0,
    });
    plugged.modem.receivePdu(report.pdu, 'report');
    await rig.told(job, 'delivered');
  });

  it('knows of a message whose report came before the worker died that it has left', async () => {
    await rig.stop();
    const [known, unknown] = [rig.job(iccid), rig.job(iccid)];
    writeFileSync(join(rig.folder, 'gsm-reports.log'), `${known.id} 1 17\n`);
    const driver = await rig.start({});
    const unfinished = [known, unknown].map((job) => ({ job, state: 'sending' as const, ref: null, at: Date.now() }));
    const verdict = await driver.recall(unfinished);
    expect(unfinished.map(verdict)).toEqual(['sent', 'unknown']);
    driver.follow([{ job: known, ref: null, at: Date.now() }]);
    await rig.told(known, 'delivered');
  });

  it('receives messages: short, long, flash, with a name, and empties the storage', async () => {
    const { modem } = plugged;
    modem.receive('+254711111111', 'Habari');
    modem.receive('MPESA', 'x'.repeat(400));
    modem.receive('+254722222222', 'Look ☀', { flash: true });
    const inbound = () => rig.events.filter((event) => event.type === 'inbound');
    await until('three came in', () => inbound().length === 3);
    expect(
      inbound()
        .map(({ from, text }) => [from, text])
        .sort(),
    ).toEqual([
      ['+254711111111', 'Habari'],
      ['+254722222222', 'Look ☀'],
      ['MPESA', 'x'.repeat(400)],
    ]);
    expect(inbound().every(({ channel }) => channel === iccid)).toBe(true);
    await until('the storage is empty', () => modem.stored('ME').length + modem.stored('SM').length === 0);
  });

  it('shows nonsense as it came, and goes on', async () => {
    const { modem } = plugged;
    modem.receivePdu('0791');
    modem.receivePdu('00FFFFFFFF');
    modem.receivePdu('00FF', 'report');
    modem.receive('+254711111111', 'Habari');
    const texts = () => rig.events.flatMap((event) => (event.type === 'inbound' ? [event.text] : []));
    await until('all came in', () => texts().length === 4);
    expect(texts().sort()).toEqual(
      ['Habari', ...['0791', '00FF', '00FFFFFFFF'].map((pdu) => `[cannot be read] ${pdu}`)].sort(),
    );
    await until('the storage is empty', () => modem.stored('ME').length === 0);
    const job = send();
    await rig.told(job, 'delivered');
  });

  it('asks by USSD: text, UCS-2, a menu, and what is unknown', async () => {
    const ask = (argument: string) => rig.driver?.request({ type: 'ussd', channel: iccid, argument });
    expect(await ask('*144#')).toBe('Your balance is KES 123.45. Expires on 31/12/2030.');
    expect(await ask('*145#')).toBe('Ваш баланс: 123,45 KES');
    expect(await ask('*111#')).toBe('1. Balance\n2. My number\n0. Exit');
    expect(await ask('1')).toMatch(/KES 123/);
    await expect(ask('*999#')).rejects.toThrow();
    await expect(ask('*1"; AT')).rejects.toThrow('expected a USSD code');
  });

  it('answers for its signal, a test, and what it cannot do', async () => {
    const ask = (type: 'signal' | 'test' | 'balance' | 'report') =>
      rig.driver?.request({ type, channel: iccid, argument: null });
    plugged.modem.setSignal(11);
    expect(await ask('signal')).toBe('11');
    expect(await ask('test')).toMatch(/home/);
    await expect(ask('balance')).rejects.toThrow('no balance code is set');
    await expect(ask('report')).rejects.toThrow();
  });

  it('restarts when it is asked to, and works on', async () => {
    const job = send();
    await rig.told(job, 'sent');
    let restarts = 0;
    plugged.modem.on('restart', () => (restarts += 1));
    expect(await rig.driver?.request({ type: 'restart', channel: iccid, argument: null })).toBe('restarting');
    await until('it is offline', () => rig.channel(iccid)?.online === false);
    await rig.online(plugged);
    expect(restarts).toBe(1);
    const next = send();
    await rig.told(next, 'delivered');
  });

  it('is offline without registration, and its messages go back', async () => {
    plugged.modem.setRegistration(2);
    await until('it is offline', () => rig.channel(iccid)?.online === false);
    expect(rig.channel(iccid)).toMatchObject({ registration: 'searching', trouble: 'searching for a network' });
    const job = send();
    expect(await rig.told(job, 'failed')).toMatchObject({ temporary: true, returned: true });
    plugged.modem.setRegistration(5);
    await rig.online(plugged);
    expect(rig.channel(iccid)).toMatchObject({ registration: 'roaming', trouble: null });
    expect(plugged.modem.sentCount).toBe(0);
  });
});
