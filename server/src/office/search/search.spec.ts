import { describe, expect, it } from '@jest/globals';
import type { SearchHit } from '@signalbox/contracts/office/search';
import { firstOf, nameKeys, rangeOf, soughtBy } from './search.js';

describe('what is looked for', () => {
  it.each([
    ['+254 712', ['+254712']],
    ['00254712', ['+254712']],
    ['0712-3', ['+2547123']],
    ['712', ['+712', '+254712']],
    ['254712', ['+254712', '+254254712']],
    ['07', []],
    ['INV-2024', []],
    ['John 2', []],
  ])('%j begins the phone numbers %j', (text, phones) => {
    expect(soughtBy(text, '254').phones).toEqual(phones);
  });

  it('is a number in capitals, and a name in small letters with single blanks', () => {
    expect(soughtBy('inv-2024', '254')).toMatchObject({ number: 'INV-2024', name: 'inv-2024' });
    expect(soughtBy('ÖZIL  Meh', '49').name).toBe('özil meh');
  });

  it('finds names by their beginning, or that of their last word', () => {
    expect(nameKeys(' John  van DOE ')).toEqual({ name: 'john van doe', last: 'doe' });
    expect(nameKeys('Cher')).toEqual({ name: 'cher', last: 'cher' });
    expect(nameKeys('\u0041\u030A')).toEqual({ name: 'å', last: 'å' });
  });

  it('is a range of texts, in which % and _ are themselves', () => {
    const [from, below] = rangeOf('a%');
    expect(['a%', 'a%z', 'a%\u{1F600}'].every((text) => text >= from && text < below)).toBe(true);
    expect(['a', 'ab', 'b%'].some((text) => text >= from && text < below)).toBe(false);
  });
});

it('has each hit once, and eight of a kind', () => {
  const hit = (kind: SearchHit['kind'], id: number): SearchHit => ({
    kind,
    id,
    number: null,
    name: 'x',
    phone: null,
    customer_id: null,
  });
  const hits = [hit('ticket', 1), ...Array.from({ length: 12 }, (_, id) => hit('customer', id)), hit('ticket', 1)];
  const first = firstOf([...hits, hit('customer', 0)]);
  expect(first).toHaveLength(9);
  expect(first[0]).toEqual(hit('ticket', 1));
});
