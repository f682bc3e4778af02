import type { OutboxStatus } from '@signalbox/contracts/outbox';
import type { Alert } from '../alert.js';
import { MINUTE } from '../../../platform/common/clock.js';

/** What people are told of an alert. */
export type NoticeKind = 'firing' | 'repeat' | 'resolved';

/** What is to be told of an alert, to whom. */
export interface Notice {
  alert: Alert;
  what: NoticeKind;
  channelIds: readonly number[];
}

/** What waits for a channel: told together. */
export interface Waiting {
  /** How many alerts; rows are the first of them only. */
  count: number;
  rows: { what: NoticeKind; alert: Alert }[];
  /** The last notice of them. */
  upTo: number;
}

/** A notice as an alert's page shows it. Times are epoch milliseconds. */
export interface Delivery {
  id: number;
  channel: string;
  channelKind: string;
  what: NoticeKind;
  status: OutboxStatus;
  attempts: number;
  note: string | null;
  createdAt: number;
  deliveredAt: number | null;
}

/** What an attempt says that came too soon after the last message. */
export const SOON = 'the last message left a moment ago';

/** What people are to be told of an alert that nothing holds back; null is nothing. */
export function dueOf(alert: Alert, now: number): NoticeKind | null {
  const { state, notifiedAt, repeatMinutes } = alert;
  if (state === 'resolved') return 'resolved';
  if (state !== 'firing') return null;
  if (notifiedAt === null) return 'firing';
  return repeatMinutes > 0 && now - notifiedAt >= repeatMinutes * MINUTE ? 'repeat' : null;
}
