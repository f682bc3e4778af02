import { describe, expect, it } from '@jest/globals';
import type { Alert, Signal } from './alert.js';
import { expiredOf, planOf } from './plan.js';

const NOW = 1_000_000_000;
const MINUTE = 60_000;

const signal = (fields: Partial<Signal> = {}): Signal => ({
  fingerprint: 'a',
  source: 'rule',
  severity: 'warning',
  ruleId: 1,
  kind: 'sim_offline',
  title: 'SIM card 1 is offline',
  text: 'since a while',
  subject: { kind: 'sim_card', id: '1', name: 'SIM card 1' },
  labels: {},
  value: null,
  forMs: 0,
  repeatMinutes: 0,
  expiresAt: null,
  ...fields,
});

const alert = (fields: Partial<Alert> = {}): Alert => ({
  ...signal(),
  id: 7,
  state: 'firing',
  heldBy: null,
  beganAt: NOW - 10 * MINUTE,
  firedAt: NOW - 10 * MINUTE,
  acknowledgedAt: null,
  acknowledgedBy: null,
  resolvedAt: null,
  notifiedAt: null,
  updatedAt: NOW,
  version: 0,
  ...fields,
});

const plan = (open: Alert[], signals: Signal[], unknown: number[] = []) =>
  planOf(open, signals, new Set(unknown), NOW).map((step) => step.do);

describe('what becomes of alerts', () => {
  it('begins at once what need not last, and else waits', () => {
    expect(planOf([], [signal()], new Set(), NOW)).toMatchObject([{ do: 'begin', fires: true }]);
    expect(planOf([], [signal({ forMs: 1 })], new Set(), NOW)).toMatchObject([{ do: 'begin', fires: false }]);
  });

  it('fires when it was true for long enough', () => {
    const pending = alert({ state: 'pending', beganAt: NOW - 5 * MINUTE });
    expect(plan([pending], [signal({ forMs: 5 * MINUTE })])).toEqual(['fire']);
    expect(plan([pending], [signal({ forMs: 5 * MINUTE + 1 })])).toEqual([]);
  });

  it('forgets what did not last, and resolves what fired', () => {
    expect(plan([alert({ state: 'pending' })], [])).toEqual(['forget']);
    expect(plan([alert()], [])).toEqual(['resolve']);
    expect(plan([alert({ state: 'acknowledged' })], [])).toEqual(['resolve']);
  });

  it('leaves alone what nobody knows, and what is not of a rule', () => {
    expect(plan([alert()], [], [1])).toEqual([]);
    expect(plan([alert({ source: 'alertmanager', ruleId: null })], [])).toEqual([]);
  });

  it('writes new figures at most once a minute, and a new severity at once', () => {
    expect(plan([alert()], [signal({ text: 'longer' })])).toEqual([]);
    expect(plan([alert({ updatedAt: NOW - MINUTE })], [signal({ text: 'longer' })])).toEqual(['refresh']);
    expect(plan([alert()], [signal({ severity: 'critical' })])).toEqual(['refresh']);
  });

  it('ends what is over by itself', () => {
    expect(expiredOf([alert({ expiresAt: NOW })], NOW)).toHaveLength(1);
    expect(expiredOf([alert({ expiresAt: NOW + 1 }), alert()], NOW)).toHaveLength(0);
  });
});
