import { describe, expect, it } from '@jest/globals';
import { DomainError, Invalid } from '../errors.js';
import { formOf, textOf } from './charset.js';

const JSON_OF = '{"text":"café"}';
const type = (charset: string) => `application/json; charset=${charset}`;
const utf16 = Buffer.from(JSON_OF, 'utf16le');

describe('the text of a body', () => {
  it.each<[string, Buffer, string | undefined]>([
    ['nothing', Buffer.from(JSON_OF), undefined],
    ['no charset', Buffer.from(JSON_OF), 'application/json'],
    ['UTF-8, in quotation marks', Buffer.from(JSON_OF), 'application/json;charset="UTF-8"'],
    ['ISO 8859-1', Buffer.from(JSON_OF, 'latin1'), type('ISO-8859-1')],
    ['Windows-1252', Buffer.from(JSON_OF, 'latin1'), type('windows-1252')],
    ['UTF-16, without a mark', utf16, type('utf-16')],
    ['UTF-16, with a mark', Buffer.concat([Buffer.from([0xff, 0xfe]), utf16]), type('utf-16')],
    ['UTF-16, the other way round', Buffer.from(utf16).swap16(), type('utf-16')],
    ['UTF-16BE', Buffer.from(utf16).swap16(), type('utf-16be')],
  ])('is the same where %s is named', (_, octets, contentType) => {
    expect(textOf(octets, contentType)).toBe(JSON_OF);
  });

  it('is refused where it is not in the charset that it should be in', () => {
    expect(() => textOf(Buffer.from(JSON_OF, 'latin1'), 'application/json')).toThrow(Invalid);
    expect(() => textOf(Buffer.from(JSON_OF, 'latin1'), type('us-ascii'))).toThrow(Invalid);
    expect(() => textOf(Buffer.from([0x81, 0xff]), type('shift_jis'))).toThrow(Invalid);
  });

  it('is refused in a charset that nobody knows', () => {
    const read = () => textOf(Buffer.from(JSON_OF), type('klingon'));
    expect(read).toThrow(DomainError);
    expect(read).toThrow('expected charset=utf-8');
  });
});

describe('a form', () => {
  const form = (charset: string) => `application/x-www-form-urlencoded; charset=${charset}`;
  const textIn = (body: string) => new URLSearchParams(body).get('text');

  it.each<[string, string | Buffer, string]>([
    ['codes of UTF-8', 'from=x&text=Arr%C3%AAt+%26', ''],
    ['UTF-8 itself', 'text=Arrêt &&', 'text/plain'],
    ['codes of ISO 8859-1', 'from=x&text=Arr%EAt+%26', form('ISO-8859-1')],
    ['octets of ISO 8859-1', Buffer.from('&text=Arrêt+%26&x', 'latin1'), form('"iso-8859-1"')],
  ])('says what it says, with %s', (_, body, type) => {
    expect(textIn(formOf(Buffer.from(body as string), type))).toMatch(/^Arrêt/);
  });

  it('stays as it came in UTF-8', () => {
    expect(formOf(Buffer.from('a=%c3%aa&&b+=100%'), form('utf-8'))).toBe('a=%c3%aa&&b+=100%');
  });

  it('is refused where its codes are no text in its charset', () => {
    expect(() => formOf(Buffer.from('text=Arr%EAt'), form('utf-8'))).toThrow(Invalid);
    expect(() => formOf(Buffer.from('text=Arr%EAt'))).toThrow(Invalid);
  });
});
