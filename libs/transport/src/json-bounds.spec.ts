import { describe, expect, it } from '@jest/globals';
import { excessOf } from './json-bounds.js';

const nested = (depth: number) => '['.repeat(depth) + ']'.repeat(depth);
const list = (item: string, count: number) => `[${Array.from({ length: count }, () => item).join(',')}]`;

describe('the bounds of a JSON text', () => {
  it('take a batch of 10,000 messages with every field, and texts full of brackets and quotation marks', () => {
    const message = {
      to: '+254712345678',
      text: 'a "quoted" \\ [[[{{{:::,,, text\\'.repeat(4),
      priority: 'urgent',
      from: null,
      sim_card_id: 1,
      provider_id: null,
      validity_seconds: 60,
      max_attempts: 3,
      client_ref: 'x'.repeat(64),
      send_at: '2027-01-01T00:00:00Z',
      failover: true,
      tags: ['a', 'b'],
    };
    expect(excessOf(JSON.stringify({ messages: Array.from({ length: 10_000 }, () => message) }))).toBeNull();
  });

  it('take a list of 400,000 numbers', () => {
    expect(excessOf(list('"+254712345678"', 400_000))).toBeNull();
  });

  it.each([
    ['levels', nested(17), 'levels'],
    ['lists', list('[]', 50_001), '50000 lists'],
    ['objects', list('{}', 50_001), '50000 lists and objects'],
    ['values', list('0', 500_002), '500000 values'],
    ['fields', `{${Array.from({ length: 1001 }, (_, n) => `"f${n}":0`).join(',')}}`, '1000 fields'],
    ['levels behind a string with an escape at its end', `["\\\\",${nested(17)}]`, 'levels'],
  ])('refuse too many %s', (_, text, said) => {
    expect(excessOf(text)).toContain(said);
  });

  it('count the levels that are open, not the brackets', () => {
    expect(excessOf(list(nested(15), 1000))).toBeNull();
    expect(excessOf(`]]]]${nested(16)}`)).toBeNull();
    expect(excessOf('"[[[[[[[[[[[[[[[[[[[[')).toBeNull();
  });

  it('count the fields of each object alone', () => {
    const object = `{${Array.from({ length: 600 }, (_, n) => `"f${n}":0`).join(',')}}`;
    expect(excessOf(list(object, 3))).toBeNull();
    expect(excessOf(`{"a":${object},${object.slice(1)}`)).toBeNull();
  });

  it('are found in 30 MB of brackets within milliseconds', () => {
    const text = '[],'.repeat(10_000_000);
    const millis = (): number => {
      const began = performance.now();
      expect(excessOf(text)).not.toBeNull();
      return performance.now() - began;
    };
    // The quickest counts: a busy machine interrupts one, and not all.
    expect(Math.min(...Array.from({ length: 5 }, millis))).toBeLessThan(200);
  });
});
