import { describe, expect, it } from '@jest/globals';
import { OccasionalLog } from './occasional-log.js';

describe('OccasionalLog', () => {
  it('says the first, counts the rest, and tells the count after the interval', () => {
    const lines: string[] = [];
    let now = 0;
    const log = new OccasionalLog(
      (line) => lines.push(line),
      1000,
      () => now,
    );
    log.note('json', 'one');
    log.note('json', 'two');
    log.note('schema', 'other kind');
    now = 999;
    log.note('json', 'three');
    now = 1000;
    log.note('json', 'four');
    expect(lines).toEqual(['one', 'other kind', 'four (and 2 more since)']);
  });
});
