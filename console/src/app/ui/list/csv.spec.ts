import { describe, expect, it } from 'vitest';
import { ColumnChoice, type Column } from './column';
import { csvOf } from './csv';

interface Row {
  name: string;
  sent: number | null;
  at: string | null;
}

const columns: readonly Column<Row>[] = [
  { id: 'name', label: 'Name', text: ({ name }) => name, fixed: true },
  { id: 'sent', label: 'Sent', count: ({ sent }) => sent },
  { id: 'at', label: 'Since, at', time: ({ at }) => at, none: 'never', hidden: true },
];

describe('a list as a file', () => {
  it('has the columns’ names, counts as numbers, and times as the API writes them', () => {
    const rows = [{ name: 'a "b", c', sent: 1_234_567, at: '2026-11-29T10:00:00.000Z' }];
    expect(csvOf(columns, rows)).toBe('Name,Sent,"Since, at"\r\n"a ""b"", c",1234567,2026-11-29T10:00:00.000Z\r\n');
  });

  it.each([
    ['=HYPERLINK("x")', `"'=HYPERLINK(""x"")"`],
    ['@cmd', "'@cmd"],
    ['+SUM(1)', "'+SUM(1)"],
    ['+254712345678', '+254712345678'],
    ['-5', '-5'],
  ])('writes %s as %s: a spreadsheet runs nothing', (name, cell) => {
    expect(csvOf(columns, [{ name, sent: null, at: null }])).toContain(`\r\n${cell},,\r\n`);
  });
});

describe('the choice of columns', () => {
  it('is that of the list until somebody chooses, and is remembered', () => {
    localStorage.clear();
    const [name, sent, at] = columns as [Column<Row>, Column<Row>, Column<Row>];
    const choice = new ColumnChoice('rows');
    expect([name, sent, at].map((column) => choice.hides(column))).toEqual([false, false, true]);
    choice.toggle(at, columns);
    choice.toggle(sent, columns);
    choice.toggle(name, columns);
    expect([name, sent, at].map((column) => new ColumnChoice('rows').hides(column))).toEqual([false, true, false]);
  });
});
