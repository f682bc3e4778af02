import { describe, expect, it } from '@jest/globals';
import { inboundIn } from './inbound.js';
import { type Delivery, TLV } from './pdu.js';

const TIMES = { at: 2000, connectedAt: 1000 };
const part = (hex: string, over: Partial<Delivery> = {}, alphabet: 'gsm7' | 'latin1' = 'gsm7') => {
  const delivery: Delivery = {
    source: { ton: 1, npi: 1, address: '254712345678' },
    destination: '22333',
    esmClass: 0,
    dataCoding: 0,
    payload: Buffer.from(hex, 'hex'),
    tlvs: new Map(),
    ...over,
  };
  return inboundIn(delivery, { channel: 'smpp:a', alphabet }, TIMES);
};

describe('inboundIn', () => {
  it('tells sender, text and times', () => {
    expect(part('48690041')).toEqual({
      channel: 'smpp:a',
      from: '+254712345678',
      text: 'Hi@A',
      concatenation: null,
      ...TIMES,
    });
    const from = (ton: number, address: string) => part('', { source: { ton, npi: 0, address } }).from;
    expect([from(5, 'MPESA'), from(0, '22333'), from(1, '+254')]).toEqual(['MPESA', '22333', '+254']);
  });

  it.each([
    ['the default alphabet, GSM', 0, '00e9'.slice(0, 2) + '1b65', '@€'],
    ['ASCII', 1, '405f', '@_'],
    ['ASCII that is the GSM alphabet', 1, '001b65', '@€'],
    ['Latin-1', 3, 'e9', 'é'],
    ['Cyrillic', 6, 'b6', 'Ж'],
    ['UCS-2', 8, '0416d83dde00', 'Ж😀'],
    ['UCS-2 of a class', 0x18, '0416', 'Ж'],
    ['GSM of a class', 0xf0, '00', '@'],
    ['octets that are UTF-8', 4, 'c3a9', 'é'],
    ['octets', 4, '00ff', '[2 octets: 00ff]'],
    ['8 bits of a class', 0xf5, '00ff', '[2 octets: 00ff]'],
  ])('reads %s', (_, dataCoding, hex, text) => {
    expect(part(hex, { dataCoding }).text).toBe(text);
  });

  it('reads the default alphabet as the account has it', () => {
    expect(part('40e9', {}, 'latin1').text).toBe('@é');
  });

  it('tells which part it is, by header or by parameters', () => {
    expect(part('050003070201' + '48', { esmClass: 0x40 })).toMatchObject({
      text: 'H',
      concatenation: { reference: 7, total: 2, number: 1 },
    });
    expect(part('06080401070202' + '48', { esmClass: 0x40 })).toMatchObject({
      text: 'H',
      concatenation: { reference: 0x107, total: 2, number: 2 },
    });
    const tlvs = new Map([
      [TLV.sar_msg_ref_num, Buffer.of(1, 2)],
      [TLV.sar_total_segments, Buffer.of(3)],
      [TLV.sar_segment_seqnum, Buffer.of(2)],
    ]);
    expect(part('48', { tlvs })).toMatchObject({ text: 'H', concatenation: { reference: 258, total: 3, number: 2 } });
    tlvs.delete(TLV.sar_total_segments);
    expect(part('48', { tlvs }).concatenation).toBeNull();
  });

  it('takes a header that is longer than the message for text', () => {
    expect(part('4848', { esmClass: 0x40 })).toMatchObject({ text: 'HH', concatenation: null });
    expect(part('', { esmClass: 0x40 })).toMatchObject({ text: '', concatenation: null });
  });
});
