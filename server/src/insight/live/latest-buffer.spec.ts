import { describe, expect, it } from '@jest/globals';
import { LatestBuffer } from './latest-buffer.js';

const filled = (most: number, ...entries: string[]): LatestBuffer<string> => {
  const buffer = new LatestBuffer<string>(most);
  for (const entry of entries) buffer.add(entry.charAt(0), entry);
  return buffer;
};

describe('what is to be shown later', () => {
  it('is at first nothing', () => {
    const buffer = filled(3);
    expect(buffer.isEmpty).toBe(true);
    expect(buffer.take(10)).toEqual([]);
  });

  it('is the latest of each, in the order they first came', () => {
    const buffer = filled(10, 'a1', 'b1', 'a2', 'c1', 'a3');
    expect(buffer.take(10)).toEqual(['a3', 'b1', 'c1']);
    expect(buffer.isEmpty).toBe(true);
  });

  it('shows a later state of what was shown already', () => {
    const buffer = filled(10, 'a1');
    expect(buffer.take(1)).toEqual(['a1']);
    buffer.add('a', 'a2');
    expect(buffer.take(1)).toEqual(['a2']);
  });

  it('is taken out in parts', () => {
    const buffer = filled(10, 'a1', 'b1', 'c1');
    expect([buffer.take(2), buffer.take(2), buffer.take(2)]).toEqual([['a1', 'b1'], ['c1'], []]);
  });

  it('is the newest of too many, and counts the others', () => {
    const buffer = filled(3, 'a1', 'b1', 'c1', 'd1', 'b2', 'e1', 'e2');
    expect(buffer.dropped).toBe(2);
    expect(buffer.take(10)).toEqual(['c1', 'd1', 'e2']);
  });

  it('lets a tenth go at once, so that a flood costs little', () => {
    const buffer = new LatestBuffer<number>(100);
    for (let number = 0; number <= 100; number += 1) buffer.add(String(number), number);
    expect(buffer.dropped).toBe(10);
    expect(buffer.take(100)).toEqual(Array.from({ length: 91 }, (_, index) => index + 10));
  });
});
