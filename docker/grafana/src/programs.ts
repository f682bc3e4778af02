import type { Page } from './panels.ts';
import { most, perSecond } from './queries.ts';

const share = (status: string): string =>
  `sum by (country, operator) (rate(sms_pair_messages_total{status=~"${status}"}[30m]))`;

export const programs: Page = {
  name: 'programs',
  title: 'programs',
  about: 'Programs with their runs, number lists, and how the pairs that they send to do.',
  panels: [
    { title: 'Runs that run', unit: 'short', figure: most('sms_runs{status="running"}') },
    { title: 'Runs that are paused', unit: 'short', figure: most('sms_runs{status="paused"}') },
    { title: 'Waiting in the bulk lane', unit: 'short', figure: most('sms_queue_depth{lane="bulk"}') },
    {
      title: 'Delivered in the last hour',
      unit: 'short',
      figure: 'sum(increase(sms_program_messages_total{status="delivered"}[1h]))',
    },
    {
      title: 'Failed in the last hour',
      unit: 'short',
      figure: 'sum(increase(sms_program_messages_total{status=~"failed|undelivered"}[1h]))',
      amber: 100,
    },
    {
      title: 'Lists that could not be read, a day',
      unit: 'short',
      figure: 'sum(increase(number_list_imports_total{status="failed"}[1d]))',
      amber: 1,
    },
    {
      title: "Programs' messages that reached a status",
      unit: 'reqps',
      lines: [{ expr: perSecond('sms_program_messages_total', 'status'), legend: '{{status}}' }],
    },
    { title: 'Runs', unit: 'short', lines: [{ expr: most('sms_runs', 'status'), legend: '{{status}}' }] },
    {
      title: 'Pairs by their messages',
      unit: 'reqps',
      about: 'The ten that have most.',
      lines: [
        {
          expr: `topk(10, ${perSecond('sms_pair_messages_total{status="sent"}', 'country, operator')})`,
          legend: '{{country}} {{operator}}',
        },
      ],
    },
    {
      title: 'Pairs by what arrives',
      unit: 'percentunit',
      about: 'Delivered of those whose end was heard of in half an hour; the ten that do worst.',
      lines: [
        {
          expr: `bottomk(10, ${share('delivered')} / ${share('delivered|undelivered|failed|expired')})`,
          legend: '{{country}} {{operator}}',
        },
      ],
    },
    {
      title: 'Runs that ended',
      unit: 'short',
      about: 'An hour.',
      lines: [{ expr: 'sum by (status) (increase(sms_runs_ended_total[1h]))', legend: '{{status}}' }],
    },
    {
      title: 'Imports of number lists',
      unit: 'short',
      lines: [{ expr: 'sum by (status) (increase(number_list_imports_total[1h]))', legend: '{{status}}' }],
    },
  ],
};
