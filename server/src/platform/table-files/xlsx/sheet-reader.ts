import { MAX_COLUMNS, type TableRow } from '../../number-tables/table.js';
import type { SharedStrings } from './shared-strings.js';
import { dateOf } from './styles.js';
import { type Attributes, XmlReader } from './xml.js';

/** Cells further to the right are not kept: one of them says enough, that there are too many. */
const LAST_COLUMN = MAX_COLUMNS;

/** Turns the XML of a sheet (ECMA-376, part 1, 18.3) into rows of text, as they come. */
export class SheetReader {
  private readonly xml: XmlReader;
  private rows: TableRow[] = [];
  private row: TableRow = { line: 0, cells: [] };
  private column = -1;
  private type = 'n';
  private style = 0;
  private text = '';
  private inText = false;
  private inPhonetic = false;

  constructor(
    private readonly strings: SharedStrings,
    private readonly dateStyles: ReadonlySet<number>,
    private readonly dateSystem: 1900 | 1904,
  ) {
    this.xml = new XmlReader({
      open: (name, attributes) => this.open(name, attributes),
      close: (name) => this.close(name),
      text: (text) => {
        if (this.inText) this.text += text;
      },
    });
  }

  /** The rows that end in the next piece of the sheet. @throws ImportFailure */
  take(text: string): TableRow[] {
    this.xml.write(text);
    const { rows } = this;
    this.rows = [];
    return rows;
  }

  /** @throws ImportFailure when the sheet is cut off */
  end(): TableRow[] {
    this.xml.end();
    return this.rows;
  }

  private open(name: string, attributes: Attributes): void {
    switch (name) {
      case 'row':
        this.row = { line: Number(attributes.r) || this.row.line + 1, cells: [], hidden: isTrue(attributes.hidden) };
        this.column = -1;
        break;
      case 'c':
        this.column = columnOf(attributes.r) ?? this.column + 1;
        this.type = attributes.t ?? 'n';
        this.style = Number(attributes.s ?? 0);
        this.text = '';
        break;
      case 'rPh':
        this.inPhonetic = true;
        break;
      case 'v':
      case 't':
        this.inText = !this.inPhonetic;
        break;
    }
  }

  private close(name: string): void {
    switch (name) {
      case 'row':
        this.rows.push(this.row);
        break;
      case 'c':
        this.put(this.value());
        break;
      case 'rPh':
        this.inPhonetic = false;
        break;
      case 'v':
      case 't':
        this.inText = false;
        break;
    }
  }

  private put(value: string): void {
    if (value === '') return;
    const { cells } = this.row;
    const at = Math.min(this.column, LAST_COLUMN);
    while (cells.length < at) cells.push('');
    cells[at] = value;
  }

  private value(): string {
    switch (this.type) {
      case 's':
        return this.strings.get(Number(this.text));
      case 'n':
        return this.number();
      case 'b':
        return this.text === '1' ? 'TRUE' : 'FALSE';
      case 'e':
        return '';
      default:
        return this.text;
    }
  }

  private number(): string {
    if (this.text === '') return '';
    const value = Number(this.text);
    if (this.dateStyles.has(this.style)) return dateOf(value, this.dateSystem) ?? this.text;
    return numberText(this.text);
  }
}

/** A filter hides rows as a person does: nothing in the row tells which it was. */
const isTrue = (value: string | undefined): boolean => value === '1' || value === 'true';

/** A cell's number as people see it: `2.54712E+11` is 254712000000, and 0.1 + 0.2 is 0.3 (15 digits are kept). */
export function numberText(stored: string): string {
  if (/^-?\d{1,15}$/.test(stored)) return stored;
  const value = Number(stored);
  if (!Number.isFinite(value)) return stored;
  const rounded = Number(value.toPrecision(15));
  return Number.isSafeInteger(rounded) ? rounded.toFixed(0) : String(rounded);
}

/** The column of a reference such as `AB12`, from 0. */
export function columnOf(reference: string | undefined): number | null {
  const letters = /^[A-Z]{1,3}/.exec(reference ?? '')?.[0];
  if (letters === undefined) return null;
  let column = 0;
  for (const letter of letters) column = column * 26 + letter.charCodeAt(0) - 64;
  return column - 1;
}
