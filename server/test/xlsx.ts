import { buffer } from 'node:stream/consumers';
import type { Readable } from 'node:stream';
import { ZipFile } from 'yazl';

const TYPES =
  '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/></Types>';
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const RELATIONS = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';

/** A zip file of these parts. */
export function zipOf(parts: Record<string, string | Buffer>): Promise<Buffer> {
  const zip = new ZipFile();
  for (const [name, content] of Object.entries(parts)) zip.addBuffer(Buffer.from(content), name);
  zip.end();
  return buffer(zip.outputStream as Readable);
}

export interface Book {
  /** The XML of `<sheetData>`, of each sheet. */
  sheets: string[];
  /** Which of them are hidden, by place from 0. */
  hidden?: number[];
  /** The XML of each `<si>`. */
  strings?: string[];
  /** The XML within `<styleSheet>`. */
  styles?: string;
  date1904?: boolean;
}

/** An XLSX file, by hand: so that what spreadsheets write in different ways can be tried. */
export function xlsxOf({ sheets, hidden = [], strings, styles, date1904 }: Book): Promise<Buffer> {
  const list = sheets.map(
    (_, at) =>
      `<sheet name="S${at}" sheetId="${at + 1}"${hidden.includes(at) ? ' state="hidden"' : ''} r:id="r${at}"/>`,
  );
  const targets = sheets.map((_, at) => `<Relationship Id="r${at}" Type="x" Target="worksheets/tab${at}.xml"/>`);
  return zipOf({
    '[Content_Types].xml': TYPES,
    'xl/workbook.xml': `<workbook xmlns="${MAIN}" xmlns:r="${RELATIONS}">${date1904 ? '<workbookPr date1904="1"/>' : ''}<sheets>${list.join('')}</sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': `<Relationships>${targets.join('')}</Relationships>`,
    ...Object.fromEntries(
      sheets.map((rows, at) => [
        `xl/worksheets/tab${at}.xml`,
        `<?xml version="1.0" encoding="UTF-8"?><worksheet xmlns="${MAIN}"><sheetData>${rows}</sheetData></worksheet>`,
      ]),
    ),
    ...(strings && {
      'xl/sharedStrings.xml': `<sst xmlns="${MAIN}">${strings.map((si) => `<si>${si}</si>`).join('')}</sst>`,
    }),
    ...(styles && { 'xl/styles.xml': `<styleSheet xmlns="${MAIN}">${styles}</styleSheet>` }),
  });
}

/** The XML of rows of cells: numbers as numbers, text as inline strings. */
export const rowsXml = (rows: (string | number)[][]): string =>
  rows
    .map((cells) => {
      const xml = cells.map((cell) =>
        typeof cell === 'number' ? `<c><v>${cell}</v></c>` : `<c t="inlineStr"><is><t>${cell}</t></is></c>`,
      );
      return `<row>${xml.join('')}</row>`;
    })
    .join('');
