import { signal, type WritableSignal } from '@angular/core';
import { countText } from '../count';

/** One column of a list. What its cells say is also what the file says. */
export interface Column<Row> {
  readonly id: string;
  readonly label: string;
  /** What a cell says; a cell with a template of its own (`sbCell`) says it in another form. */
  readonly text?: (row: Row) => string | null;
  /** A moment (ISO 8601), shown as a distance in time. */
  readonly time?: (row: Row) => string | null;
  readonly count?: (row: Row) => number | null | undefined;
  /** What stands where there is nothing; a dash without it. */
  readonly none?: string;
  /** For cells and heading: `end`, `wide`, `late`, `muted`, `number`, `mono`, `chip`. */
  readonly class?: string;
  readonly width?: string;
  /** Cannot be hidden. */
  readonly fixed?: boolean;
  /** Not there until it is chosen. */
  readonly hidden?: boolean;
}

export const classOf = <Row>({ class: name = '', count, time }: Column<Row>): string =>
  [name, count === undefined ? '' : 'end number', time === undefined ? '' : 'muted'].filter(Boolean).join(' ');

/** A cell in words, for the screen. */
export function textOf<Row>(column: Column<Row>, row: Row): string {
  if (column.count !== undefined) return countText(column.count(row));
  return column.text?.(row) || column.none || '–';
}

/** A cell for a file: counts and times as programs read them. */
export function valueOf<Row>({ text, time, count }: Column<Row>, row: Row): string {
  if (count !== undefined) return String(count(row) ?? '');
  return (time ?? text)?.(row) ?? '';
}

/** Which columns of a list are hidden, remembered by this browser. */
export class ColumnChoice {
  private readonly key: string;
  private readonly chosen: WritableSignal<readonly string[] | null>;

  constructor(name: string) {
    this.key = `signalbox.columns.${name}`;
    this.chosen = signal(readNames(localStorage.getItem(this.key)));
  }

  hides({ id, fixed, hidden }: Pick<Column<never>, 'id' | 'fixed' | 'hidden'>): boolean {
    if (fixed) return false;
    return this.chosen()?.includes(id) ?? hidden === true;
  }

  toggle(column: Pick<Column<never>, 'id'>, columns: readonly Pick<Column<never>, 'id' | 'fixed' | 'hidden'>[]): void {
    const hidden = columns.filter((one) => this.hides(one) !== (one.id === column.id)).map(({ id }) => id);
    this.chosen.set(hidden);
    localStorage.setItem(this.key, JSON.stringify(hidden));
  }
}

function readNames(stored: string | null): string[] | null {
  try {
    const names: unknown = JSON.parse(stored ?? 'null');
    return Array.isArray(names) ? names.filter((name) => typeof name === 'string') : null;
  } catch {
    return null;
  }
}
