import type { Program, Run } from '@signalbox/contracts/programs';
import { MESSAGE_STATUSES } from '@signalbox/contracts/statuses';
import { timeAt } from './live';

export const PROGRAM_ID = '0123456789abcdef01234567';
export const LIST_ID = 'aaaaaaaaaaaaaaaaaaaaaaaa';

const NONE = Object.fromEntries(MESSAGE_STATUSES.map((status) => [status, 0])) as Run['by_status'];

/** A run that has just begun, unless told otherwise. */
export const runOf = (change: Partial<Run> = {}): Run => ({
  id: 1,
  program_id: PROGRAM_ID,
  status: 'running',
  reason: null,
  total: 100,
  done: 0,
  skipped: 0,
  by_status: { ...NONE },
  queued: 0,
  sent: 0,
  delivered: 0,
  failed: 0,
  uncertain: 0,
  cancelled: 0,
  percent: 0,
  messages_per_minute: null,
  eta: null,
  started_at: timeAt(0),
  updated_at: timeAt(0),
  ended_at: null,
  ...change,
});

/** A program that can be started, unless told otherwise. */
export const programOf = (change: Partial<Program> = {}): Program => ({
  id: PROGRAM_ID,
  name: 'Spring',
  pair_id: null,
  number_list_id: LIST_ID,
  template: 'Dear {{name|customer}}',
  sender: null,
  priority: 5,
  rate_per_minute: null,
  proxy: null,
  window: null,
  validity_seconds: null,
  active: true,
  fail_when: null,
  smart_encoding: null,
  owner_id: 1,
  version: 0,
  run: null,
  created_at: timeAt(0),
  updated_at: timeAt(0),
  ...change,
});
