import { describe, expect, it } from '@jest/globals';
import { UploadPace } from './upload-pace.js';

const SECOND = 1000;

/** Goes on for so many seconds at a rate, and answers the first complaint with its second. */
function complaintAt(rate: number, seconds: number, every = 1): [number, string] | null {
  const pace = new UploadPace(5 * SECOND, 700);
  let octets = 700;
  for (let second = 1; second <= seconds; second++) {
    if (second % every === 0) octets += rate * every;
    const complaint = pace.complaint((5 + second) * SECOND, octets);
    if (complaint) return [second, complaint];
  }
  return null;
}

describe('the pace of an upload', () => {
  it('lets half a gigabyte come in over nine hours', () => {
    expect(complaintAt(16 * 1024, 9 * 3600)).toBeNull();
  });

  it('lets a line that breaks off for 29 seconds again and again go on', () => {
    expect(complaintAt(8 * 1024, 3600, 29)).toBeNull();
  });

  it('ends one that stands still for 30 seconds', () => {
    expect(complaintAt(0, 60)).toEqual([30, expect.stringMatching(/stood still for 30 seconds/)]);
    expect(complaintAt(1_000_000, 600, 45)).toEqual([30, expect.stringMatching(/stood still/)]);
  });

  it('ends one that only keeps its connection', () => {
    expect(complaintAt(1, 3600)).toEqual([60, expect.stringMatching(/slower than 1024 octets/)]);
  });
});
