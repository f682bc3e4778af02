import type { Page } from './panels.ts';
import { most, perSecond, quantile } from './queries.ts';

const out = (status: string): string => `sms_messages_total{direction="outbound",status=~"${status}"}`;

export const overview: Page = {
  name: 'overview',
  title: 'overview',
  about: 'Whether messages go out, come in and arrive, and whether what that needs is there.',
  panels: [
    {
      title: 'Healthy',
      unit: 'short',
      about: '1 while the database, the broker and what else there is answer.',
      figure: 'min(app_healthy)',
      red: 1,
      isLowBad: true,
    },
    {
      title: 'Channels online',
      unit: 'short',
      figure: `sum(${most('sms_channels_online', 'kind')})`,
      red: 1,
      isLowBad: true,
    },
    { title: 'Waiting', unit: 'short', figure: `sum(${most('sms_queue_depth', 'lane')})`, amber: 10_000 },
    { title: 'Oldest that waits', unit: 's', figure: most('sms_queue_oldest_age_seconds'), amber: 300, red: 900 },
    {
      title: 'Delivered of ended',
      unit: 'percentunit',
      about: 'Of the messages whose end was heard of in the last hour.',
      figure: `sum(increase(${out('delivered')}[1h])) / sum(increase(${out('delivered|undelivered|failed|expired')}[1h]))`,
      amber: 0.9,
      red: 0.7,
      isLowBad: true,
    },
    {
      title: 'Requests that failed here',
      unit: 'percentunit',
      about: '5xx of all answers.',
      figure: `${perSecond('http_request_duration_seconds_count{status="5xx"}')} / ${perSecond('http_request_duration_seconds_count')}`,
      amber: 0.01,
      red: 0.05,
    },
    {
      title: 'Outbound messages that reached a status',
      unit: 'reqps',
      lines: [{ expr: perSecond('sms_messages_total{direction="outbound"}', 'status'), legend: '{{status}}' }],
    },
    {
      title: 'Inbound messages',
      unit: 'reqps',
      lines: [
        { expr: perSecond('sms_messages_total{direction="inbound"}', 'channel_kind'), legend: '{{channel_kind}}' },
      ],
    },
    {
      title: 'The queue',
      unit: 'short',
      lines: [{ expr: most('sms_queue_depth', 'lane'), legend: '{{lane}}' }],
      isStacked: true,
    },
    {
      title: 'Acceptance and delivery, 95 %',
      unit: 's',
      lines: [
        { expr: quantile(0.95, 'sms_accept_duration_seconds'), legend: 'accepted' },
        { expr: quantile(0.95, 'sms_delivery_duration_seconds'), legend: 'delivered' },
      ],
    },
    {
      title: 'What answers',
      unit: 'short',
      about: 'As /health/ready says it: 1 answers.',
      lines: [{ expr: 'min by (check) (app_healthy)', legend: '{{check}}' }],
    },
    {
      title: 'Versions that run',
      unit: 'short',
      lines: [{ expr: 'count by (version, node) (app_build_info)', legend: '{{version}} on {{node}}' }],
    },
  ],
};
