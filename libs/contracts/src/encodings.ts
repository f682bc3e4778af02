/** Encodings of texts that can be chosen, by their names in the WHATWG's Encoding Standard, and in words. */
export const ENCODINGS = {
  'utf-8': 'Unicode (UTF-8)',
  'utf-16le': 'Unicode (UTF-16 LE)',
  'utf-16be': 'Unicode (UTF-16 BE)',
  'windows-1252': 'Western (Windows-1252)',
  'windows-1250': 'Central European (Windows-1250)',
  'iso-8859-2': 'Central European (ISO 8859-2)',
  'windows-1251': 'Cyrillic (Windows-1251)',
  'koi8-r': 'Cyrillic (KOI8-R)',
  'koi8-u': 'Cyrillic (KOI8-U)',
  'iso-8859-5': 'Cyrillic (ISO 8859-5)',
  ibm866: 'Cyrillic (DOS 866)',
  'x-mac-cyrillic': 'Cyrillic (Macintosh)',
  'windows-1253': 'Greek (Windows-1253)',
  'iso-8859-7': 'Greek (ISO 8859-7)',
  'windows-1254': 'Turkish (Windows-1254)',
  'windows-1255': 'Hebrew (Windows-1255)',
  'windows-1256': 'Arabic (Windows-1256)',
  'iso-8859-6': 'Arabic (ISO 8859-6)',
  'windows-1257': 'Baltic (Windows-1257)',
  'windows-1258': 'Vietnamese (Windows-1258)',
  'windows-874': 'Thai (Windows-874)',
  macintosh: 'Western (Macintosh)',
  gb18030: 'Chinese, simplified (GB 18030)',
  big5: 'Chinese, traditional (Big5)',
  shift_jis: 'Japanese (Shift_JIS)',
  'euc-jp': 'Japanese (EUC-JP)',
  'iso-2022-jp': 'Japanese (ISO-2022-JP)',
  'euc-kr': 'Korean (EUC-KR)',
} as const;
export type Encoding = keyof typeof ENCODINGS;
const isEncoding = (name: string): name is Encoding => Object.hasOwn(ENCODINGS, name);

/** What programs and people call the same encodings, without their hyphens, underscores and blanks. */
const OTHER_NAMES = new Map<string, Encoding>(
  Object.entries({
    unicode: 'utf-16le',
    utf16: 'utf-16le',
    latin1: 'windows-1252',
    iso88591: 'windows-1252',
    iso885915: 'windows-1252',
    ascii: 'windows-1252',
    ansi: 'windows-1252',
    latin2: 'iso-8859-2',
    latin5: 'windows-1254',
    iso88599: 'windows-1254',
    koi8: 'koi8-r',
    dos866: 'ibm866',
    maccyrillic: 'x-mac-cyrillic',
    mac: 'macintosh',
    macroman: 'macintosh',
    tis620: 'windows-874',
    iso885911: 'windows-874',
    gb2312: 'gb18030',
    gbk: 'gb18030',
    sjis: 'shift_jis',
  } as const),
);

/** The encoding that a text means, by its name or another that it goes by, such as `cp1251`; null where it means none. */
export function encodingNamed(text: string): Encoding | null {
  const name = text.trim().toLowerCase();
  if (isEncoding(name)) return name;
  const bare = name.replace(/[-_ ]/g, '');
  const page = /^(?:cp|win|windows|ibm)(\d{3,4})$/.exec(bare)?.[1];
  const known = Object.keys(ENCODINGS) as Encoding[];
  const likely = known.find((one) => one.replace(/[-_]/g, '') === bare);
  if (likely !== undefined) return likely;
  if (page === '932') return 'shift_jis';
  if (page === '936') return 'gb18030';
  if (page === '950') return 'big5';
  const ofPage =
    page === undefined ? undefined : known.find((one) => one === `windows-${page}` || one === `ibm${page}`);
  return ofPage ?? OTHER_NAMES.get(bare) ?? null;
}
