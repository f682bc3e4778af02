import { describe, expect, it } from 'vitest';
import { fill, missingColumns } from './template';

describe('a template', () => {
  const values = { Name: 'Amina', amount: ' 250 ', note: '' };

  it('takes the values of a row, without regard to the case of its columns and to blanks', () => {
    expect(fill('Dear {{ name }}, {{amount}} KES', values).text).toBe('Dear Amina, 250 KES');
  });

  it('takes the fallback where there is no value, or no such column', () => {
    expect(fill('{{note|none}} {{city| Nairobi }}', values).text).toBe('none Nairobi');
  });

  it.each([
    ['Hello {{note}}', /no value in the column note/],
    ['Hello {{city}}', /no value in the column city/],
    [' {{note|}} ', /empty/],
  ])('of %o makes no text', (template, problem) => expect(fill(template, values).problem).toMatch(problem));

  it('names the columns that a list does not have, each once', () => {
    expect(missingColumns('{{a}} {{NAME}} {{a}} {{b|x}}', ['Name'])).toEqual(['a']);
  });
});
