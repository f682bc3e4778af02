import { describe, expect, it } from '@jest/globals';
import { percentages, toCounts } from './program-stats.js';

const traffic = (sent: number, delivered: number, failed: number) => ({
  accepted: 0,
  sent,
  delivered,
  failed,
  success_rate: null,
});
const NONE = { sent: 0, failed: 0 };

describe('the counts of the program API', () => {
  it('have the failed among the sent', () => {
    // On their way are two; five failed before the network took them.
    expect(toCounts(traffic(12, 10, 0), NONE)).toMatchObject({ total_sms_sent: 12, total_sms_failed: 0 });
    expect(toCounts(traffic(10, 10, 5), NONE)).toMatchObject({ total_sms_sent: 15, total_sms_failed: 5 });
  });

  it('have what was only said in them, the failed as a part of it', () => {
    expect(toCounts(traffic(0, 0, 0), { sent: 1000, failed: 100 })).toEqual({
      total_sms_sent: 1000,
      total_sms_failed: 100,
      delivered: 900,
      success_rate: 0.9,
    });
  });

  it('have no rate before anything came to an end', () => {
    const counts = toCounts(traffic(3, 0, 0), NONE);
    expect(counts.success_rate).toBeNull();
    expect(percentages(counts)).toEqual([0, 0]);
    expect(percentages(toCounts(traffic(3, 2, 1), NONE))).toEqual([66.67, 33.33]);
  });
});
