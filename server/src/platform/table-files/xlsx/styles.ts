import type { Package } from './package.js';
import { readXml } from './xml.js';

const PART = 'xl/styles.xml';
/** Built-in number formats that show a date or a time (ECMA-376, part 1, 18.8.30). */
const isBuiltInDate = (id: number): boolean =>
  (id >= 14 && id <= 22) || (id >= 27 && id <= 36) || (id >= 45 && id <= 58);
const DAY_MS = 86_400_000;
/** Day 0 of the two date systems (18.17.4.1); of the first as it is from March 1900 on. */
const EPOCHS = { 1900: Date.UTC(1899, 11, 30), 1904: Date.UTC(1904, 0, 1) };
const LAST_DAY = 2_958_466;

/** Which of a workbook's cell styles show a number as a date. */
export async function readDateStyles(parts: Package): Promise<Set<number>> {
  const dates = new Set<number>();
  if (!parts.has(PART)) return dates;
  const custom = new Map<number, string>();
  let inCells = false;
  let style = 0;
  readXml(await parts.whole(PART), {
    open: (name, attributes) => {
      if (name === 'numFmt') custom.set(Number(attributes.numFmtId), attributes.formatCode ?? '');
      else if (name === 'cellXfs') inCells = true;
      else if (name === 'xf' && inCells) {
        const format = Number(attributes.numFmtId ?? 0);
        const code = custom.get(format);
        if (code === undefined ? isBuiltInDate(format) : isDateFormat(code)) dates.add(style);
        style++;
      }
    },
    close: (name) => {
      if (name === 'cellXfs') inCells = false;
    },
  });
  return dates;
}

/** Whether a format's code has a part of a date, outside of quotation marks, colours and conditions. */
export function isDateFormat(code: string): boolean {
  const bare = code.replace(/"[^"]*"|\\.|_.|\*./g, '').replace(/\[(?![hms]+\])[^\]]*\]/gi, '');
  return /[ymdhs]/i.test(bare) && !/^general$/i.test(bare);
}

/** `2026-01-31`, with a time behind it where there is one; null where the number is no date. */
export function dateOf(serial: number, system: keyof typeof EPOCHS): string | null {
  if (!(serial >= 0 && serial < LAST_DAY)) return null;
  const text = new Date(EPOCHS[system] + Math.round((serial * DAY_MS) / 1000) * 1000).toISOString();
  const time = text.slice(11, 19).replace(/:00$/, '');
  if (serial < 1) return time;
  return time === '00:00' ? text.slice(0, 10) : `${text.slice(0, 10)} ${time}`;
}
