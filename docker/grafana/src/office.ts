import type { Page } from './panels.ts';
import { most } from './queries.ts';

const hourly = (selector: string, labels = ''): string =>
  `sum${labels === '' ? '' : ` by (${labels})`} (increase(${selector}[1h]))`;

export const office: Page = {
  name: 'office',
  title: 'back office',
  about: 'Invoices, payments and tickets, and whether the books agree with themselves.',
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
    { title: 'Owed', unit: 'short', figure: `sum(${most('invoices_open_amount', 'status')})` },
    { title: 'Owed and overdue', unit: 'short', figure: most('invoices_open_amount{status="overdue"}'), amber: 1 },
    { title: 'Invoices that are overdue', unit: 'short', figure: most('invoices_open{status="overdue"}'), amber: 1 },
    { title: 'Open tickets', unit: 'short', figure: `sum(${most('tickets_open', 'status')})` },
    {
      title: 'Tickets with a broken promise',
      unit: 'short',
      figure: most('tickets_breached'),
      amber: 1,
      red: 10,
    },
    {
      title: 'Payments',
      unit: 'short',
      about: 'An hour. failed: a phone was asked, and no money came.',
      lines: [{ expr: hourly('payments_total', 'result'), legend: '{{result}}' }],
    },
    {
      title: 'Open invoices',
      unit: 'short',
      lines: [{ expr: most('invoices_open', 'status'), legend: '{{status}}' }],
      isStacked: true,
    },
    {
      title: 'Owed on them',
      unit: 'short',
      about: 'In the currency of the installation.',
      lines: [{ expr: most('invoices_open_amount', 'status'), legend: '{{status}}' }],
      isStacked: true,
    },
    {
      title: 'Open tickets',
      unit: 'short',
      lines: [{ expr: most('tickets_open', 'status'), legend: '{{status}}' }],
      isStacked: true,
    },
  ],
};
