import type { Content, CustomTableLayout, TDocumentDefinitions, TableCell } from 'pdfmake';
import type { Paper, PaperColumn, SumLine } from '../paper.js';
import { type Run, runsOf } from './direction.js';

const INK = '#1c2733';
const GREY = '#5b6875';
const RULE = '#d5dce3';
const SHADE = '#f2f5f8';
const MARGIN = 48;
/** Points: how wide the sums are, so that their figures stand below those of the last column. */
const SUMS_WIDTH = 240;
/** A word that would push the other columns off the paper. */
const LONG_WORD = /\S{36}/;

type Look = Record<string, unknown>;
const say = (text: string, look: Look = {}) => ({ text: runsOf(text).map(piece), ...look });
const piece = (run: Run) => (LONG_WORD.test(run.text) ? { ...run, wordBreak: 'break-all' } : run);

/** How a paper is set: A4, its head once, the head of its table on every page. */
export function layoutOf(paper: Paper): TDocumentDefinitions {
  return {
    pageSize: 'A4',
    pageMargins: [MARGIN, MARGIN, MARGIN, 56],
    info: { title: `${paper.title} ${paper.name}`, author: paper.company.name },
    defaultStyle: { font: 'Roboto', fontSize: 9.5, color: INK, lineHeight: 1.15 },
    ...(paper.stamp === null
      ? {}
      : { watermark: { text: paper.stamp, color: '#b3261e', opacity: 0.1, bold: true, fontSize: 110 } }),
    content: [head(paper), addressee(paper), table(paper), sums(paper.sums), ...paper.notes.map(note)],
    footer: (page: number, pages: number): Content => footer(paper, page, pages),
  };
}

function head({ title, name, company }: Paper): Content {
  const { address, phone, email, taxId } = company;
  const lines = [...(address?.split('\n') ?? []), phone, email, taxId === null ? null : `Tax ID ${taxId}`];
  const small = lines.filter((line): line is string => line !== null);
  return {
    columns: [
      {
        width: '*',
        stack: [
          say(company.name, { fontSize: 15, bold: true, margin: [0, 0, 0, 4] }),
          ...small.map((line) => say(line, { color: GREY })),
        ],
      },
      {
        width: 210,
        stack: [
          say(title.toUpperCase(), { fontSize: 19, bold: true, alignment: 'right' }),
          say(name, { color: GREY, fontSize: 11, alignment: 'right' }),
        ],
      },
    ],
    columnGap: 24,
  };
}

function addressee({ toLabel, to: [name = '', ...lines], facts }: Paper): Content {
  const rows: TableCell[][] = facts.map(([label, value]) => [
    say(label, { color: GREY }),
    say(value, { alignment: 'right' }),
  ]);
  return {
    columns: [
      {
        width: '*',
        stack: [
          say(toLabel, { color: GREY, fontSize: 8.5, margin: [0, 0, 0, 2] }),
          say(name, { bold: true, fontSize: 11 }),
          ...lines.map((line) => say(line)),
        ],
      },
      { width: 210, table: { widths: ['auto', '*'], body: rows }, layout: CLOSE },
    ],
    columnGap: 24,
    margin: [0, 28, 0, 22],
  };
}

function table({ columns, rows }: Paper): Content {
  const cells = rows.map((row) => columns.map((column, at) => cell(row[at] ?? '', column)));
  const heads = columns.map((column) => cell(column.head, column, { bold: true, fontSize: 8.5, color: GREY }));
  return {
    table: {
      headerRows: 1,
      dontBreakRows: true,
      widths: columns.map(({ isWide }) => (isWide ? '*' : 'auto')),
      body: [heads, ...cells],
    },
    layout: LINES,
  };
}

const cell = (text: string, { isNumber }: PaperColumn, look: Look = {}): TableCell =>
  say(text, { ...look, ...(isNumber ? { alignment: 'right', noWrap: true } : {}) });

function sums(lines: SumLine[]): Content {
  const body: TableCell[][] = lines.map(({ label, value, isStrong }) => [
    say(label, isStrong ? { bold: true } : { color: GREY }),
    say(value, { alignment: 'right', noWrap: true, ...(isStrong ? { bold: true } : {}) }),
  ]);
  return {
    columns: [
      { width: '*', text: '' },
      { width: SUMS_WIDTH, table: { widths: ['*', 'auto'], body }, layout: SUMS },
    ],
    margin: [0, 10, 0, 0],
    unbreakable: true,
  };
}

const note = ([label, text]: Paper['notes'][number]): Content => ({
  stack: [say(label, { bold: true, margin: [0, 0, 0, 3] }), say(text, { color: GREY })],
  margin: [0, 22, 0, 0],
  unbreakable: true,
});

const footer = ({ title, name, company }: Paper, page: number, pages: number): Content => ({
  columns: [
    say(company.name, { color: GREY, fontSize: 8 }),
    say(`${title} ${name} · page ${page} of ${pages}`, { color: GREY, fontSize: 8, alignment: 'right', width: 'auto' }),
  ],
  columnGap: 24,
  margin: [MARGIN, 16, MARGIN, 0],
});

const none = () => 0;
const CLOSE: CustomTableLayout = {
  hLineWidth: none,
  vLineWidth: none,
  paddingLeft: none,
  paddingRight: none,
  paddingTop: none,
  paddingBottom: () => 2,
};
const LINES: CustomTableLayout = {
  hLineWidth: (row) => (row === 0 ? 0 : 0.6),
  vLineWidth: none,
  hLineColor: () => RULE,
  fillColor: (row) => (row === 0 ? SHADE : null),
  paddingLeft: () => 6,
  paddingRight: () => 6,
  paddingTop: () => 5,
  paddingBottom: () => 4,
};
const SUMS: CustomTableLayout = { ...CLOSE, paddingLeft: () => 6, paddingRight: () => 6, paddingBottom: () => 4 };
