import { ENCODINGS } from '@signalbox/contracts/encodings';
import type { NumberList, NumberListStatus } from '@signalbox/contracts/number-lists';
import type { Tone } from '../ui/status';

export const LIST_TONES: Record<NumberListStatus, Tone> = { importing: 'moving', ready: 'done', failed: 'bad' };
export const LIST_WORDS: Record<NumberListStatus, string> = {
  importing: 'Importing',
  ready: 'Ready',
  failed: 'Failed',
};

/** Where the names of a list's columns were found. */
export function headerWords(list: Pick<NumberList, 'has_header' | 'header_line'> | null): string {
  if (list === null || list.has_header === null) return '–';
  if (!list.has_header) return 'none, every row is a number’s';
  return list.header_line === null ? 'in the first row' : `in line ${list.header_line}`;
}

/** How the letters of a list's file were read; empty for a spreadsheet. */
export function lettersOf(list: Pick<NumberList, 'encoding'> | null): string {
  const encoding = list?.encoding ?? null;
  if (encoding === null) return '';
  const known = Object.entries(ENCODINGS).find(([name]) => name === encoding);
  return known?.[1] ?? encoding;
}
