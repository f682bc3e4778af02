import { describe, expect, it } from '@jest/globals';
import { parse, Submit as TheirSubmit } from 'node-pdu';
import { PduError } from './pdu-error.js';
import { decodeSubmit, encodeSubmits, type OutgoingMessage } from './pdu-submit.js';

const message = (over: Partial<OutgoingMessage> = {}): OutgoingMessage => ({
  to: '+254712345678',
  text: 'Hello',
  reference: 7,
  ...over,
});
const only = (over: Partial<OutgoingMessage> = {}) => {
  const [submit, ...others] = encodeSubmits(message(over));
  if (!submit || others.length > 0) throw new Error('expected one part');
  return submit;
};

describe('encoding an SMS-SUBMIT', () => {
  it('writes the public example of "hellohello" with a validity of four days', () => {
    const { pdu, tpduLength } = only({ to: '+46708251358', text: 'hellohello', validitySeconds: 4 * 86_400 });
    expect(pdu).toBe('0011000B916407281553F80000AA0AE8329BFD4697D9EC37');
    expect(tpduLength).toBe(23);
  });

  it('puts the service centre first, and does not count it', () => {
    const { pdu, tpduLength } = only({ to: '+46708251358', text: 'hellohello', smsc: '+31624000000' });
    expect(pdu).toBe('07911326040000F001000B916407281553F800000AE8329BFD4697D9EC37');
    expect(tpduLength).toBe(22);
  });

  it('sends a short code as a number of unknown type', () => {
    expect(only({ to: '22141' }).pdu).toMatch(/^00010005812241F1/);
  });

  it.each([
    ['a status report', { statusReport: true }, '0021'],
    ['a validity', { validitySeconds: 3600 }, '0011'],
    ['neither', {}, '0001'],
  ])('sets the first octet for %s', (_, over, start) => {
    expect(only(over).pdu.slice(0, 4)).toBe(start);
  });

  it.each([
    ['Hello', '10'],
    ['Привет', '18'],
  ])('makes %s a flash message by class 0 of its alphabet', (text, coding) => {
    expect(only({ text, flash: true }).pdu.slice(22, 26)).toBe(`00${coding}`);
  });

  it('gives each part the header, the reference in its bits', () => {
    for (const [referenceBits, start] of [
      [8, '050003BC'],
      [16, '060804ABBC'],
    ] as const) {
      const parts = encodeSubmits(message({ text: 'ж'.repeat(150), reference: 0xfabbc, referenceBits }));
      expect(parts).toHaveLength(3);
      for (const [index, { pdu, part }] of parts.entries()) {
        expect(pdu.slice(0, 4)).toBe('0041');
        expect(pdu.slice(28)).toContain(`${start}030${index + 1}`);
        expect(part.concatenation).toMatchObject({ total: 3, sequence: index + 1, referenceBits });
      }
    }
  });

  it('takes 255 parts and refuses 256', () => {
    expect(encodeSubmits(message({ text: 'x'.repeat(255 * 153) }))).toHaveLength(255);
    expect(() => encodeSubmits(message({ text: 'x'.repeat(255 * 153 + 1) }))).toThrow(PduError);
  });

  it.each(['', '+', 'Signalbox', '+25471234567890123456789', '+2547 123'])('refuses the recipient %j', (to) => {
    expect(() => encodeSubmits(message({ to }))).toThrow(PduError);
  });
});

describe('decoding an SMS-SUBMIT', () => {
  it.each([
    message({ text: '' }),
    message({ text: 'x'.repeat(160), statusReport: true, validitySeconds: 86_400 }),
    message({ text: 'a price of 12 € [once]', flash: true, smsc: '+254722500029' }),
    message({ text: 'ж'.repeat(70), to: '0712345678' }),
    message({ text: `${'ж'.repeat(66)}😀`.repeat(5), referenceBits: 16, to: '*100#' }),
    message({ text: `${'x'.repeat(152)}€`.repeat(5), statusReport: true }),
  ])('reads back what was written: %#', (sent) => {
    const read = encodeSubmits(sent).map(({ pdu, tpduLength }) => {
      const smscOctets = 1 + Number.parseInt(pdu.slice(0, 2), 16);
      expect(tpduLength).toBe(pdu.length / 2 - smscOctets);
      return decodeSubmit(pdu);
    });
    expect(read.map(({ text }) => text).join('')).toBe(sent.text);
    for (const [index, submit] of read.entries()) {
      expect(submit).toMatchObject({
        to: { number: sent.to },
        smsc: sent.smsc ?? null,
        statusReport: sent.statusReport ?? false,
        validitySeconds: sent.validitySeconds ?? null,
        dataCoding: { messageClass: sent.flash ? 0 : null },
      });
      const concatenation = { reference: 7, total: read.length, sequence: index + 1 };
      if (read.length > 1) expect(submit.concatenation).toMatchObject(concatenation);
      else expect(submit.concatenation).toBeNull();
    }
  });

  it('reads an absolute validity, and passes over an enhanced one', () => {
    const absolute = decodeSubmit('0019000B916407281553F80000622150122143210AE8329BFD4697D9EC37');
    expect(new Date(absolute.validUntil ?? 0).toISOString()).toBe('2026-12-05T18:12:34.000Z');
    const enhanced = decodeSubmit('0009000B916407281553F80000016221501221430AE8329BFD4697D9EC37');
    expect(enhanced).toMatchObject({ text: 'hellohello', validUntil: null, validitySeconds: null });
  });

  it.each([
    ['nothing', ''],
    ['half an octet', '001'],
    ['no hexadecimal', '00zz'],
    ['a deliver', '07917283010010F5040BC87238880900F10000993092516195800AE8329BFD4697D9EC37'],
    ['octets after the end', '0011000B916407281553F80000AA0AE8329BFD4697D9EC3700'],
    ['a number of 200 digits', '001100C8916407281553F80000AA0AE8329BFD4697D9EC37'],
    ['200 septets', '0011000B916407281553F80000AAC8E8329BFD4697D9EC37'],
    ['a header longer than the data', '0051000B916407281553F80000AA0AE8329BFD4697D9EC37'],
  ])('refuses %s', (_, pdu) => {
    expect(() => decodeSubmit(pdu)).toThrow(PduError);
  });
});

describe('node-pdu reads the same in our submits', () => {
  it.each([
    message({ text: 'Your code is 123456', statusReport: true }),
    message({ text: 'Ünïcode: ж', to: '+46708251358' }),
    message({ text: 'flash', flash: true, validitySeconds: 3600 }),
  ])('of %j', (sent) => {
    const [ours] = encodeSubmits(sent);
    const theirs = parse(ours?.pdu ?? '');
    if (!(theirs instanceof TheirSubmit)) throw new Error('node-pdu takes it for something else');
    expect(theirs.data.getText()).toBe(sent.text);
    expect(theirs.address.phone).toBe(sent.to.slice(1));
    expect(theirs.type.statusReportRequest).toBe(sent.statusReport ? 1 : 0);
  });

  it('and we read theirs', () => {
    const theirs = new TheirSubmit('+254712345678', 'Hello everyone!');
    expect(decodeSubmit(theirs.toString())).toMatchObject({ text: 'Hello everyone!', to: { number: '+254712345678' } });
  });
});
