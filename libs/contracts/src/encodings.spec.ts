import { describe, expect, it } from '@jest/globals';
import { ENCODINGS, encodingNamed } from './encodings.js';

describe('an encoding', () => {
  it.each(Object.keys(ENCODINGS))('%s is one that texts can be read in, by its own name', (name) => {
    expect(new TextDecoder(name).encoding).toBe(name);
    expect(encodingNamed(name)).toBe(name);
  });

  it.each([
    ['UTF8', 'utf-8'],
    [' utf-16 ', 'utf-16le'],
    ['cp1251', 'windows-1251'],
    ['Windows 1251', 'windows-1251'],
    ['win-1250', 'windows-1250'],
    ['CP866', 'ibm866'],
    ['latin1', 'windows-1252'],
    ['ISO_8859-1', 'windows-1252'],
    ['iso88592', 'iso-8859-2'],
    ['KOI8R', 'koi8-r'],
    ['GBK', 'gb18030'],
    ['cp932', 'shift_jis'],
    ['Shift-JIS', 'shift_jis'],
  ])('is known by the name %s', (name, encoding) => {
    expect(encodingNamed(name)).toBe(encoding);
  });

  it.each(['', 'klingon', 'cp1', 'constructor', 'windows-9999'])('is not known by the name %j', (name) => {
    expect(encodingNamed(name)).toBeNull();
  });
});
