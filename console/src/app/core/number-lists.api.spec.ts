import type { NumberList, NumberListProgress } from '@signalbox/contracts/number-lists';
import { describe, expect, it } from 'vitest';
import { LIST_ID } from '../../testing/programs';
import { timeAt } from '../../testing/live';
import { uploadForm, withProgress } from './number-lists.api';

const counts = { read: 0, rows: 0, duplicates: 0, rejected: 0, suppressed: 0 };
const list: NumberList = {
  id: LIST_ID,
  name: 'Customers',
  status: 'importing',
  reason: null,
  percent: 0,
  file_name: 'customers.csv',
  file_size: 10,
  default_country: 'KE',
  number_column: null,
  has_header: null,
  header_line: null,
  country_column: null,
  encoding: null,
  hidden: 0,
  skip_hidden: false,
  columns: [],
  ...counts,
  created_at: timeAt(0),
  updated_at: timeAt(0),
};
const progressOf = (change: Partial<NumberListProgress>): NumberListProgress => ({
  id: LIST_ID,
  name: 'Customers',
  status: 'importing',
  reason: null,
  percent: 40,
  ...counts,
  timestamp: timeAt(1),
  ...change,
});

describe('a list that is imported', () => {
  it('follows its own news, and no other list’s', () => {
    expect(withProgress(list, progressOf({ rows: 7 }))).toMatchObject({ percent: 40, rows: 7, name: 'Customers' });
    expect(withProgress(list, progressOf({ id: 'b'.repeat(24), rows: 7 }))).toBe(list);
  });

  it('stays ready when news from before its end comes late', () => {
    const ready: NumberList = { ...list, status: 'ready', percent: 100, rows: 9 };
    expect(withProgress(ready, progressOf({ rows: 7 }))).toBe(ready);
  });
});

describe('the form of an upload', () => {
  it('says what was filled in, before the file, and leaves the rest to the server', () => {
    const file = new File(['+254712000001'], 'a.csv');
    const form = uploadForm(file, {
      name: 'A',
      default_country: '',
      number_column: '',
      has_header: 'true',
      header_line: '3',
      country_column: '',
      encoding: '',
      skip_hidden: '',
    });
    expect([...form.keys()]).toEqual(['name', 'has_header', 'header_line', 'file']);
    expect(form.get('name')).toBe('A');
    expect((form.get('file') as File).name).toBe('a.csv');
  });
});
