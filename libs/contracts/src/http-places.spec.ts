import { describe, expect, it } from '@jest/globals';
import { expressionOf, place, placesIn } from './http-places.js';

describe('a place in an answer', () => {
  it.each([
    ['responses.0.messageid', true],
    ['results.*.id', true],
    ['/id=(\\d+)/', true],
    ['/id=(\\d+)/i', true],
    ['/path', false],
    ['/(a)/g', false],
    ['//', false],
    [`/(${'a'.repeat(200)})/`, false],
    ['', false],
  ])('has a shape: %j', (text, expected) => {
    expect(place.safeParse(text).success).toBe(expected);
  });

  it('is names, or an expression in slashes', () => {
    expect(expressionOf('a.b')).toBeNull();
    expect(expressionOf('/a/(b)/i')).toEqual({ source: 'a/(b)', flags: 'i' });
  });

  it('is found in settings, wherever they have one', () => {
    const settings = { answer: { id: 'a', code: 'b', error: 'c' }, report: { id: 'd', status: 'e' } };
    expect(placesIn(settings).map(({ place: each }) => each)).toEqual(['a', 'b', 'c', 'd', 'e']);
    expect(placesIn({ answer: {}, balance: { value: 'f' } })).toEqual([{ field: 'balance.value', place: 'f' }]);
  });
});
