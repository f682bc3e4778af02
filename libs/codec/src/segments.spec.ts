import { describe, expect, it } from '@jest/globals';
import { septetsOf } from './gsm7.js';
import { segmentsOf, splitText } from './segments.js';

const lengthsOf = (text: string, bits: 8 | 16 = 8): number[] => splitText(text, bits).parts.map((part) => part.length);

describe('segmentsOf', () => {
  it.each([
    [0, 1, 160, 160],
    [1, 1, 160, 159],
    [160, 1, 160, 0],
    [161, 2, 153, 145],
    [306, 2, 153, 0],
    [307, 3, 153, 152],
    [459, 3, 153, 0],
    [460, 4, 153, 152],
  ])('counts %i septets as %i segments', (units, segments, perSegment, remaining) => {
    expect(segmentsOf('x'.repeat(units))).toEqual({ encoding: 'gsm7', segments, units, perSegment, remaining });
  });

  it.each([
    [1, 1, 70, 69],
    [70, 1, 70, 0],
    [71, 2, 67, 63],
    [134, 2, 67, 0],
    [135, 3, 67, 66],
    [201, 3, 67, 0],
    [202, 4, 67, 66],
  ])('counts %i UCS-2 units as %i segments', (units, segments, perSegment, remaining) => {
    expect(segmentsOf('ж'.repeat(units))).toEqual({ encoding: 'ucs2', segments, units, perSegment, remaining });
  });

  it('stays with 7 bits for the euro sign, which counts two', () => {
    expect(segmentsOf('€'.repeat(80))).toMatchObject({ encoding: 'gsm7', segments: 1, units: 160, remaining: 0 });
    expect(segmentsOf('€'.repeat(81))).toMatchObject({ encoding: 'gsm7', segments: 2, units: 162 });
  });

  it('takes UCS-2 for the whole text when its last character needs it', () => {
    expect(segmentsOf(`${'x'.repeat(159)}ç`)).toMatchObject({ encoding: 'ucs2', segments: 3, units: 160 });
  });

  it('counts an emoji as two units', () => {
    expect(segmentsOf('😀'.repeat(35))).toMatchObject({ encoding: 'ucs2', segments: 1, units: 70, remaining: 0 });
  });

  it('counts the segment that an extension character at the edge costs', () => {
    const text = `${'x'.repeat(152)}€${'x'.repeat(152)}`;
    expect(septetsOf(text)).toBe(306);
    expect(segmentsOf(text)).toMatchObject({ segments: 3, units: 306, remaining: 152 });
  });

  it('counts the segment that an emoji at the edge costs', () => {
    const text = `${'ж'.repeat(66)}😀${'ж'.repeat(66)}`;
    expect(segmentsOf(text)).toMatchObject({ segments: 3, units: 134, remaining: 66 });
  });
});

describe('splitText', () => {
  it('leaves a text that fits alone in one part, an empty one too', () => {
    expect(splitText('x'.repeat(160), 16)).toEqual({ encoding: 'gsm7', parts: ['x'.repeat(160)] });
    expect(splitText('ж'.repeat(70), 16)).toEqual({ encoding: 'ucs2', parts: ['ж'.repeat(70)] });
    expect(splitText('', 8)).toEqual({ encoding: 'gsm7', parts: [''] });
  });

  it('leaves room for the header of each reference width', () => {
    expect(lengthsOf('x'.repeat(306), 8)).toEqual([153, 153]);
    expect(lengthsOf('x'.repeat(306), 16)).toEqual([152, 152, 2]);
    expect(lengthsOf('ж'.repeat(134), 8)).toEqual([67, 67]);
    expect(lengthsOf('ж'.repeat(134), 16)).toEqual([66, 66, 2]);
  });

  it('moves an extension character at a part’s edge to the next part', () => {
    expect(lengthsOf(`${'x'.repeat(152)}€${'x'.repeat(20)}`)).toEqual([152, 21]);
    expect(lengthsOf(`${'x'.repeat(151)}€${'x'.repeat(20)}`)).toEqual([152, 20]);
    expect(lengthsOf(`${'x'.repeat(151)}€${'x'.repeat(20)}`, 16)).toEqual([151, 21]);
  });

  it('moves an emoji at a part’s edge to the next part', () => {
    expect(lengthsOf(`${'ж'.repeat(66)}😀${'ж'.repeat(9)}`)).toEqual([66, 11]);
    expect(lengthsOf(`${'ж'.repeat(65)}😀${'ж'.repeat(9)}`)).toEqual([67, 9]);
    expect(lengthsOf(`${'ж'.repeat(65)}😀${'ж'.repeat(9)}`, 16)).toEqual([65, 11]);
  });

  it('keeps emoji whole through every part of a long text', () => {
    expect(lengthsOf('😀'.repeat(100))).toEqual([66, 66, 66, 2]);
  });

  it('cuts between lone halves of surrogate pairs like any other units', () => {
    expect(lengthsOf('\udc00'.repeat(71))).toEqual([67, 4]);
    expect(lengthsOf('\ud800'.repeat(71))).toEqual([67, 4]);
  });
});

/** Mulberry32: the same numbers at every run, so that a failure can be repeated. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

describe('any text', () => {
  const random = seeded(2338);
  const pick = (from: readonly string[]): string => from[Math.floor(random() * from.length)] ?? '';
  const alphabets: readonly (readonly string[])[] = [
    ['x', 'à', '€', '[', '\n'],
    ['x', 'x', 'x', 'x', '€'],
    ['€'],
    ['x', 'ж', '😀', '€'],
    ['😀', '👍', 'ж'],
  ];
  const textOf = (alphabet: readonly string[]): string =>
    Array.from({ length: Math.floor(random() * 500) }, () => pick(alphabet)).join('');
  const texts = Array.from({ length: 1500 }, (_, index) => textOf(alphabets[index % alphabets.length] ?? []));

  it('is its parts joined, none too long and none with half a character', () => {
    for (const text of texts) {
      for (const bits of [8, 16] as const) {
        const { encoding, parts } = splitText(text, bits);
        expect(parts.join('')).toBe(text);
        const limit =
          parts.length === 1 ? { gsm7: 160, ucs2: 70 } : { gsm7: bits === 8 ? 153 : 152, ucs2: bits === 8 ? 67 : 66 };
        for (const part of parts) {
          expect(encoding === 'gsm7' ? septetsOf(part) : part.length).toBeLessThanOrEqual(limit[encoding]);
          expect(part.isWellFormed()).toBe(true);
        }
      }
    }
  });

  it('counts as many segments as it has parts, and the room left in the last', () => {
    for (const text of texts) {
      const counted = segmentsOf(text);
      const { encoding, parts } = splitText(text, 8);
      const last = parts.at(-1) ?? '';
      expect(counted.encoding).toBe(encoding);
      expect(counted.segments).toBe(parts.length);
      expect(counted.perSegment - counted.remaining).toBe(encoding === 'gsm7' ? septetsOf(last) : last.length);
    }
  });

  it('never has a part whose successor’s first character would still have fitted', () => {
    for (const text of texts) {
      const { encoding, parts } = splitText(text, 8);
      for (const [index, part] of parts.slice(0, -1).entries()) {
        const longer = part + String.fromCodePoint(parts[index + 1]?.codePointAt(0) ?? 0);
        if (encoding === 'gsm7') expect(septetsOf(longer)).toBeGreaterThan(153);
        else expect(longer.length).toBeGreaterThan(67);
      }
    }
  });
});
