import { describe, expect, it } from '@jest/globals';
import { BUS_VERSION, EventsPacket, JobsPacket } from './bus.js';

const job = {
  id: '019ab000-0000-7000-8000-000000000001',
  attempt: 1,
  channel: 'sim-1',
  to: '+254712345678',
  text: 'hello',
  encoding: 'gsm7',
  segments: 1,
  expires_at: null,
};

describe('the bus packets', () => {
  it('takes a packet of jobs', () => {
    expect(JobsPacket.safeParse({ v: BUS_VERSION, fence: 1, issued_at: 0, jobs: [job] }).success).toBe(true);
  });

  it.each([
    ['no jobs', { v: BUS_VERSION, fence: 1, issued_at: 0, jobs: [] }],
    ['another version', { v: 99, fence: 1, issued_at: 0, jobs: [job] }],
    ['an attempt of 0', { v: BUS_VERSION, fence: 1, issued_at: 0, jobs: [{ ...job, attempt: 0 }] }],
  ])('refuses a packet with %s', (_, packet) => {
    expect(JobsPacket.safeParse(packet).success).toBe(false);
  });

  const events = (type: string, at: number) => ({
    v: BUS_VERSION,
    session: job.id,
    after: 0,
    events: [{ type, seq: 1, id: job.id, attempt: 1, at }],
  });

  it('refuses an event of a type it does not know', () => {
    expect(EventsPacket.safeParse(events('lost', 0)).success).toBe(false);
  });

  it('refuses an event at a time that cannot be written as a date of four-digit years', () => {
    const last = Date.parse('9999-12-31T23:59:59.999Z');
    expect(EventsPacket.safeParse(events('accepted', last)).success).toBe(true);
    expect(EventsPacket.safeParse(events('accepted', last + 1)).success).toBe(false);
  });
});
