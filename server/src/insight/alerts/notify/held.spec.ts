import { describe, expect, it } from '@jest/globals';
import type { Alert } from '../alert.js';
import { Causes, heldBy, matches } from './held.js';

const alert = (fields: Partial<Alert>): Alert => ({
  id: 1,
  fingerprint: 'a',
  source: 'rule',
  severity: 'warning',
  ruleId: 1,
  kind: 'sim_offline',
  title: 'x',
  text: '',
  subject: { kind: 'sim_card', id: '4', name: 'SIM card 4' },
  labels: { worker: 'w1', channel: '4' },
  value: null,
  repeatMinutes: 0,
  expiresAt: null,
  state: 'firing',
  heldBy: null,
  beganAt: 0,
  firedAt: 0,
  acknowledgedAt: null,
  acknowledgedBy: null,
  resolvedAt: null,
  notifiedAt: null,
  updatedAt: 0,
  version: 0,
  ...fields,
});
const worker = (id: string, fields: Partial<Alert> = {}) =>
  alert({ id: 2, kind: 'worker_gone', subject: { kind: 'worker', id, name: id }, labels: { worker: id }, ...fields });
const silence = (matchers: Record<string, string>) => ({
  id: 9,
  matchers,
  reason: 'works',
  startsAt: 0,
  endsAt: 1,
  userId: null,
  by: null,
  createdAt: 0,
});

describe('inhibition', () => {
  const held = (...others: Alert[]) => heldBy(alert({}), [], new Causes([alert({}), ...others]));

  it('keeps the SIM cards of a worker quiet that is gone', () => {
    expect(held(worker('w1'))).toBe('a consequence of alert 2');
    expect(held(worker('w2'))).toBeNull();
  });

  it('counts an acknowledged cause, and none that is only pending', () => {
    expect(held(worker('w1', { state: 'acknowledged' }))).not.toBeNull();
    expect(held(worker('w1', { state: 'pending' }))).toBeNull();
  });

  it('has all of it be a consequence of a broker that is away', () => {
    expect(held(alert({ id: 3, kind: 'broker_away', labels: {} }))).toBe('a consequence of alert 3');
  });
});

describe('a silence', () => {
  it('is about alerts that have all of its labels', () => {
    expect(matches(silence({ kind: 'sim_offline', worker: 'w1' }), { kind: 'sim_offline', worker: 'w1' })).toBe(true);
    expect(matches(silence({ kind: 'sim_offline', worker: 'w2' }), { kind: 'sim_offline', worker: 'w1' })).toBe(false);
    expect(matches(silence({ worker: 'w*' }), { worker: 'w1' })).toBe(true);
    expect(matches(silence({ team: 'a' }), {})).toBe(false);
  });

  it('sees what an alert is about, beside its labels', () => {
    expect(heldBy(alert({}), [silence({ sim_card: '4' })], new Causes([]))).toBe('silence 9: works');
    expect(heldBy(alert({}), [silence({ severity: 'critical' })], new Causes([]))).toBeNull();
  });
});
