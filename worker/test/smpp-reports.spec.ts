import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Job } from '@signalbox/contracts/bus';
import type { Pdu } from 'smpp';
import { until } from './harness.js';
import { accountAt, DriverRig, jobOf, KEY } from './smpp/driver-rig.js';
import { Smsc } from './smpp/smsc.js';

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

const bound = (times = 1) => until('it is bound', () => rig.state?.online === true && smsc.binds.length === times);
async function begin(settings: Parameters<typeof accountAt>[1] = {}): Promise<void> {
  await rig.start(accountAt(smsc.port, settings));
  await bound();
}
/** Sends, and answers with an id. */
async function sent(id: string, over: Partial<Job> = {}): Promise<{ job: Job; submit: Pdu }> {
  const job = jobOf(over);
  smsc.reaction = (submit, session) => void smsc.take(submit, session, id);
  rig.driver.submit([job]);
  await until('it is sent', () => rig.typesOf(job).includes('sent'));
  const submit = smsc.submits.at(-1);
  if (!submit) throw new Error('nothing came');
  return { job, submit };
}

describe('delivery reports', () => {
  it('that come before the answer are matched, and acknowledged when they are kept', async () => {
    await begin();
    let acknowledged = false;
    let answer = () => undefined as void;
    smsc.reaction = (submit, session) => {
      void smsc.report(submit, '77').then(() => (acknowledged = true));
      answer = () => void smsc.take(submit, session, '77');
    };
    const job = jobOf();
    rig.driver.submit([job]);
    await until('it came', () => smsc.submits.length === 1);
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(acknowledged).toBe(false);
    answer();
    await until('it is acknowledged', () => acknowledged);
    expect(rig.typesOf(job)).toEqual(['sent', 'delivered']);
  });

  it('that come before the answer are matched also by an SMSC that answers nothing before they are acknowledged', async () => {
    await begin();
    smsc.reaction = (submit, session) => void smsc.report(submit, '78').then(() => smsc.take(submit, session, '78'));
    const job = jobOf();
    rig.driver.submit([job]);
    await until('it is delivered', () => rig.typesOf(job).length === 2);
    expect(rig.typesOf(job)).toEqual(['sent', 'delivered']);
  });

  it('are acknowledged only when their event is in the journal', async () => {
    await begin();
    const { submit } = await sent('5');
    const journal = Promise.withResolvers<void>();
    rig.held = journal.promise;
    let acknowledged = false;
    const report = smsc.report(submit, '5').then(() => (acknowledged = true));
    await until('the event', () => rig.events.length === 2);
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(acknowledged).toBe(false);
    journal.resolve();
    await report;
  });

  it.each([
    ['as they are written', 'auto', 'a1-B2', 'A1-b2'],
    ['in hexadecimal, of an id in decimal', 'auto', '123456', '1E240'],
    ['in decimal, of an id in hexadecimal', 'auto', '0001e240', '123456'],
    ['in hexadecimal, when that is set', 'decimal_to_hex', '10', 'A'],
    ['in decimal, when that is set', 'hex_to_decimal', '10', '16'],
    ['with leading zeros', 'same', '42', '0000000042'],
  ] as const)('are matched by ids %s', async (_, id_format, answered, reported) => {
    await begin({ id_format });
    const { job, submit } = await sent(answered);
    await smsc.report(submit, reported);
    expect(rig.typesOf(job)).toEqual(['sent', 'delivered']);
  });

  it('are not matched by an id that fits another recipient only by its digits', async () => {
    await begin();
    const ten = await sent('10', { to: '+254700000010' });
    const sixteen = await sent('16', { to: '+254700000016' });
    // The report of the first, in decimal, looks like the second.
    await smsc.report(ten.submit, '16');
    expect(rig.typesOf(ten.job)).toEqual(['sent', 'delivered']);
    await smsc.report(ten.submit, '16');
    expect(rig.typesOf(sixteen.job)).toEqual(['sent']);
    await smsc.report(sixteen.submit, '16');
    expect(rig.typesOf(sixteen.job)).toEqual(['sent', 'delivered']);
  });

  it('are taken from optional parameters, in deliver_sm and in data_sm', async () => {
    await begin();
    const first = await sent('id-1');
    await smsc.deliver({ esm_class: 4, receipted_message_id: 'id-1', message_state: 5 });
    expect(rig.of(first.job).at(-1)).toMatchObject({ type: 'undelivered', reason: 'undeliverable' });
    const second = await sent('id-2');
    const answer = await new Promise<Pdu>((resolve) => {
      smsc.session.data_sm({ esm_class: 4, receipted_message_id: 'id-2', message_state: 2 }, resolve);
    });
    expect(answer).toMatchObject({ command: 'data_sm_resp', command_status: 0 });
    expect(rig.typesOf(second.job)).toEqual(['sent', 'delivered']);
  });

  it.each([
    ['DELIVRD', 'delivered', undefined],
    ['EXPIRED', 'undelivered', 'the validity has passed'],
    ['DELETED', 'undelivered', 'deleted by the SMSC'],
    ['UNDELIV', 'undelivered', 'undeliverable'],
    ['UNKNOWN', 'undelivered', 'the SMSC does not know what became of it'],
    ['REJECTD', 'undelivered', 'rejected'],
    ['FAILED', 'undelivered', 'failed'],
  ])('that say %s end a message as %s', async (stat, type, reason) => {
    await begin();
    const { job, submit } = await sent('9');
    for (const waiting of ['ENROUTE', 'ACCEPTD']) await smsc.report(submit, '9', waiting);
    expect(rig.typesOf(job)).toEqual(['sent']);
    await smsc.report(submit, '9', stat);
    expect(rig.of(job).at(-1)).toMatchObject({ type, ...(reason ? { reason } : {}) });
  });

  it('that say what nobody knows are shown and waited on', async () => {
    await begin({ report_undelivered: ['GREEN'] });
    const { job, submit } = await sent('8');
    await smsc.report(submit, '8', 'BLUE');
    expect(rig.of(job).at(-1)).toMatchObject({ type: 'sent', note: expect.stringContaining('"BLUE"') });
    await smsc.report(submit, '8', 'GREEN');
    expect(rig.of(job).at(-1)).toMatchObject({ type: 'undelivered', reason: 'the SMSC says GREEN' });
  });

  it('without a mark are known where the account says so', async () => {
    await begin({ unmarked_reports: true });
    const { job } = await sent('12');
    const text = 'id:12,sub:001,dlvrd:001,submit date:2611221200,done date:2611221201,stat:DELIVERED,err:000,text:';
    await smsc.deliver({ source_addr: '', destination_addr: '', esm_class: 0, short_message: text });
    expect(rig.typesOf(job)).toEqual(['sent', 'delivered']);
    expect(rig.inbound).toEqual([]);
  });

  it('of messages that are not ours, and those that come again, are acknowledged and change nothing', async () => {
    await begin();
    const { submit } = await sent('3');
    await smsc.report(submit, '3');
    for (const id of ['3', '4', 'what?']) expect(await smsc.report(submit, id)).toMatchObject({ command_status: 0 });
    expect(await smsc.deliver({ esm_class: 4, short_message: 'nonsense' })).toMatchObject({ command_status: 0 });
    expect(rig.events).toHaveLength(2);
  });

  it('of what was sent before a restart are matched, also those that come before the worker has told what that was', async () => {
    await begin();
    const one = await sent('a,b/1');
    const two = await sent('e2');
    const [ref] = rig.of(one.job).flatMap((event) => (event.type === 'sent' ? [event.ref] : []));
    await rig.restart(accountAt(smsc.port));
    await bound(2);
    const early = smsc.report(two.submit, 'e2');
    await new Promise((resolve) => setTimeout(resolve, 50));
    rig.driver.follow([
      { job: one.job, ref: ref ?? null, at: Date.now() },
      { job: two.job, ref: 'e2', at: Date.now() },
    ]);
    await early;
    await smsc.report(one.submit, 'a,b/1');
    expect(rig.typesOf(two.job)).toEqual(['sent', 'delivered']);
    expect(rig.typesOf(one.job)).toEqual(['sent', 'delivered']);
  });

  it('of one part that failed make a long message undelivered', async () => {
    await begin();
    const job = jobOf({ text: 'y'.repeat(200), segments: 2 });
    rig.driver.submit([job]);
    await until('it is sent', () => rig.typesOf(job).includes('sent'));
    const [first, second] = smsc.submits as [Pdu, Pdu];
    await smsc.report(first, '1', 'UNDELIV');
    await smsc.report(second, '2');
    expect(rig.typesOf(job)).toEqual(['sent', 'undelivered']);
    expect(rig.of(job).at(-1)).toMatchObject({ reason: 'part 1 of 2: undeliverable' });
  });
});

describe('inbound messages', () => {
  const message = (over: object) => ({
    source_addr_ton: 1,
    source_addr: '254700000001',
    destination_addr: '22333',
    ...over,
  });

  it('are told with their sender, and acknowledged when they are in the journal', async () => {
    await begin();
    const journal = Promise.withResolvers<void>();
    rig.held = journal.promise;
    let acknowledged = false;
    const answer = smsc.deliver(message({ short_message: 'STOP [€]' })).then((pdu) => {
      acknowledged = true;
      return pdu;
    });
    await until('the event', () => rig.inbound.length === 1);
    expect(acknowledged).toBe(false);
    journal.resolve();
    expect(await answer).toMatchObject({ command: 'deliver_sm_resp', command_status: 0 });
    expect(rig.inbound).toEqual([
      expect.objectContaining({ channel: KEY, from: '+254700000001', text: 'STOP [€]', at: expect.any(Number) }),
    ]);
  });

  it('of several parts are joined, by header and by sar parameters, whatever their order', async () => {
    await begin();
    const header = (number: number) => Buffer.from([5, 0, 3, 42, 2, number]);
    for (const number of [2, 1]) {
      await smsc.deliver(
        message({ esm_class: 0x40, short_message: { udh: header(number), message: `part ${number} ` } }),
      );
    }
    for (const number of [2, 1]) {
      const sar = { sar_msg_ref_num: 900, sar_total_segments: 2, sar_segment_seqnum: number };
      await smsc.deliver(message({ ...sar, data_coding: 8, short_message: `часть ${number} ` }));
    }
    await until('both are told', () => rig.inbound.length === 2);
    expect(rig.inbound.map(({ text }) => text)).toEqual(['part 1 part 2 ', 'часть 1 часть 2 ']);
  });

  it('in message_payload are taken', async () => {
    await begin();
    await smsc.deliver(message({ message_payload: 'a long one' }));
    expect(rig.inbound.map(({ text }) => text)).toEqual(['a long one']);
  });

  it('that look like a report but are not said to be one are messages', async () => {
    await begin();
    const { job } = await sent('1');
    await smsc.deliver(message({ short_message: 'id:1 stat:UNDELIV err:000' }));
    expect(rig.typesOf(job)).toEqual(['sent']);
    expect(rig.inbound).toHaveLength(1);
  });

  it('that come again over a new connection are messages, unless they had no answer', async () => {
    await begin();
    await smsc.deliver(message({ short_message: 'yes' }));
    await smsc.deliver(message({ short_message: 'yes' }));
    smsc.session.destroy();
    await bound(2);
    const journal = Promise.withResolvers<void>();
    rig.held = journal.promise;
    void smsc.deliver(message({ short_message: 'yes' }));
    await until('the third is told', () => rig.inbound.length === 3);
    smsc.session.destroy();
    await until('the connection is gone', () => rig.state?.online === false);
    journal.resolve();
    rig.held = undefined;
    await bound(3);
    await smsc.deliver(message({ short_message: 'yes' }));
    await until('all are told', () => rig.inbound.length === 4);
    const [first, second, third, fourth] = rig.inbound.map(({ id }) => id);
    expect(new Set([first, second, third]).size).toBe(3);
    expect(fourth).toBe(third);
  });
});

it('gives back the jobs of an account that nobody tells of', async () => {
  await rig.dispose();
  rig = new DriverRig({ awayMs: 300 });
  await rig.start();
  const job = jobOf({ id: randomUUID() });
  rig.driver.submit([job]);
  await until('it is returned', () => rig.typesOf(job).length === 1);
  expect(rig.of(job)).toEqual([expect.objectContaining({ type: 'failed', temporary: true, returned: true })]);
});
