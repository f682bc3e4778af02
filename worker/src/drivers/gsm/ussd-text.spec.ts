import { describe, expect, it } from '@jest/globals';
import { decodeUssd, encodeUssd, answerReader, ussdAlphabet } from './ussd-text.js';

describe('a USSD string', () => {
  it('goes out as it is, or packed', () => {
    expect(encodeUssd('*100#', 'plain')).toBe('*100#');
    expect(encodeUssd('*100#', 'packed')).toBe('AA180C3602');
    // Eight septets fill seven octets; seven are filled up with a carriage return.
    expect(decodeUssd(encodeUssd('*12345#', 'packed'), 15, 'packed')).toBe('*12345#');
  });

  it('comes in as text, as UCS-2, or packed', () => {
    expect(decodeUssd('Balance: 5 KES', 15, 'plain')).toBe('Balance: 5 KES');
    expect(decodeUssd('04110430043B0430043D0441', 72, 'plain')).toBe('Баланс');
    expect(decodeUssd('00480069', 15, 'plain')).toBe('Hi');
    expect(decodeUssd('AA180C3602', 15, 'packed')).toBe('*100#');
    expect(decodeUssd(encodeUssd('Your balance is 5.', 'packed'), 15, 'plain')).toBe('Your balance is 5.');
    expect(decodeUssd('Ø\xc3\xa9', 15, 'plain')).not.toBe('');
    expect(decodeUssd('caf\xc3\xa9', 15, 'plain')).toBe('café');
  });

  it.each([
    ['without a data coding', null],
    ['with that of the default alphabet', 15],
    ['with none that says anything', 0],
  ])('in Cyrillic comes in as UCS-2 %s', (_, dcs) => {
    const hex = (text: string) => Buffer.from(text, 'utf16le').swap16().toString('hex').toUpperCase();
    const text = 'Ваш баланс: 12,50 ₽ – до 31.12 №5';
    expect(decodeUssd(hex(text), dcs, 'plain')).toBe(text);
    expect(decodeUssd(hex('Балансъ'), dcs, 'packed')).toBe('Балансъ');
  });

  it.each([
    'Ваш баланс 5 € \u2014 «тариф»',
    'رصيدك 50 جنيه',
    'Το υπόλοιπό σας',
    'ሒሳብዎ 5 ብር',
    'আপনার ব্যালেন্স ৫',
    'É solde: 5',
  ])('comes in as UCS-2 whatever its data coding says: %s', (text) => {
    const raw = Buffer.from(text, 'utf16le').swap16().toString('hex').toUpperCase();
    for (const dcs of [null, 0, 1, 15]) expect(decodeUssd(raw, dcs, 'plain')).toBe(text);
  });

  it('has its language before it with data coding 0x11, or has not', () => {
    // "ru" is two septets, packed.
    expect(decodeUssd('F23A04110430043B0430043D0441', 0x11, 'plain')).toBe('Баланс');
    expect(decodeUssd('04110430043B0430043D0441', 0x11, 'plain')).toBe('Баланс');
  });

  it('of digits is digits', () => {
    expect(decodeUssd('254712345678', 15, 'plain')).toBe('254712345678');
    expect(decodeUssd('1234', null, 'plain')).toBe('1234');
  });

  it.each([
    [15, 'gsm7'],
    [0, 'gsm7'],
    [0x11, 'ucs2'],
    [0x48, 'ucs2'],
    [0x44, '8bit'],
    [0xf4, '8bit'],
    [null, 'gsm7'],
  ])('with data coding %s is %s (TS 23.038 5)', (dcs, alphabet) => {
    expect(ussdAlphabet(dcs)).toBe(alphabet);
  });

  it('gives what an expression asks for', () => {
    const balance = answerReader('KES\\s([\\d.]+)');
    expect(balance('KES 12.50 left')).toBe('12.50');
    expect(balance('KES\u00a012.50 left')).toBe('12.50');
    expect(balance('nothing')).toBeNull();
    expect(answerReader(undefined)('all of it')).toBe('all of it');
  });

  it('takes no time, whatever the expression and the answer', () => {
    const began = performance.now();
    expect(answerReader('(a+)+$')(`${'a'.repeat(10_000)}b`)).toBeNull();
    expect(performance.now() - began).toBeLessThan(2_000);
  });

  it('says what is wrong with an expression before anything is asked', () => {
    expect(() => answerReader('(?=KES)(.*)')).toThrow('its expression is not used: expected no lookahead');
  });
});
