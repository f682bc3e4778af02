import { describe, expect, it } from 'vitest';
import { sizeText } from './size';

describe('a size', () => {
  it.each([
    [0, '0 bytes'],
    [999, '999 bytes'],
    [1000, '1.0 kB'],
    [1_440_000, '1.4 MB'],
    [250_000_000, '250 MB'],
    [3_200_000_000_000, '3,200 GB'],
  ])('of %d octets is "%s"', (octets, text) => expect(sizeText(octets)).toBe(text));
});
