import { describe, expect, it } from '@jest/globals';
import { nationalParts } from './message-parts.js';
import { decodeShifted, shiftIn, shiftedText } from './national-shift.js';
import { type Language, LANGUAGES, LOCKING, SINGLE } from './national-tables.js';
import { decodeSubmit, encodeSubmits } from './pdu-submit.js';

const decoded = (septets: number[], locking: number, single: number) =>
  decodeShifted(Uint8Array.from(septets), { locking, single });

describe('the national language tables', () => {
  it.each(Object.values(LANGUAGES))('have 128 places each, of one character: language %i', (language) => {
    for (const table of [LOCKING[language], SINGLE[language]].filter((one) => one !== undefined)) {
      expect(table).toHaveLength(128);
      expect(table.filter((character) => character.length !== 1)).toEqual([]);
    }
  });

  // Places of TS 23.038 annex A, some of each table.
  it.each<[Language, [number, string][], [number, string][]]>([
    [
      'tr',
      [
        [0x04, '€'],
        [0x07, 'ı'],
        [0x0b, 'Ğ'],
        [0x1c, 'Ş'],
        [0x40, 'İ'],
        [0x60, 'ç'],
        [0x7f, 'à'],
      ],
      [
        [0x47, 'Ğ'],
        [0x73, 'ş'],
      ],
    ],
    [
      'es',
      [],
      [
        [0x09, 'ç'],
        [0x41, 'Á'],
        [0x75, 'ú'],
        [0x65, '€'],
      ],
    ],
    [
      'pt',
      [
        [0x04, 'ê'],
        [0x15, '∞'],
        [0x24, 'º'],
        [0x40, 'Í'],
        [0x5b, 'Ã'],
        [0x7d, '`'],
      ],
      [
        [0x1f, 'Ê'],
        [0x7f, 'â'],
      ],
    ],
    [
      'bn',
      [
        [0x00, 'ঁ'],
        [0x3d, 'প'],
        [0x4a, 'শ'],
        [0x60, 'ৎ'],
        [0x7f, 'ৱ'],
      ],
      [
        [0x19, '০'],
        [0x24, '\u09df'],
        [0x34, '৺'],
      ],
    ],
    [
      'gu',
      [
        [0x0c, 'ઍ'],
        [0x47, 'ળ'],
        [0x60, 'ૐ'],
        [0x7f, '૱'],
      ],
      [
        [0x1c, '૦'],
        [0x25, '૯'],
      ],
    ],
    [
      'hi',
      [
        [0x03, 'अ'],
        [0x22, 'ट'],
        [0x4d, 'ह'],
        [0x5f, '्'],
        [0x60, 'ॐ'],
        [0x7f, 'ॿ'],
      ],
      [
        [0x19, '।'],
        [0x2c, '\u0958'],
        [0x3a, 'ॱ'],
      ],
    ],
    [
      'kn',
      [
        [0x24, 'ಡ'],
        [0x4e, '಼'],
        [0x7f, 'ೣ'],
      ],
      [
        [0x26, 'ೞ'],
        [0x2a, 'ೲ'],
      ],
    ],
    [
      'ml',
      [
        [0x48, 'ഴ'],
        [0x60, 'ൗ'],
        [0x7f, '൹'],
      ],
      [
        [0x26, '൰'],
        [0x34, 'ൿ'],
      ],
    ],
    [
      'or',
      [
        [0x46, 'ଲ'],
        [0x60, 'ୖ'],
        [0x7b, 'ୗ'],
      ],
      [
        [0x27, '\u0b5d'],
        [0x2c, 'ୱ'],
      ],
    ],
    [
      'pa',
      [
        [0x4e, '਼'],
        [0x60, 'ੑ'],
        [0x7b, 'ੰ'],
      ],
      [
        [0x26, '\u0a59'],
        [0x2d, 'ੵ'],
      ],
    ],
    [
      'ta',
      [
        [0x1c, ' '],
        [0x1d, 'ஜ'],
        [0x42, 'ம'],
        [0x7f, '௹'],
      ],
      [
        [0x24, '௮'],
        [0x2e, '௺'],
      ],
    ],
    [
      'te',
      [
        [0x00, 'ఁ'],
        [0x44, 'ర'],
        [0x60, 'ౕ'],
        [0x7f, 'ౣ'],
      ],
      [
        [0x22, '౬'],
        [0x32, '౿'],
      ],
    ],
    [
      'ur',
      [
        [0x00, 'ا'],
        [0x1a, 'د'],
        [0x40, 'ص'],
        [0x5b, 'ے'],
        [0x7f, 'ٰ'],
      ],
      [
        [0x1c, '۰'],
        [0x3b, 'ۍ'],
        [0x3f, '۔'],
        [0x41, 'A'],
      ],
    ],
  ])('say of %s what the standard says', (language, locking, single) => {
    const code = LANGUAGES[language];
    for (const [septet, character] of locking) expect(decoded([septet], code, 0)).toBe(character);
    for (const [septet, character] of single) expect(decoded([0x1b, septet], 0, code)).toBe(character);
  });

  it('read what a single shift table lacks in the other one, and an escape without a table as a blank', () => {
    expect(decoded([0x1b, 0x41, 0x1b, 0x0b], LANGUAGES.tr, LANGUAGES.es)).toBe('ÁĞ');
    expect(decoded([0x1b, 0x1b, 0x41, 0x1b], 0, LANGUAGES.es)).toBe(' A ');
    expect(decoded([0x1b, 0x3c, 0x00], LANGUAGES.tr, 0)).toBe('[@');
  });
});

describe('a header', () => {
  it.each([
    ['single shift', '03240101', { locking: 0, single: 1 }],
    ['locking shift', '03250103', { locking: 3, single: 0 }],
    ['both, beside a concatenation', '0b00032a0201250101240101', { locking: 1, single: 1 }],
    ['no table', '0500032a0201', null],
    ['a language that nobody knows', '0324017f', null],
    ['a locking table that there is not', '03250102', null],
    ['nonsense', '0424010101', null],
  ])('names tables: %s', (_, hex, shift) => {
    expect(shiftIn(Buffer.from(hex, 'hex'))).toEqual(shift);
  });
});

describe('a text in a language of its own', () => {
  it.each<[string, Language, string]>([
    ['with the single shift alone', 'tr', 'Merhaba, nasılsın?'.repeat(5)],
    ['where everything is in the locking table', 'pt', 'Não há água à mão; ação ê '.repeat(8)],
    ['of another script', 'hi', 'नमस्ते, आप कैसे हैं? '.repeat(7)],
    ['from right to left', 'ur', 'آپ کیسے ہیں؟ '.repeat(9)],
  ])('is the same again %s, in fewer parts', (_, language, text) => {
    const pdus = encodeSubmits({ to: '+905551234567', text, reference: 7, language });
    const submits = pdus.map(({ pdu }) => decodeSubmit(pdu));
    expect(submits.map((submit) => submit.text).join('')).toBe(text);
    expect(submits.every(({ dataCoding }) => dataCoding.alphabet === 'gsm7')).toBe(true);
    expect(pdus.length).toBeLessThan(encodeSubmits({ to: '+905551234567', text, reference: 7 }).length);
  });

  it('fills 140 octets and no more, and cuts no escape from its septet', () => {
    for (let length = 60; length < 500; length += 7) {
      const text = 'ğıĞ'.repeat(length).slice(0, length);
      for (const { part, pdu } of encodeSubmits({ to: '1', text, reference: 1, language: 'tr', referenceBits: 16 })) {
        expect(decodeSubmit(pdu).text).toBe(part.text);
      }
    }
  });

  it('is left as it is where the tables do not have it, save nothing, or are not needed', () => {
    expect(shiftedText('Привет', 'tr', 5)).toBeNull();
    expect(shiftedText('plain {text} €', 'tr', 5)).toBeNull();
    const short = nationalParts('ğ', 'tr', 1);
    expect(short.map(({ encoding }) => encoding)).toEqual(['ucs2']);
  });
});
