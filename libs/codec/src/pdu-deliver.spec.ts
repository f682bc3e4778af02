import { describe, expect, it } from '@jest/globals';
import { Deliver as TheirDeliver, parse } from 'node-pdu';
import { decodeDeliver, encodeDelivers, type IncomingMessage } from './pdu-deliver.js';
import { PduError } from './pdu-error.js';
import { decodeIncoming } from './pdu-incoming.js';

const AT = Date.UTC(2026, 10, 20, 9, 15, 30);
const incoming = (over: Partial<IncomingMessage> = {}): IncomingMessage => ({
  from: '+254722000111',
  text: 'Habari',
  sentAt: { at: AT, offsetMinutes: 180 },
  reference: 99,
  ...over,
});

describe('decoding an SMS-DELIVER', () => {
  it('reads the public example of "hellohello", from a subscriber number', () => {
    const read = decodeDeliver('07917283010010F5040BC87238880900F10000993092516195800AE8329BFD4697D9EC37');
    expect(read).toMatchObject({
      smsc: '+27381000015',
      from: { number: '27838890001', ton: 'subscriber', npi: 8 },
      text: 'hellohello',
      moreMessages: false,
      concatenation: null,
    });
    expect(read.sentAt).toEqual({ at: Date.UTC(1999, 2, 29, 13, 16, 59), offsetMinutes: 120 });
  });

  it('reads the public example of "How are you?"', () => {
    const read = decodeDeliver('07911326040000F0040B911346610089F60000208062917314080CC8F71D14969741F977FD07');
    expect(read).toMatchObject({ from: { number: '+31641600986', ton: 'international' }, text: 'How are you?' });
    expect(read.smsc).toBe('+31624000000');
  });

  it('reads an alphanumeric sender of 7 and of 8 characters', () => {
    for (const from of ['Network', 'M-Wallet', 'Signal €']) {
      const [{ pdu } = { pdu: '' }] = encodeDelivers(incoming({ from }));
      expect(decodeDeliver(pdu).from).toMatchObject({ number: from, ton: 'alphanumeric' });
    }
  });

  it('keeps a message whose time is no time', () => {
    const read = decodeDeliver('07911326040000F0040B911346610089F60000000000000000000CC8F71D14969741F977FD07');
    expect(read).toMatchObject({ sentAt: null, text: 'How are you?' });
  });

  it('keeps the octets of an 8 bit message, and has no text for it', () => {
    const read = decodeDeliver('00040B911346610089F60004208062917314080401FF00A5');
    expect(read.text).toBeNull();
    expect([...read.payload]).toEqual([0x01, 0xff, 0x00, 0xa5]);
  });

  it('passes over what a modem filled up', () => {
    const read = decodeDeliver('07911326040000F0040B911346610089F60000208062917314080CC8F71D14969741F977FD07FFFFFF');
    expect(read.text).toBe('How are you?');
  });

  it('reads a header of a port beside a concatenation, and takes both from the text', () => {
    const header = '0B05040B8423F00003CC0201';
    const read = decodeDeliver(`00440B911346610089F6000820806291731408${'10'}${header}00480069`);
    expect(read).toMatchObject({ text: 'Hi', concatenation: { reference: 0xcc, total: 2, sequence: 1 } });
    expect(read.header).toHaveLength(12);
  });

  it.each([
    ['an SMS-SUBMIT', '0011000B916407281553F80000AA0AE8329BFD4697D9EC37'],
    ['an SMSC address of 200 octets', 'C8917283010010F5'],
    ['a cut time', '07911326040000F0040B911346610089F600002080629173'],
    ['cut text', '07911326040000F0040B911346610089F60000208062917314080CC8F71D14969741F977FD'],
    ['text without its last digit', '07911326040000F0040B911346610089F60000208062917314080CC8F71D14969741F977FD0'],
  ])('refuses %s', (_, pdu) => {
    expect(() => decodeDeliver(pdu)).toThrow(PduError);
  });
});

describe('encoding an SMS-DELIVER', () => {
  it.each([
    incoming(),
    incoming({ text: '', from: '22141' }),
    incoming({ text: 'x€'.repeat(300), referenceBits: 16, smsc: '+254722500029' }),
    incoming({ text: '😀'.repeat(200), flash: true, sentAt: { at: AT, offsetMinutes: -570 } }),
  ])('is read back: %#', (sent) => {
    const read = encodeDelivers(sent).map(({ pdu }) => decodeDeliver(pdu));
    expect(read.map(({ text }) => text).join('')).toBe(sent.text);
    for (const deliver of read) {
      expect(deliver).toMatchObject({ from: { number: sent.from }, sentAt: sent.sentAt, smsc: sent.smsc ?? null });
      expect(deliver.dataCoding.messageClass).toBe(sent.flash ? 0 : null);
    }
  });

  it('is read by node-pdu', () => {
    for (const text of ['Habari yako', 'Привет', 'x'.repeat(161)]) {
      for (const { pdu } of encodeDelivers(incoming({ text }))) {
        const theirs = parse(pdu);
        if (!(theirs instanceof TheirDeliver)) throw new Error('node-pdu takes it for something else');
        expect(theirs.data.getText()).toBe(decodeDeliver(pdu).text);
        expect(theirs.address.phone).toBe('254722000111');
      }
    }
  });
});

describe('decodeIncoming', () => {
  it('tells a message from a report', () => {
    const [{ pdu } = { pdu: '' }] = encodeDelivers(incoming());
    expect(decodeIncoming(pdu)).toMatchObject({ type: 'deliver', text: 'Habari' });
    const report = decodeIncoming('0006000B910221815716F2709021510121807090215101718000');
    expect(report).toMatchObject({ type: 'status-report', status: 0 });
  });

  it('refuses a stored SMS-SUBMIT', () => {
    expect(() => decodeIncoming('0011000B916407281553F80000AA0AE8329BFD4697D9EC37')).toThrow(PduError);
  });
});
