import { beforeAll, describe, expect, it } from '@jest/globals';
import { inflateSync } from 'node:zlib';
import type { Paper } from '../paper.js';
import { setPaper } from './set-paper.js';

/** What stands in one place: its glyphs by their numbers in the font, and the letters that they are of. */
interface Shown {
  x: number;
  y: number;
  glyphs: string[];
  text: string;
}

/** Reads the texts of a document where they stand, by its own font tables (PDF 1.7, 9.4 and 9.10.3). */
function read(pdf: Uint8Array): Shown[] {
  const file = Buffer.from(pdf).toString('latin1');
  const objects = new Map(
    [...file.matchAll(/(?:^|\n)(\d+) 0 obj\n([\s\S]*?)\nendobj/g)].map(([, id, body]) => [id, body ?? '']),
  );
  const contentOf = (body = '') => {
    const [, packed] = /stream\n([\s\S]*)\nendstream/.exec(body) ?? [];
    return packed === undefined ? '' : inflateSync(Buffer.from(packed, 'latin1')).toString('latin1');
  };
  const letters = new Map(
    [...file.matchAll(/\/(F\d+) (\d+) 0 R/g)].map(([, name, id]) => {
      const [, map] = /\/ToUnicode (\d+) 0 R/.exec(objects.get(id) ?? '') ?? [];
      const list = /\[(.*)\]\nendbfrange/s.exec(contentOf(objects.get(map)))?.[1] ?? '';
      return [
        name,
        [...list.matchAll(/<(.*?)>/g)].map(([, hex = '']) =>
          Buffer.from(hex.replaceAll(' ', ''), 'hex').swap16().toString('utf16le'),
        ),
      ];
    }),
  );
  const pages = [...objects.values()].filter((body) => /\/Length \d+\n\/Filter \/FlateDecode\n>>/.test(body));
  const shown = /1 0 0 1 (\S+) (\S+) Tm\n\/(F\d+) \S+ Tf\n\[(.*)\] TJ/g;
  return pages.map(contentOf).flatMap((page) =>
    [...page.matchAll(shown)].map(([, x, y, font = '', list = '']) => {
      const glyphs = [...list.matchAll(/<(.*?)>/g)].flatMap(([, hex = '']) => hex.match(/.{4}/g) ?? []);
      const text = glyphs.map((glyph) => letters.get(font)?.[Number.parseInt(glyph, 16)] ?? '?').join('');
      return { x: Number(x), y: Number(y), glyphs, text };
    }),
  );
}

/** A text's lines as they are seen, from the left. */
function linesOf(shown: Shown[]): string[] {
  const lines = Map.groupBy(shown, ({ y }) => y);
  return [...lines.values()].map((line) =>
    line
      .sort((a, b) => a.x - b.x)
      .map(({ text }) => text)
      .join(''),
  );
}
const turned = (text: string) => [...text].reverse().join('');
/** The same of one that has brackets. */
const seen = (text: string) => turned(text).replace(/[()]/g, (bracket) => (bracket === '(' ? ')' : '('));

const COLUMNS: Paper['columns'] = [{ head: 'Description', isWide: true, isNumber: false }];
const paper = (names: string[], note = ''): Paper => ({
  ...{ title: 'Invoice', name: 'INV-1', stamp: null, toLabel: 'To', columns: COLUMNS },
  company: {
    name: 'Net',
    address: null,
    phone: null,
    email: null,
    taxId: null,
    payInstructions: null,
  },
  to: names,
  facts: [['Date', '2024-01-15']],
  sums: [{ label: 'Total', value: '1.00', isStrong: true }],
  rows: names.map((name) => [name]),
  notes: note === '' ? [] : [['Note', note]],
});

describe('a name with leftward words', () => {
  const arabic = 'شركة النور';
  const hebrew = 'דוד כהן';
  let shown: Shown[];
  beforeAll(async () => {
    shown = read(
      await setPaper(paper([`${arabic} Nairobi Ltd 2024`, `${hebrew} (Cohen) 12`, `Acme (${hebrew}) Ltd 3`])),
    );
  });

  it.each([`Nairobi Ltd 2024 ${turned(arabic)}`, `12 (Cohen) ${turned(hebrew)}`, `Acme (${turned(hebrew)}) Ltd 3`])(
    'stands in its order, to whom it is and in the table: %s',
    (line) => {
      expect(linesOf(shown).filter((one) => one === line)).toHaveLength(2);
    },
  );

  it('has the joined letters of Arabic', async () => {
    const [joined] = read(await setPaper(paper(['ببب']))).filter(({ text }) => text === 'ببب');
    expect(new Set(joined?.glyphs).size).toBe(3);
    expect(joined?.glyphs).not.toContain('0000');
  });
});

it('a name in letters of Ethiopia has them, between others', async () => {
  const shown = read(await setPaper(paper(['ኢትዮጵያ ንግድ (Addis) 7'])));
  expect(linesOf(shown).filter((line) => line === 'ኢትዮጵያ ንግድ (Addis) 7')).toHaveLength(2);
  const [country] = shown.filter(({ text }) => text === 'ኢትዮጵያ ');
  expect(country?.glyphs).not.toContain('0000');
  expect(new Set(country?.glyphs).size).toBe(6);
});

it('a long text is set line by line, each in its order', async () => {
  const [begin, end, company] = ['אחת שתיים שלוש', 'ארבע חמש שש (שבע)', 'Nairobi East Africa Limited 2024'];
  const note = `${begin} ${company} ${end} `.repeat(3).trim();
  const lines = linesOf(read(await setPaper(paper([], note))));
  // The third company's name is broken in two: its second half begins a line, and that is on the right.
  const [left, right] = ['Nairobi East Africa', 'Limited 2024'];
  expect(lines.slice(lines.indexOf('Note') + 1).slice(0, 2)).toEqual([
    [left, turned(begin), seen(end), company, turned(begin)].join(' '),
    [seen(end), company, turned(begin), seen(end), right].join(' '),
  ]);
});
