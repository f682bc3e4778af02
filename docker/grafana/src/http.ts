import type { Page } from './panels.ts';
import { latencies, perSecond, quantile } from './queries.ts';

const COUNT = 'http_request_duration_seconds_count';

export const http: Page = {
  name: 'http',
  title: 'HTTP and latency',
  about: 'How requests are answered, and who tries to come in.',
  panels: [
    { title: 'Requests', unit: 'reqps', figure: perSecond(COUNT) },
    { title: 'Messages by the API', unit: 'reqps', figure: perSecond('sms_accept_duration_seconds_count') },
    {
      title: 'Acceptance, 99 %',
      unit: 's',
      figure: quantile(0.99, 'sms_accept_duration_seconds'),
      amber: 0.1,
      red: 0.5,
    },
    { title: 'Answers of 5xx', unit: 'reqps', figure: perSecond(`${COUNT}{status="5xx"}`), amber: 0.1, red: 1 },
    { title: 'Answers of 4xx', unit: 'reqps', figure: perSecond(`${COUNT}{status="4xx"}`) },
    {
      title: 'Sign-ins that fail, a minute',
      unit: 'short',
      figure: `60 * ${perSecond('sign_ins_total{result="failed"}')}`,
      amber: 10,
      red: 60,
    },
    {
      title: 'Requests by door',
      unit: 'reqps',
      about: 'other: the APIs of the earlier systems, and the documentation; none: addresses that nobody has.',
      lines: [{ expr: perSecond(COUNT, 'door'), legend: '{{door}}' }],
      isStacked: true,
    },
    {
      title: 'Answers by status',
      unit: 'reqps',
      lines: [{ expr: perSecond(COUNT, 'status'), legend: '{{status}}' }],
      isStacked: true,
    },
    {
      title: 'Answers, 95 %, by door',
      unit: 's',
      lines: [{ expr: quantile(0.95, 'http_request_duration_seconds', 'door'), legend: '{{door}}' }],
    },
    { title: 'From a request to send to its answer', unit: 's', lines: latencies('sms_accept_duration_seconds') },
    {
      title: 'Sign-ins',
      unit: 'reqps',
      lines: [{ expr: perSecond('sign_ins_total', 'result'), legend: '{{result}}' }],
    },
    {
      title: 'Live sockets that are open',
      unit: 'short',
      about: 'staff sees all, user its own messages; anonymous shows no credentials.',
      lines: [{ expr: 'sum by (viewer) (live_sockets)', legend: '{{viewer}}' }],
      isStacked: true,
    },
  ],
};
