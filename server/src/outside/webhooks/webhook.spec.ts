import { expect, it } from '@jest/globals';
import { PATIENCE_MS, hasFailedForLong } from './webhook.js';

const SINCE = 1_000;

it.each([
  ['a moment before 48 hours', { failingSince: SINCE }, { state: 'waiting', at: SINCE + PATIENCE_MS - 1 }, false],
  ['after 48 hours', { failingSince: SINCE }, { state: 'waiting', at: SINCE + PATIENCE_MS }, true],
  ['after 48 hours, given up', { failingSince: SINCE }, { state: 'failed', at: SINCE + PATIENCE_MS }, true],
  ['when it takes something then', { failingSince: SINCE }, { state: 'delivered', at: SINCE + PATIENCE_MS }, false],
  ['at its first failure', { failingSince: null }, { state: 'failed', at: SINCE + PATIENCE_MS }, false],
])('an endpoint that fails, %s', (_when, webhook, verdict, isGivenUp) => {
  expect(PATIENCE_MS).toBe(48 * 3_600_000);
  expect(hasFailedForLong(webhook, verdict)).toBe(isGivenUp);
});
