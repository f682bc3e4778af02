import type { TrafficCounts } from '@signalbox/contracts/stats';
import type { DummyStats } from '../../insight/stats/dummy-stats.repository.js';

interface Counts {
  total_sms_sent: number;
  total_sms_failed: number;
  delivered: number;
  success_rate: number | null;
}

/** The share of delivered among what came to an end; null where nothing did. */
const rateOf = (delivered: number, failed: number): number | null =>
  delivered + failed === 0 ? null : delivered / (delivered + failed);
const rounded = (rate: number, decimals: number): number => Math.round(rate * 10 ** decimals) / 10 ** decimals;

/**
 * What was counted together with what was only said, in the words of this API, which has the failed among the sent: of
 * messages, those that failed before the network took them are not.
 */
export function toCounts(traffic: TrafficCounts, dummies: DummyStats): Counts {
  const delivered = traffic.delivered + dummies.sent - dummies.failed;
  const failed = traffic.failed + dummies.failed;
  const rate = rateOf(delivered, failed);
  return {
    total_sms_sent: Math.max(traffic.sent, traffic.delivered + traffic.failed) + dummies.sent,
    total_sms_failed: failed,
    delivered,
    success_rate: rate === null ? null : rounded(rate, 4),
  };
}

/** Of what came to an end, in percent with two decimals: delivered and failed. */
export function percentages({ delivered, total_sms_failed: failed }: Counts): [success: number, failure: number] {
  const ended = delivered + failed;
  const share = (part: number): number => (ended === 0 ? 0 : rounded((100 * part) / ended, 2));
  return [share(delivered), share(failed)];
}
