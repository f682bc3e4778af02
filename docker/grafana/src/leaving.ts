import type { Page } from './panels.ts';
import { most, perSecond, quantile } from './queries.ts';

export const leaving: Page = {
  name: 'leaving',
  title: 'webhooks and alerts',
  about: 'What leaves for other systems, and what is done by the clock.',
  panels: [
    { title: 'Waiting to leave', unit: 'short', figure: `sum(${most('outbox_waiting', 'kind')})`, amber: 1000 },
    {
      title: 'Longest overdue',
      unit: 's',
      about: 'What is tried again later is not overdue until then.',
      figure: most('outbox_overdue_seconds'),
      amber: 60,
      red: 900,
    },
    {
      title: 'Given up, an hour',
      unit: 'short',
      figure: 'sum(increase(outbox_attempts_total{outcome="refused"}[1h]))',
      amber: 1,
    },
    {
      title: 'Jobs that failed, an hour',
      unit: 'short',
      figure: 'sum(increase(job_runs_total{result="failed"}[1h]))',
      amber: 1,
    },
    { title: 'Alerts open', unit: 'short', figure: `sum(${most('alerts_open', 'severity, state')})`, amber: 1 },
    {
      title: 'People not told, an hour',
      unit: 'short',
      figure: 'sum(increase(alert_notifications_total{result=~"again|refused"}[1h]))',
      amber: 1,
    },
    { title: 'Waiting for webhooks', unit: 'short', figure: most('webhook_queue_depth'), amber: 1000 },
    {
      title: 'Webhooks, longest due',
      unit: 's',
      figure: most('webhook_queue_oldest_age_seconds'),
      amber: 60,
      red: 900,
    },
    {
      title: 'Webhooks: deliveries that wait',
      unit: 'short',
      about: 'Counted up to 10,000.',
      lines: [{ expr: most('webhook_queue_depth'), legend: 'waiting' }],
    },
    {
      title: 'Webhooks: attempts',
      unit: 'reqps',
      lines: [{ expr: perSecond('webhook_deliveries_total', 'outcome'), legend: '{{outcome}}' }],
    },
    {
      title: 'Webhooks: lag',
      unit: 's',
      about: 'Of what is taken at the first attempt, and how long the first that waits has been due.',
      lines: [
        { expr: quantile(0.5, 'webhook_delivery_lag_seconds'), legend: 'half' },
        { expr: quantile(0.99, 'webhook_delivery_lag_seconds'), legend: '99 %' },
        { expr: most('webhook_queue_oldest_age_seconds'), legend: 'overdue' },
      ],
    },
    {
      title: 'Alerts that are open',
      unit: 'short',
      lines: [{ expr: most('alerts_open', 'severity, state'), legend: '{{severity}} {{state}}' }],
    },
    {
      title: 'People told of alerts',
      unit: 'reqps',
      lines: [{ expr: perSecond('alert_notifications_total', 'channel, result'), legend: '{{channel}} {{result}}' }],
    },
    {
      title: 'Attempts to deliver',
      unit: 'reqps',
      lines: [{ expr: perSecond('outbox_attempts_total', 'kind, outcome'), legend: '{{kind}} {{outcome}}' }],
    },
    {
      title: 'Waiting to leave, by kind',
      unit: 'short',
      about: 'Counted up to 10,000.',
      lines: [{ expr: most('outbox_waiting', 'kind'), legend: '{{kind}}' }],
    },
    {
      title: 'Overdue, by kind',
      unit: 's',
      lines: [{ expr: most('outbox_overdue_seconds', 'kind'), legend: '{{kind}}' }],
    },
    {
      title: 'Jobs by the clock that failed',
      unit: 'short',
      lines: [{ expr: 'sum by (job) (increase(job_runs_total{result="failed"}[1h])) > 0', legend: '{{job}}' }],
    },
    {
      title: 'Time that jobs take, of each second',
      unit: 'percentunit',
      about: 'The ten that take most.',
      lines: [{ expr: `topk(10, ${perSecond('job_seconds_total', 'job')})`, legend: '{{job}}' }],
    },
  ],
};
