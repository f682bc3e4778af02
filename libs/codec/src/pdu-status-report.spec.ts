import { describe, expect, it } from '@jest/globals';
import { parse, Report } from 'node-pdu';
import { PduError } from './pdu-error.js';
import { decodeStatusReport, encodeStatusReport } from './pdu-status-report.js';
import { reportOutcome } from './report-status.js';

const AT = Date.UTC(2026, 10, 20, 9, 15, 30);
const report = {
  messageReference: 200,
  recipient: '+254712345678',
  sentAt: { at: AT, offsetMinutes: 180 },
  dischargedAt: { at: AT + 4_000, offsetMinutes: 180 },
  status: 0x46,
  smsc: '+254722500029',
};

describe('an SMS-STATUS-REPORT', () => {
  it('is read in a public example', () => {
    expect(decodeStatusReport('0006000B910221815716F2709021510121807090215101718000')).toEqual({
      smsc: null,
      messageReference: 0,
      recipient: { number: '+20121875612', ton: 'international', npi: 1 },
      sentAt: { at: Date.UTC(2007, 8, 12, 13, 10, 12), offsetMinutes: 120 },
      dischargedAt: { at: Date.UTC(2007, 8, 12, 13, 10, 17), offsetMinutes: 120 },
      status: 0,
      ofCommand: false,
    });
  });

  it('is read back as it was written', () => {
    const { recipient, ...fields } = report;
    const { pdu, tpduLength } = encodeStatusReport(report);
    expect(decodeStatusReport(pdu)).toMatchObject({ ...fields, recipient: { number: recipient } });
    expect(tpduLength).toBe(pdu.length / 2 - 8);
  });

  it('is read by node-pdu', () => {
    const theirs = parse(encodeStatusReport(report).pdu);
    if (!(theirs instanceof Report)) throw new Error('node-pdu takes it for something else');
    expect(theirs.reference).toBe(200);
    expect(theirs.address.phone).toBe('254712345678');
    expect(theirs.status).toBe(0x46);
    expect(theirs.dateTime.getIsoString()).toBe('2026-11-20T12:15:30+03:00');
  });

  it('may go on with optional fields, which are passed over', () => {
    const { pdu } = encodeStatusReport(report);
    expect(decodeStatusReport(`${pdu}0000`)).toEqual(decodeStatusReport(pdu));
  });

  it('is refused when it is cut, and when it is another kind', () => {
    const { pdu } = encodeStatusReport(report);
    expect(() => decodeStatusReport(pdu.slice(0, -2))).toThrow(PduError);
    expect(() => decodeStatusReport(`00${'00'.repeat(30)}`)).toThrow(PduError);
  });
});

describe('reportOutcome', () => {
  it.each([
    [0x00, 'delivered', 'received by the phone'],
    [0x01, 'delivered', 'forwarded to the phone, which could not confirm it'],
    [0x02, 'undelivered', 'replaced by the service centre'],
    [0x1f, 'delivered', 'completed 0x1F'],
    [0x20, 'temporary', 'congestion, the service centre still tries'],
    [0x22, 'temporary', 'no response from the phone, the service centre still tries'],
    [0x3f, 'temporary', 'temporary error 0x3F, the service centre still tries'],
    [0x46, 'undelivered', 'validity period expired, the service centre has given up'],
    [0x5a, 'undelivered', 'permanent error 0x5A, the service centre has given up'],
    [0x62, 'undelivered', 'no response from the phone, the service centre has given up'],
    [0x7f, 'undelivered', 'temporary error 0x7F, the service centre has given up'],
    [0x80, 'undelivered', 'service rejected (0x80)'],
    [0xff, 'undelivered', 'service rejected (0xFF)'],
  ])('says of %i: %s, %s', (status, outcome, words) => {
    expect(reportOutcome(status)).toEqual({ outcome, words });
  });
});
