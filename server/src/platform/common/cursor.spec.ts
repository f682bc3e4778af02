import { describe, expect, it } from '@jest/globals';
import { decodeCursor, decodeIdCursor, encodeCursor, encodeIdCursor, toIdPage, toPage } from './cursor.js';
import { Invalid } from './errors.js';

describe('a cursor', () => {
  it.each([0, 1, 42, 10_000_000, Number.MAX_SAFE_INTEGER])('finds row %i again', (sequence) => {
    expect(decodeCursor(encodeCursor(sequence))).toBe(sequence);
  });

  it('may be left out', () => {
    expect(decodeCursor(undefined)).toBeUndefined();
  });

  it('says nothing to people', () => {
    expect(encodeCursor(42)).not.toContain('42');
    expect(encodeCursor(42)).toMatch(/^[A-Za-z0-9_-]+$/);
  });

  const made = (text: string) => Buffer.from(text).toString('base64url');
  it.each([
    ['a number', '42'],
    ['nonsense', 'abc'],
    ['another alphabet', 'łłł'],
    ['a negative row', made('s-1')],
    ['a fraction', made('s1.5')],
    ['a row of too many digits', made('s12345678901234567')],
    ['no row', made('s')],
    ['more behind the row', made('s1;DROP TABLE messages')],
    ['leading zeros', made('s007')],
    ['padding', `${encodeCursor(42)}==`],
  ])('that holds %s is refused', (_, cursor) => {
    expect(() => decodeCursor(cursor)).toThrow(Invalid);
  });
});

describe('a page', () => {
  const sequenceOf = (row: number) => row;

  it('of more rows than its limit ends with a cursor to its last row', () => {
    const page = toPage([9, 8, 7, 6], 3, sequenceOf, String);
    expect(page).toEqual({ data: ['9', '8', '7'], next_cursor: encodeCursor(7) });
  });

  it('that holds all there is has no cursor', () => {
    expect(toPage([9, 8, 7], 3, sequenceOf, String).next_cursor).toBeNull();
    expect(toPage([], 3, sequenceOf, String)).toEqual({ data: [], next_cursor: null });
  });
});

describe('a cursor of ids', () => {
  const id = '0123456789abcdef01234567';

  it('finds the id again, and may be left out', () => {
    expect(decodeIdCursor(encodeIdCursor(id))).toBe(id);
    expect(decodeIdCursor(undefined)).toBeUndefined();
    expect(encodeIdCursor(id)).not.toContain(id);
  });

  it.each([
    id,
    'abc',
    encodeCursor(42),
    encodeIdCursor('x'),
    encodeIdCursor(id.toUpperCase()),
    `${encodeIdCursor(id)}=`,
  ])('that is %s is refused', (cursor) => {
    expect(() => decodeIdCursor(cursor)).toThrow(Invalid);
  });

  it('ends a page of more rows than its limit', () => {
    const rows = ['c', 'b', 'a'].map((letter) => ({ id: letter.repeat(24) }));
    const view = (row: { id: string }) => row.id[0];
    expect(toIdPage(rows, 2, view)).toEqual({ data: ['c', 'b'], next_cursor: encodeIdCursor('b'.repeat(24)) });
    expect(toIdPage(rows, 3, view)).toEqual({ data: ['c', 'b', 'a'], next_cursor: null });
  });
});
