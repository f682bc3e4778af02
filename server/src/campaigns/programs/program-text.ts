import { missingColumns } from '@signalbox/contracts/template';
import type { NumberListDetails } from '../number-lists/number-list.js';

/** What a program without a text of its own sends, where the installation has none either: a text for each row. */
export const TEXT_OF_ROWS = '{{message/text/sms}}';

/** A program's own text; empty where it has none. What stood for "the rows' own" until now counts as none, too. */
export const ownText = (template: string): string => (template === TEXT_OF_ROWS ? '' : template);

/** What a program's messages are made of: its own text, else the installation's, else that of each row. */
export const textOf = (template: string, setting: string | undefined): string =>
  ownText(template) || setting || TEXT_OF_ROWS;

/** What a list lacks for a text, in words for whoever asked for it; null where it lacks nothing. */
export function lackOf(text: string, { columns }: Pick<NumberListDetails, 'columns'>): string | null {
  const missing = missingColumns(text, columns);
  if (missing.length === 0) return null;
  const has = columns.length === 0 ? 'which has none but the numbers' : `which has ${columns.join(', ')}`;
  if (text === TEXT_OF_ROWS) {
    return (
      'expected a text: that of the program (message, text or template), that of the setting PROGRAM_TEMPLATE, or a ' +
      `column message, text or sms of its number list, ${has}`
    );
  }
  return `expected columns of the number list, ${has}, or a fallback; got ${missing.join(', ')}`;
}
