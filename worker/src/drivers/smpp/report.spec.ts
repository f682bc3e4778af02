import { describe, expect, it } from '@jest/globals';
import { type Delivery, TLV } from './pdu.js';
import { reportIn } from './report.js';

const delivery = (text: string, over: Partial<Delivery> = {}): Delivery => ({
  source: { ton: 1, npi: 1, address: '254712345678' },
  destination: '22333',
  esmClass: 4,
  dataCoding: 0,
  payload: Buffer.from(text, 'latin1'),
  tlvs: new Map(),
  ...over,
});
const RECEIPT =
  'id:0123456789 sub:001 dlvrd:001 submit date:2611221200 done date:2611221201 stat:DELIVRD err:000 text:Hi';

describe('reportIn', () => {
  it('reads the text of appendix B', () => {
    const addresses = ['254712345678', '22333'];
    expect(reportIn(delivery(RECEIPT))).toEqual({
      ids: ['0123456789'],
      outcome: 'delivered',
      words: 'delivered',
      addresses,
    });
  });

  it('reads it in the ways it is written, and never the text of the message', () => {
    expect(reportIn(delivery('ID:ab-1 Stat:undeliv Err:034'))).toMatchObject({
      ids: ['ab-1'],
      outcome: 'undelivered',
      words: 'undeliverable (error 034)',
    });
    expect(reportIn(delivery('id: 7 stat: EXPIRED text: id:9 stat:DELIVRD'))).toMatchObject({
      ids: ['7'],
      outcome: 'undelivered',
    });
    expect(reportIn(delivery('stat:DELIVRD Text:id:9'))).toMatchObject({ ids: [], outcome: 'delivered' });
  });

  it('reads the optional parameters before the text', () => {
    const tlvs = new Map([
      [TLV.receipted_message_id, Buffer.from('FF\0')],
      [TLV.message_state, Buffer.of(5)],
    ]);
    expect(reportIn(delivery(RECEIPT, { tlvs }))).toMatchObject({ ids: ['FF', '0123456789'], outcome: 'undelivered' });
    expect(reportIn(delivery('', { tlvs, esmClass: 0 }))).toMatchObject({ ids: ['FF'], outcome: 'undelivered' });
  });

  it.each([
    ['none that the standard has', Buffer.of(0), RECEIPT, 'delivered', 'delivered'],
    ['one of its own', Buffer.of(77), RECEIPT.replace('DELIVRD', 'UNDELIV'), 'undelivered', 'undeliverable'],
    ['of four octets', Buffer.of(0, 0, 0, 2), '', 'delivered', 'delivered'],
    ['of four octets, and not what the text says', Buffer.of(0, 0, 0, 5), RECEIPT, 'undelivered', 'undeliverable'],
    ['empty', Buffer.of(), RECEIPT, 'delivered', 'delivered'],
    [
      'its own, and no text',
      Buffer.of(77),
      '',
      'unknown',
      'the SMSC reports "message_state 77", which is no state that is known here',
    ],
    [
      'its own, and so the text',
      Buffer.of(77),
      'id:1 stat:BLUE',
      'unknown',
      'the SMSC reports "BLUE", which is no state that is known here',
    ],
  ])('reads a state that is %s', (_, state, text, outcome, words) => {
    const tlvs = new Map([
      [TLV.receipted_message_id, Buffer.from('FF')],
      [TLV.message_state, state],
    ]);
    expect(reportIn(delivery(text, { tlvs }))).toMatchObject({ outcome, words });
  });

  it('takes an intermediate report for no end, and a state that nobody knows for none', () => {
    expect(reportIn(delivery('id:1 stat:ENROUTE', { esmClass: 0x20 }))).toMatchObject({ outcome: 'waiting' });
    expect(reportIn(delivery('id:1 stat:BLUE err:017'))).toMatchObject({
      outcome: 'unknown',
      words: 'the SMSC reports "BLUE", which is no state that is known here (error 017)',
    });
    expect(reportIn(delivery('nonsense'))).toMatchObject({ ids: [], outcome: 'unknown' });
  });

  it.each([
    ['DELIVERED', 'delivered', 'delivered'],
    ['Delivered_To_Terminal', 'delivered', 'delivered'],
    ['UNDELIVERABLE', 'undelivered', 'undeliverable'],
    ['REJECTED', 'undelivered', 'rejected'],
    ['FAILED', 'undelivered', 'failed'],
    ['BLOCKED', 'undelivered', 'blocked'],
    ['ACCEPTED', 'waiting', 'the SMSC still tries'],
    ['constructor', 'unknown', 'the SMSC reports "constructor", which is no state that is known here'],
  ])('knows the word %s', (word, outcome, words) => {
    expect(reportIn(delivery(RECEIPT.replace('DELIVRD', word)))).toMatchObject({ outcome, words });
  });

  it("takes an account's own words before those it knows", () => {
    const own = {
      report_delivered: ['zugestellt', 'OK'],
      report_undelivered: ['accepted', 'DND-1'],
      report_waiting: ['FAILED'],
    };
    const read = (word: string) => reportIn(delivery(`id:1 stat:${word} err:000`), own);
    expect(read('ZUGESTELLT')).toMatchObject({ outcome: 'delivered' });
    expect(read('Accepted')).toMatchObject({ outcome: 'undelivered', words: 'the SMSC says Accepted' });
    expect(read('dnd1')).toMatchObject({ outcome: 'undelivered' });
    expect(read('FAILED')).toMatchObject({ outcome: 'waiting' });
    expect(read('BLUE')).toMatchObject({ outcome: 'unknown' });
  });

  it('reads texts with commas between the fields, and ids that have some', () => {
    const commas =
      'id:a,b/1,sub:001,dlvrd:001,submit date:2611221200,done date:2611221201,stat:FAILED,err:042,text:id:9';
    expect(reportIn(delivery(commas))).toMatchObject({
      ids: ['a,b/1'],
      outcome: 'undelivered',
      words: 'failed (error 042)',
    });
    expect(reportIn(delivery('id:7;stat:;err:001'))).toMatchObject({ ids: ['7'], outcome: 'unknown' });
    expect(reportIn(delivery('id:7 stat: err:001'))).toMatchObject({
      outcome: 'unknown',
      words: expect.stringContaining('no word'),
    });
  });

  it.each([
    ['UCS-2', Buffer.from(RECEIPT, 'utf16le').swap16()],
    ['UCS-2 with a mark', Buffer.from(`\ufeff${RECEIPT}`, 'utf16le').swap16()],
    ['UCS-2 with the low octet first', Buffer.from(RECEIPT, 'utf16le')],
  ])('reads texts in %s, whatever data_coding says', (_, payload) => {
    for (const dataCoding of [0, 8]) {
      expect(reportIn(delivery('', { payload, dataCoding }))).toMatchObject({
        ids: ['0123456789'],
        outcome: 'delivered',
      });
    }
  });

  it.each([
    ['id:1 stat:NOT DELIVERED err:005 text:x', 'undelivered', 'undeliverable (error 005)'],
    ['id:1 stat:DELIVERY FAILED err:0', 'undelivered', 'undeliverable'],
    ['id:1, stat:Absent Subscriber, err:6', 'undelivered', 'the subscriber is absent (error 6)'],
    ['id:1 stat:Delivered To Handset', 'delivered', 'delivered'],
    ['id:1 stat:DELIVRD 2601010000 err:000', 'delivered', 'delivered'],
    ['id:1 stat:NO SUCH STATE', 'unknown', 'the SMSC reports "NO SUCH STATE", which is no state that is known here'],
    ['id=1 stat=DELIVRD err=000', 'delivered', 'delivered'],
    ['id:1|sub:001|stat:UNDELI|err:3|text:id:9', 'undelivered', 'undeliverable (error 3)'],
    ['MessageId:1 Status:TIMEOUT', 'undelivered', 'the validity has passed'],
    ['id : 1 submit_date:2601010000 status : DND', 'undelivered', 'blocked'],
  ])('reads carriers’ own ways: %s', (text, outcome, words) => {
    expect(reportIn(delivery(text))).toMatchObject({ ids: ['1'], outcome, words });
  });

  it('reads a text behind a header', () => {
    const payload = Buffer.concat([Buffer.from('0500034d0101', 'hex'), Buffer.from(RECEIPT)]);
    expect(reportIn(delivery('', { payload, esmClass: 0x44 }))).toMatchObject({ ids: ['0123456789'] });
  });

  it('knows a report by its text alone only where the account says so, and only a whole one', () => {
    const unmarked = { unmarked_reports: true };
    expect(reportIn(delivery(RECEIPT, { esmClass: 0 }), unmarked)).toMatchObject({ outcome: 'delivered' });
    for (const text of ['id:1 stat:DELIVRD', 'My id:1 sub:001 stat:DELIVRD', 'Hello']) {
      expect(reportIn(delivery(text, { esmClass: 0 }), unmarked)).toBeNull();
    }
  });

  it('takes a message for a message, whatever it says', () => {
    expect(reportIn(delivery(RECEIPT, { esmClass: 0 }))).toBeNull();
    expect(reportIn(delivery(RECEIPT, { esmClass: 0x40 }))).toBeNull();
  });
});
