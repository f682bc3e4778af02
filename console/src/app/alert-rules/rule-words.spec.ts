import { describe, expect, it } from 'vitest';
import { paramWords, partsOf, previewWords } from './rule-words';

describe('a rule in words', () => {
  it('says what it takes', () => {
    expect(paramWords({ kind: 'daily_cap', params: { above: 80 } })).toBe('From 80 %');
    expect(paramWords({ kind: 'sim_offline', params: {} })).toBe('');
    expect(paramWords({ kind: 'pair_success_rate', params: {} })).toBe(
      'Below 60 %, Over the last 30 min, Endings, at least 20',
    );
  });

  it('says what it would have done', () => {
    expect(previewWords({ previewed: false, times: [] })).toContain('nobody can tell');
    expect(previewWords({ previewed: true, times: [] })).toContain('would not have fired');
    const time = { subject: 'KE Safaricom', from: '2026-11-30T09:00:00Z', to: null, worst: 12 };
    expect(previewWords({ previewed: true, times: [time] })).toMatch(/once.*\nKE Safaricom: .* to now, down to 12 %/);
    expect(previewWords({ previewed: true, times: Array.from({ length: 10 }, () => time) })).toContain('and 2 more');
  });

  it('takes several with commas or lines', () => {
    expect(partsOf(' a, b\nc,,')).toEqual(['a', 'b', 'c']);
  });
});
