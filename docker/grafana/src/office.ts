import type { Page } from './panels.ts';
import { most } from './queries.ts';

const hourly = (selector: string, labels = ''): string =>
  `sum${labels === '' ? '' : ` by (${labels})`} (increase(${selector}[1h]))`;

export const office: Page = {
  name: 'office',
  title: 'back office',
  about: 'Payments, and whether the books agree with themselves.',
  panels: [
    { title: 'Wrong in the books', unit: 'short', figure: most('ledger_differences'), red: 1 },
    {
      title: 'Since the books were checked',
      unit: 's',
      figure: `time() - (${most('ledger_check_timestamp_seconds')} > 0)`,
      amber: 100_000,
      red: 200_000,
    },
    { title: 'Payments, a day', unit: 'short', figure: 'sum(increase(payments_total{result="completed"}[1d]))' },
    {
      title: 'That belong to nobody, a day',
      unit: 'short',
      figure: 'sum(increase(payments_total{result="unmatched"}[1d]))',
      amber: 1,
    },
    {
      title: 'That did not come, a day',
      unit: 'short',
      figure: 'sum(increase(payments_total{result="failed"}[1d]))',
      amber: 20,
    },
    {
      title: 'Payments',
      unit: 'short',
      about: 'An hour. failed: a phone was asked, and no money came.',
      lines: [{ expr: hourly('payments_total', 'result'), legend: '{{result}}' }],
    },
  ],
};
