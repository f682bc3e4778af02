import { describe, expect, it } from '@jest/globals';
import { saveAs, typeOf } from './attachment.js';

describe('what a file is', () => {
  it.each([
    ['89504e470d0a1a0a00', 'image/png'],
    ['ffd8ffe000104a464946', 'image/jpeg'],
    ['474946383961', 'image/gif'],
    ['524946460000000057454250', 'image/webp'],
    ['255044462d312e37', 'application/pdf'],
    ['504b030414', 'application/zip'],
    ['00000018667479706d703432', 'video/mp4'],
    ['8950', 'application/octet-stream'],
    ['4d5a9000', 'application/octet-stream'],
    ['fffe', 'application/octet-stream'],
  ])('%s is %s', (hex, type) => {
    expect(typeOf(Buffer.from(hex, 'hex'))).toBe(type);
  });

  it.each(['<html><script>alert(1)</script>', '<svg xmlns="http://www.w3.org/2000/svg"/>', 'größe\r\n\tx', 'a'])(
    '%j is nothing but text',
    (text) => {
      expect(typeOf(Buffer.from(text))).toBe('text/plain; charset=utf-8');
    },
  );

  it('is told of a part of a larger buffer', () => {
    expect(typeOf(Buffer.from('xx%PDF-1.7').subarray(2))).toBe('application/pdf');
  });
});

it('a file is saved under its name, whatever is in it', () => {
  expect(saveAs('plan.pdf')).toBe(`attachment; filename="plan.pdf"; filename*=UTF-8''plan.pdf`);
  expect(saveAs('a"b\\c%; ä(1).txt')).toBe(
    `attachment; filename="a_b_c_; _(1).txt"; filename*=UTF-8''a%22b%5Cc%25%3B%20%C3%A4%281%29.txt`,
  );
  expect(saveAs('a\r\nb')).not.toMatch(/[\r\n]/);
});
