import { describe, expect, it } from '@jest/globals';
import { lackOf, ownText, textOf } from './program-text.js';

describe('the text of a program', () => {
  it.each([
    ['its own', 'Hi', 'by setting', 'Hi'],
    ['that of the setting, where it has none', '', 'by setting', 'by setting'],
    ['that of the setting, where it has what stood for none', '{{message/text/sms}}', 'by setting', 'by setting'],
    ['that of each row, where there is nothing else', '', undefined, '{{message/text/sms}}'],
  ])('is %s', (_, template, setting, text) => {
    expect(textOf(template, setting)).toBe(text);
  });

  it('is empty where it is not its own', () => {
    expect([ownText(''), ownText('{{message/text/sms}}'), ownText('Hi {{name}}')]).toEqual(['', '', 'Hi {{name}}']);
  });

  it('lacks nothing where the list has its columns', () => {
    expect(lackOf('Hi {{name}}', { columns: ['Name'] })).toBeNull();
    expect(lackOf('{{message/text/sms}}', { columns: ['sms'] })).toBeNull();
    expect(lackOf('Hi', { columns: [] })).toBeNull();
  });

  it('is said to lack what would help', () => {
    expect(lackOf('Hi {{name}}', { columns: ['city'] })).toBe(
      'expected columns of the number list, which has city, or a fallback; got name',
    );
    const lack = lackOf('{{message/text/sms}}', { columns: [] });
    expect(lack).toContain('PROGRAM_TEMPLATE');
    expect(lack).toContain('which has none but the numbers');
  });
});
