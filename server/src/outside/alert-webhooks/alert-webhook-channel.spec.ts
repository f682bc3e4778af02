import { describe, expect, it } from '@jest/globals';
import { ComeAgain, Refused } from '../../platform/outbox/outbox.js';
import { takenOrNot } from './alert-webhook-channel.service.js';

const NOW = Date.parse('2026-03-01T12:00:00Z');
const thrown = (status: number, headers: Record<string, string> = {}): unknown => {
  try {
    return takenOrNot({ status, headers }, NOW);
  } catch (error) {
    return error;
  }
};

describe('what a receiver of alerts answers', () => {
  it('is taken with 2xx, and for good with 410', () => {
    expect(thrown(204)).toBe('answered 204');
    expect(thrown(410)).toBeInstanceOf(Refused);
  });

  it('comes again with all else, a redirect too, and when it says', () => {
    for (const status of [301, 400, 500, 503]) expect(thrown(status)).not.toBeInstanceOf(Refused);
    expect((thrown(503, { 'retry-after': '7' }) as ComeAgain).afterMs).toBe(7000);
    const date = { 'retry-after': 'Sun, 01 Mar 2026 12:00:30 GMT' };
    expect((thrown(429, date) as ComeAgain).afterMs).toBe(30_000);
    expect(thrown(500, date)).not.toBeInstanceOf(ComeAgain);
    expect(thrown(503, { 'retry-after': 'soon' })).not.toBeInstanceOf(ComeAgain);
    expect(thrown(429)).not.toBeInstanceOf(ComeAgain);
  });
});
