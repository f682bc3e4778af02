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

  it('takes an intermediate report for no end, and a state that nobody knows for none', () => {
    expect(reportIn(delivery('id:1 stat:ENROUTE', { esmClass: 0x20 }))).toMatchObject({ outcome: 'waiting' });
    expect(reportIn(delivery('id:1 stat:BLUE'))).toMatchObject({ outcome: 'waiting' });
    expect(reportIn(delivery('nonsense'))).toMatchObject({ ids: [], outcome: 'waiting' });
  });

  it('takes a message for a message, whatever it says', () => {
    expect(reportIn(delivery(RECEIPT, { esmClass: 0 }))).toBeNull();
    expect(reportIn(delivery(RECEIPT, { esmClass: 0x40 }))).toBeNull();
  });
});
