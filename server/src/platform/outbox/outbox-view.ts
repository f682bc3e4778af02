import type { OutboxDetail, OutboxRow } from '@signalbox/contracts/outbox';
import { isoTime, isoTimeOrNull } from '../common/clock.js';
import type { OutboxAttempt, OutboxItem } from './outbox.js';

export const toView = (item: OutboxItem): OutboxRow => ({
  id: item.id,
  kind: item.kind,
  topic: item.topic,
  status: item.state,
  attempts: item.attempts,
  due_at: isoTime(item.dueAt),
  deadline: isoTime(item.deadline),
  error: item.error,
  created_at: isoTime(item.createdAt),
  ended_at: isoTimeOrNull(item.endedAt),
});

export const toDetail = (item: OutboxItem & { log: OutboxAttempt[] }): OutboxDetail => ({
  ...toView(item),
  payload: item.payload,
  log: item.log.map(({ attempt, beganAt, endedAt, outcome, note }) => ({
    attempt,
    began_at: isoTime(beganAt),
    ended_at: isoTimeOrNull(endedAt),
    outcome,
    note,
  })),
});
