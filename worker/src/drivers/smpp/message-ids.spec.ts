import { describe, expect, it } from '@jest/globals';
import { idsIn, idsInAnswer, refOf } from './message-ids.js';

describe('idsInAnswer', () => {
  it('takes an id as it is, in decimal of a hexadecimal one, and the other way round', () => {
    expect(idsInAnswer('255', 'auto')).toEqual(['255', 'ff', '597']);
    expect(idsInAnswer('00FF', 'auto')).toEqual(['ff', '255']);
    expect(idsInAnswer('a-1', 'auto')).toEqual(['a-1']);
  });
  it('takes only what is set', () => {
    expect(idsInAnswer('00AB', 'same')).toEqual(['ab']);
    expect(idsInAnswer('FF', 'decimal_to_hex')).toEqual(['255']);
    expect(idsInAnswer('255', 'hex_to_decimal')).toEqual(['ff']);
    expect(idsInAnswer('xyz', 'hex_to_decimal')).toEqual([]);
  });
  it('takes a long name for no number', () => {
    const long = '9'.repeat(21);
    expect(idsInAnswer(long, 'auto')).toEqual([long]);
    expect(idsInAnswer('0', 'auto')).toEqual(['0']);
  });
});

describe('refOf', () => {
  it('holds ids that idsIn finds again, whatever is in them', () => {
    const ids = ['1', 'a,b', '100%', 'ü'];
    expect(idsIn(refOf(ids))).toEqual(ids);
  });
  it('leaves out what is empty, and what does not fit', () => {
    expect(refOf(['', ''])).toBeNull();
    const ids = Array.from({ length: 255 }, (_, index) => `${index}`.padStart(36, 'x'));
    const ref = refOf(ids) ?? '';
    expect(ref.length).toBeLessThanOrEqual(1000);
    expect(idsIn(ref)).toEqual(ids.slice(0, 27));
  });
  it('is read also when it makes no sense', () => {
    expect(idsIn(null)).toEqual([]);
    expect(idsIn('%E0%A4%A,ok')).toEqual(['ok']);
  });
});
