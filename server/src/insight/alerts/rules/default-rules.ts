import { ALERT_KINDS, type AlertKindName, paramsOf } from '@signalbox/contracts/alert-kinds';
import type { NewRuleRecord } from './alert-rule.js';

/**
 * What is watched from the start: what is wrong on every installation when it is true. What depends on the owner (a limit of
 * messages a month, a balance, channels that never report) has no rule before somebody makes one.
 */
const WATCHED: readonly AlertKindName[] = [
  'pair_success_rate',
  'program_success_rate',
  'channel_success_rate',
  'sim_offline',
  'daily_cap',
  'queue_age',
  'messages_stuck',
  'program_stuck',
  'program_failed',
  'worker_gone',
  'worker_hung',
  'broker_away',
  'payments_failed',
  'payments_unmatched',
  'ticket_sla',
  'books_wrong',
  'webhooks_off',
  'sign_in_attacks',
  'disk_low',
  'database_slow',
];

const REPEAT_MINUTES = 240;

export const defaultRules = (now: number): NewRuleRecord[] =>
  WATCHED.map((kind) => {
    const { label, severity, forMinutes } = ALERT_KINDS[kind];
    return {
      name: label,
      kind,
      params: paramsOf(kind, {}),
      subjects: [],
      forSeconds: forMinutes * 60,
      severity,
      labels: {},
      repeatMinutes: REPEAT_MINUTES,
      enabled: true,
      builtIn: kind,
      createdAt: now,
    };
  });
