import { describe, expect, it } from '@jest/globals';
import { noTotals } from '../../../messaging/counts/totals.js';
import type { AlertRule } from '../rules/alert-rule.js';
import { balanceIn, rateFinding, reportedRate, successRate, usedShare } from './rates.js';

describe('rates', () => {
  it('are of what came to an end, and of nothing when nothing did', () => {
    expect(successRate({ delivered: 3, failed: 1 }, 1)).toEqual({ percent: 75, of: 4 });
    expect(successRate({ delivered: 0, failed: 0 }, 1)).toBeNull();
    expect(successRate({ delivered: 0, failed: 0 }, 0)).toBeNull();
    expect(successRate({ delivered: 5, failed: 4 }, 10)).toBeNull();
  });

  it('of reports are of what was sent, 100 at most', () => {
    expect(reportedRate({ sent: 10, delivered: 20, failed: 0 }, 1)).toEqual({ percent: 100, of: 10 });
    expect(reportedRate({ sent: 0, delivered: 2, failed: 0 }, 0)).toBeNull();
  });

  it('are found wrong below what a rule says', () => {
    const rule = { kind: 'pair_success_rate', params: { below: 60, least: 10, minutes: 30 } } as unknown as AlertRule;
    expect(rateFinding(rule, { ...noTotals(), delivered: 6, failed: 4 })).toBeNull();
    expect(rateFinding(rule, { ...noTotals(), delivered: 5, failed: 5 })).toEqual({ percent: 50, of: 10 });
    const reports = { ...rule, kind: 'reports_missing' as const };
    expect(rateFinding(reports, { ...noTotals(), sent: 10, delivered: 1 })).toEqual({ percent: 10, of: 10 });
  });

  it('of a limit begin at a share, and there is none without a limit', () => {
    expect(usedShare(90, 100, 90)).toBe(90);
    expect(usedShare(89, 100, 90)).toBeNull();
    expect(usedShare(1, null, 90)).toBeNull();
    expect(usedShare(1, 0, 90)).toBeNull();
  });
});

describe('a balance', () => {
  it.each([
    ['Your balance is KES 1,234.50, valid until 31/12/2026', 1234.5],
    ['250', 250],
    ['Airtime: 12.05 KSH. Bonus 3.', 12.05],
    ['balance -4.20', -4.2],
    ['nothing', null],
  ])('is read of "%s"', (answer, expected) => {
    expect(balanceIn(answer)).toBe(expected);
  });
});
