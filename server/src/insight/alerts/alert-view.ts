import type { Alert as AlertShown, AlertDetail } from '@signalbox/contracts/alerts';
import { isoTime, isoTimeOrNull } from '../../platform/common/clock.js';
import type { Alert } from './alert.js';
import type { AlertWithStory } from './alerts.service.js';

export const toView = (alert: Alert): AlertShown => ({
  id: alert.id,
  fingerprint: alert.fingerprint,
  state: alert.state,
  severity: alert.severity,
  source: alert.source,
  rule_id: alert.ruleId,
  kind: alert.kind,
  title: alert.title,
  text: alert.text,
  subject: alert.subject,
  labels: alert.labels,
  value: alert.value,
  held_by: alert.heldBy,
  began_at: isoTime(alert.beganAt),
  fired_at: isoTimeOrNull(alert.firedAt),
  acknowledged_at: isoTimeOrNull(alert.acknowledgedAt),
  acknowledged_by: alert.acknowledgedBy,
  resolved_at: isoTimeOrNull(alert.resolvedAt),
  notified_at: isoTimeOrNull(alert.notifiedAt),
});

export const toDetail = ({ alert, timeline, deliveries }: AlertWithStory): AlertDetail => ({
  ...toView(alert),
  timeline: timeline.map(({ at, ...rest }) => ({ at: isoTime(at), ...rest })),
  deliveries: deliveries.map(({ id, channel, channelKind, what, status, attempts, note, createdAt, deliveredAt }) => ({
    id,
    channel,
    channel_kind: channelKind,
    what,
    status,
    attempts,
    note,
    created_at: isoTime(createdAt),
    delivered_at: isoTimeOrNull(deliveredAt),
  })),
});
