import { describe, expect, it } from '@jest/globals';
import { fillerOf, missingColumns } from './template.js';

const COLUMNS = ['number', 'name', 'City', 'due date'];
const fill = (template: string, ...values: string[]) => fillerOf(template, COLUMNS, 50)(['+254712345678', ...values]);

describe('a template', () => {
  it('without columns is the text', () => {
    expect(fill('Hello')).toEqual({ text: 'Hello' });
  });

  it.each([
    ['Dear {{name}}, come', 'Dear Ann, come'],
    ['{{name}}{{City}}', 'AnnNairobi'],
    ['{{ name }} by {{ due date }}', 'Ann by 5 May'],
    ['{{NAME}} of {{city}}', 'Ann of Nairobi'],
    ['{{name|friend}}', 'Ann'],
    ['to {{number}}', 'to +254712345678'],
    ['a {brace} and }} and {{ stay', 'a {brace} and }} and {{ stay'],
  ])('%s takes the values of the row', (template, text) => {
    expect(fill(template, 'Ann', 'Nairobi', '5 May')).toEqual({ text });
  });

  it.each(['', '  '])('takes the fallback where the value is "%s"', (value) => {
    expect(fill('Dear {{name| friend }}!', value)).toEqual({ text: 'Dear friend!' });
    expect(fill('Dear{{name|}}!', value)).toEqual({ text: 'Dear!' });
  });

  it('takes the fallback of a column that the list does not have', () => {
    expect(fill('{{planet|Earth}}')).toEqual({ text: 'Earth' });
  });

  it.each([
    ['{{planet/City/name}}', 'Nairobi'],
    ['{{ star / NAME }}', 'Ann'],
    ['{{planet/star|Earth}}', 'Earth'],
  ])('%s takes the first of the columns that the list has', (template, text) => {
    expect(fill(template, 'Ann', 'Nairobi')).toEqual({ text });
  });

  it('takes a column with a / in its own name', () => {
    expect(fillerOf('{{a/b}}', ['a', 'a/b'], 50)(['1', '2'])).toEqual({ text: '2' });
  });

  it('names the column whose value is missing', () => {
    expect(fill('Dear {{name}}', ' ')).toEqual({ problem: 'its row has no value in the column name' });
    expect(fill('{{City}}', 'Ann')).toEqual({ problem: 'its row has no value in the column City' });
  });

  it('does not look into the values', () => {
    expect(fill('{{name}}', '{{City}}', 'Nairobi')).toEqual({ text: '{{City}}' });
  });

  it('refuses a text that is empty or too long', () => {
    expect(fill('{{name|}}', '')).toEqual({ problem: 'its text is empty' });
    expect(fill('{{name}}', 'x'.repeat(50))).toEqual({ text: 'x'.repeat(50) });
    expect(fill('{{name}}', 'x'.repeat(51))).toEqual({ problem: 'its text has 51 characters, more than 50' });
  });
});

describe('the columns that a list lacks', () => {
  it('are those without a fallback, each once', () => {
    expect(missingColumns('{{name}} {{planet}} {{star|Sun}} {{planet}} {{ moon }}', COLUMNS)).toEqual([
      'planet',
      'moon',
    ]);
    expect(missingColumns('{{NAME}} {{planet/City}}', COLUMNS)).toEqual([]);
    expect(missingColumns('{{planet/star}}', COLUMNS)).toEqual(['planet/star']);
  });
});
