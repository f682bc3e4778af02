import { describe, expect, it } from '@jest/globals';
import { storable } from './inbound-text.js';

describe('a text that came in', () => {
  it('is kept as it is up to 65,535 octets', () => {
    const text = `${'é'.repeat(32_767)}a`;
    expect(storable(text)).toBe(text);
  });

  it.each(['é', '€', '🎉'])('is cut before a character that does not fit: %s', (character) => {
    const cut = storable(character.repeat(40_000));
    expect(cut).toBe(character.repeat(Math.floor(65_535 / Buffer.byteLength(character))));
  });
});
