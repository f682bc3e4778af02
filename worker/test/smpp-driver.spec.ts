import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Job } from '@signalbox/contracts/bus';
import type { Pdu, Session } from 'smpp';
import { until } from './harness.js';
import { accountAt, DriverRig, jobOf } from './smpp/driver-rig.js';
import { Smsc } from './smpp/smsc.js';

const THROTTLED = 0x58;
const QUEUE_FULL = 0x14;

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

const bound = () => until('it is bound', () => rig.state?.online === true);
const ended = (job: Job, type: string) =>
  until(`${type}, not ${rig.typesOf(job).join()}`, () => rig.typesOf(job).includes(type));
async function begin(settings: Parameters<typeof accountAt>[1] = {}, over: object = {}): Promise<void> {
  await rig.start(accountAt(smsc.port, settings, over));
  await bound();
}
function send(over: Partial<Job> = {}): Job {
  const job = jobOf(over);
  rig.driver.submit([job]);
  return job;
}
const long = (parts: number) => ({ text: 'x'.repeat(153 * (parts - 1) + 60), segments: parts });

describe('an SMPP account', () => {
  it('binds, submits, and tells what the report says', async () => {
    await begin({ system_type: 'VMS' }, { sender: 'Signalbox', secrets: { password: 'secret' } });
    expect(smsc.binds[0]).toMatchObject({ command: 'bind_transceiver', system_id: 'test', password: 'secret' });
    expect(smsc.binds[0]).toMatchObject({ system_type: 'VMS', interface_version: 0x34 });
    const job = send({ text: 'Habari' });
    await ended(job, 'sent');
    const [submit] = smsc.submits as [Pdu];
    expect(submit).toMatchObject({ source_addr_ton: 5, source_addr_npi: 0, source_addr: 'Signalbox' });
    expect(submit).toMatchObject({ dest_addr_ton: 1, dest_addr_npi: 1, destination_addr: '254712345678' });
    expect(submit).toMatchObject({ registered_delivery: 1, data_coding: 0, esm_class: 0 });
    expect(smsc.texts).toEqual(['Habari']);
    expect(rig.of(job)).toEqual([expect.objectContaining({ type: 'sent', ref: '1' })]);
    expect(await smsc.report(submit, '1')).toMatchObject({ command: 'deliver_sm_resp', command_status: 0 });
    expect(rig.typesOf(job)).toEqual(['sent', 'delivered']);
  });

  it('binds a transmitter and a receiver, several of each', async () => {
    await begin({ bind: 'transmitter_receiver', binds: 2 });
    await until('four binds', () => smsc.sessions.length === 4);
    const kinds = smsc.binds.map(({ command }) => command).sort();
    expect(kinds).toEqual(['bind_receiver', 'bind_receiver', 'bind_transmitter', 'bind_transmitter']);
    const byBind = new Map<Session, number>();
    smsc.reaction = (submit, session) => {
      byBind.set(session, (byBind.get(session) ?? 0) + 1);
      setTimeout(() => smsc.take(submit, session), 20);
    };
    const jobs = Array.from({ length: 40 }, () => jobOf());
    rig.driver.submit(jobs);
    for (const job of jobs) await ended(job, 'sent');
    expect([...byBind.values()]).toEqual([expect.any(Number), expect.any(Number)]);
  });

  it('keeps within the window, and claims in groups what fits now', async () => {
    await begin({ window: 10 });
    let open = 0;
    let most = 0;
    smsc.reaction = (submit, session) => {
      most = Math.max(most, (open += 1));
      setTimeout(() => {
        open -= 1;
        smsc.take(submit, session);
      }, 5);
    };
    const jobs = Array.from({ length: 100 }, () => jobOf());
    rig.driver.submit(jobs);
    for (const job of jobs) await ended(job, 'sent');
    expect(most).toBe(10);
    expect(Math.max(...rig.claims.map(({ length }) => length))).toBe(10);
    expect(rig.claims.length).toBeLessThan(60);
  });

  it('sends a long text in parts, and counts it as delivered with the last of them', async () => {
    await begin();
    const job = send(long(3));
    await ended(job, 'sent');
    expect(smsc.submits.map(({ esm_class }) => esm_class)).toEqual([0x40, 0x40, 0x40]);
    expect(smsc.texts.join('')).toBe(job.text);
    expect(rig.of(job)).toEqual([expect.objectContaining({ ref: '1,2,3' })]);
    const [first, second, third] = smsc.submits as [Pdu, Pdu, Pdu];
    await smsc.report(second, '2');
    await smsc.report(first, '1');
    await smsc.report(first, '1');
    expect(rig.typesOf(job)).toEqual(['sent']);
    // What was reported before a restart still counts after it.
    await rig.restart(accountAt(smsc.port));
    await bound();
    rig.driver.follow([{ job, ref: '1,2,3', at: Date.now() }]);
    await smsc.report(third, '3');
    expect(rig.typesOf(job)).toEqual(['sent', 'delivered']);
  });

  it('puts the parts of a long text into sar parameters when it is told so', async () => {
    await begin({ concatenation: 'sar' });
    const job = send(long(2));
    await ended(job, 'sent');
    expect(smsc.submits.map(({ sar_total_segments: all, sar_segment_seqnum: one }) => [one, all])).toEqual([
      [1, 2],
      [2, 2],
    ]);
    expect(new Set(smsc.submits.map(({ sar_msg_ref_num }) => sar_msg_ref_num)).size).toBe(1);
    expect(smsc.submits.map(({ esm_class }) => esm_class)).toEqual([0, 0]);
  });

  it('tries again what was refused as too many, without counting it, at a slower pace', async () => {
    await begin({ window: 20 });
    let room = 8;
    const refill = setInterval(() => (room = 8), 100);
    const refused: number[] = [];
    smsc.reaction = (submit, session) => {
      room -= 1;
      if (room >= 0) return void smsc.take(submit, session);
      refused.push(refused.length % 2 ? THROTTLED : QUEUE_FULL);
      smsc.refuse(submit, session, refused.at(-1) ?? THROTTLED);
    };
    const jobs = Array.from({ length: 40 }, (_, index) => jobOf({ text: `n${index}` }));
    rig.driver.submit(jobs);
    for (const job of jobs) await until('sent', () => rig.typesOf(job).includes('sent'));
    clearInterval(refill);
    expect(refused.length).toBeGreaterThan(0);
    expect(rig.events).toHaveLength(40);
  });

  it('lets what is refused as too many expire', async () => {
    await begin();
    smsc.reaction = (submit, session) => smsc.refuse(submit, session, THROTTLED);
    const job = send({ expires_at: Date.now() + 300 });
    await ended(job, 'expired');
    expect(rig.events).toHaveLength(1);
  });

  it.each([
    ['for now', 0x08, true, 'system error (0x00000008)'],
    ['for good', 0x0b, false, 'the number is invalid (0x0000000B)'],
    ['by an error of its own', 0x401, true, "the SMSC's own error (0x00000401)"],
  ])('tells a refusal %s', async (_, status, temporary, reason) => {
    await begin();
    smsc.reaction = (submit, session) => smsc.refuse(submit, session, status);
    const job = send();
    await ended(job, 'failed');
    expect(rig.of(job)).toEqual([expect.objectContaining({ type: 'failed', temporary, reason })]);
  });

  it('rests when the SMSC refuses every message for what the account is, and returns what waits', async () => {
    await begin({ window: 1 });
    smsc.reaction = (submit, session) => smsc.refuse(submit, session, 0x0a);
    const jobs = Array.from({ length: 8 }, () => jobOf());
    rig.driver.submit(jobs);
    for (const job of jobs) await ended(job, 'failed');
    const returned = rig.events.filter((event) => event.type === 'failed' && event.returned);
    expect(returned).toHaveLength(3);
    expect(rig.state).toMatchObject({ online: false, trouble: expect.stringContaining('the sender is not allowed') });
  });

  it('fails a message for good when a part of it is refused for good and others were taken', async () => {
    await begin();
    smsc.reaction = (submit, session) => {
      if (smsc.submits.length === 2) smsc.refuse(submit, session, 0x0b);
      else smsc.take(submit, session);
    };
    const job = send(long(3));
    await ended(job, 'failed');
    const reason = 'part 2 of 3: the number is invalid (0x0000000B); other parts were sent';
    expect(rig.of(job)).toEqual([expect.objectContaining({ temporary: false, reason })]);
  });

  it('sends a part again alone that is refused for now when others were taken', async () => {
    await begin();
    smsc.reaction = (submit, session) => {
      if (smsc.submits.length === 2) smsc.refuse(submit, session, 0x08);
      else smsc.take(submit, session);
    };
    const job = send(long(3));
    await ended(job, 'sent');
    expect(smsc.submits).toHaveLength(4);
    expect(smsc.texts[3]).toBe(smsc.texts[1]);
  });
});

describe('an SMSC that answers badly', () => {
  it('makes a message uncertain that it never answers, once, and stays bound', async () => {
    await begin({ response_seconds: 1 });
    smsc.reaction = () => undefined;
    const job = send();
    await ended(job, 'uncertain');
    expect(rig.of(job)).toEqual([expect.objectContaining({ reason: 'no answer within 1 s' })]);
    await until('it asks whether the SMSC is there', () =>
      smsc.others.some(({ command }) => command === 'enquire_link'),
    );
    smsc.reaction = (submit, session) => smsc.take(submit, session);
    await ended(send(), 'sent');
    expect(smsc.submits).toHaveLength(2);
    expect(smsc.binds).toHaveLength(1);
  });

  it('survives answers that come late, twice, and to nothing', async () => {
    await begin({ response_seconds: 1 });
    let late: (() => void) | undefined;
    smsc.reaction = (submit, session) => {
      late = () => smsc.take(submit, session);
    };
    const slow = send();
    await ended(slow, 'uncertain');
    late?.();
    smsc.reaction = (submit, session) => {
      smsc.take(submit, session, 'twice');
      smsc.take(submit, session, 'twice');
      session.send(submit.response({ message_id: 'x', sequence_number: 1 }));
      smsc.refuse(submit, session, 0x08);
    };
    const job = send();
    await ended(job, 'sent');
    const [, submit] = smsc.submits as [Pdu, Pdu];
    await smsc.report(submit, 'twice');
    expect(rig.typesOf(slow)).toEqual(['uncertain']);
    expect(rig.typesOf(job)).toEqual(['sent', 'delivered']);
  });

  it('makes uncertain what was under way when the connection is lost, and goes on with the rest over a new one', async () => {
    await begin({ window: 5 });
    smsc.reaction = (_, session) => {
      if (smsc.submits.length === 5) session.destroy();
    };
    const jobs = Array.from({ length: 12 }, () => jobOf());
    rig.driver.submit(jobs);
    await until('five are uncertain', () => rig.events.length === 5);
    smsc.reaction = (submit, session) => smsc.take(submit, session);
    for (const job of jobs.slice(5)) await ended(job, 'sent');
    expect(rig.events.map(({ type }) => type)).toEqual([...Array(5).fill('uncertain'), ...Array(7).fill('sent')]);
    expect(smsc.submits).toHaveLength(12);
    expect(rig.states).toContain(false);
  });

  it.each([
    ['bytes that are no PDU', Buffer.from('HTTP/1.1 400 Bad Request\r\n\r\n')],
    ['a length of nothing', Buffer.alloc(32)],
    ['a length of 4 GB', Buffer.alloc(16, 0xff)],
  ])('is left and bound again when it sends %s', async (_, garbage) => {
    await begin();
    smsc.session.socket.write(garbage);
    await until('it is bound again', () => smsc.binds.length === 2 && rig.state?.online === true);
    await ended(send(), 'sent');
  });

  it('is told that a delivery makes no sense, and stays bound', async () => {
    await begin();
    const cut = Buffer.from('0000001400000005000000000000000900010132', 'hex');
    const answered = new Promise<Pdu>((resolve) => smsc.session.once('pdu', resolve));
    smsc.session.socket.write(cut);
    expect(await answered).toMatchObject({ command: 'deliver_sm_resp', command_status: 0x65, sequence_number: 9 });
    const nack = new Promise<Pdu>((resolve) => smsc.session.once('pdu', resolve));
    smsc.session.socket.write(Buffer.from('0000001000000077000000000000000a', 'hex'));
    expect(await nack).toMatchObject({ command: 'generic_nack', command_status: 3, sequence_number: 10 });
    expect(smsc.binds).toHaveLength(1);
  });

  it('takes a generic_nack for a refusal', async () => {
    await begin();
    smsc.reaction = (submit, session) => {
      const nack = Buffer.from('00000010800000000000000800000000', 'hex');
      nack.writeUInt32BE(submit.sequence_number, 12);
      session.socket.write(nack);
    };
    const job = send();
    await ended(job, 'failed');
    expect(rig.of(job)).toEqual([expect.objectContaining({ temporary: true, reason: 'system error (0x00000008)' })]);
  });

  it('is left when it answers no enquire_link', async () => {
    await begin({ enquire_link_seconds: 1, response_seconds: 1 });
    smsc.session.removeAllListeners('pdu');
    await until('it is bound again', () => smsc.binds.length === 2);
  });

  it('answers an enquire_link, and leaves at an unbind', async () => {
    await begin();
    const answer = await new Promise<Pdu>((resolve) => smsc.session.enquire_link(resolve));
    expect(answer).toMatchObject({ command: 'enquire_link_resp', command_status: 0 });
    smsc.session.unbind();
    await until('it is bound again', () => smsc.binds.length === 2 && rig.state?.online === true);
  });
});
