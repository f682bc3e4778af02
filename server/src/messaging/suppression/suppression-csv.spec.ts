import { describe, expect, it } from '@jest/globals';
import { Invalid } from '../../platform/common/errors.js';
import { toE164 } from '../../platform/common/phone-number.js';
import { readSuppressionCsv as read, suppressionLine } from './suppression-csv.js';

const readSuppressionCsv = async (text: string) => (await read(text, 'KE')).lines;

const line = (number: string, note: string | null = null, country = 'KE') => ({ number, country, note });

describe('a CSV of numbers', () => {
  it.each(['phone: 0733008001, 0733008002', '["0733008001", "0733008002"]', '0733008001، 0733008002'])(
    'has a number a row where it is nothing but numbers: %s',
    async (text) => {
      const lines = await readSuppressionCsv(text);
      expect(lines.map(({ number }) => toE164(number, 'KE'))).toEqual(['+254733008001', '+254733008002']);
    },
  );

  it('is read by its header, wherever the columns stand', async () => {
    expect(
      await readSuppressionCsv('Note,name,MSISDN\r\n"asked, twice",Ann,+254712345678\r\n,Bob,0712345679\r\n'),
    ).toEqual([line('+254712345678', 'asked, twice'), line('0712345679')]);
  });

  it.each([
    ['a column without a header', '0712345678\n0712345679', [line('0712345678'), line('0712345679')]],
    ['semicolons', 'number;note\n0712345678;x', [line('0712345678', 'x')]],
    ['tabs and a byte order mark', '\ufeffnumber\tnote\n0712345678\tx', [line('0712345678', 'x')]],
    ['a quoted newline', 'number,note\n0712345678,"a\nb"', [line('0712345678', 'a\nb')]],
    ['empty lines and short ones', 'note,number\n\nx\n,0712345678\n', [line('', 'x'), line('0712345678')]],
    ['nothing', '', []],
    ['a header alone', 'number', []],
  ])('may have %s', async (_, text, lines) => {
    expect(await readSuppressionCsv(text)).toEqual(lines);
  });

  it('says which columns of numbers were not read', async () => {
    const warningsOf = async (text: string) => (await read(text, 'KE')).warnings;
    const said = (name: string) => [
      `column "${name}" was not read, which has 1 number too: import it in a file of its own`,
    ];
    expect(await warningsOf('number,number2\n0712345678,0712345679\n0712345670,\n')).toEqual(said('number2'));
    expect(await warningsOf('phone;Mobile No.\n0712345678;0712345679\n0712345670;x')).toEqual(said('Mobile No.'));
    expect(await warningsOf('number,note\n0712345678,0712345679')).toEqual([]);
    expect(await warningsOf('number,phone\n0712345678,\n')).toEqual([]);
  });

  it('is refused when a quote does not end, or when it is too long', async () => {
    await expect(readSuppressionCsv('number\n"0712345678')).rejects.toThrow(Invalid);
    const tooLong = readSuppressionCsv('0712345678\n'.repeat(10_001));
    await expect(tooLong).rejects.toMatchObject({
      errors: [{ field: 'csv', message: 'expected at most 10000 lines' }],
    });
    expect(await readSuppressionCsv(`number\n${'0712345678\n'.repeat(10_000)}`)).toHaveLength(10_000);
  });

  it('that was written is read again as it was', async () => {
    const entry = { number: '+254712345678', source: 'stop' as const, note: 'say "no"; twice', createdAt: 0 };
    expect(suppressionLine(entry)).toBe('+254712345678,stop,"say ""no""; twice",1970-01-01T00:00:00.000Z\r\n');
    expect(await readSuppressionCsv(`number,source,note,created_at\r\n${suppressionLine(entry)}`)).toEqual([
      line('+254712345678', 'say "no"; twice'),
    ]);
  });
});
