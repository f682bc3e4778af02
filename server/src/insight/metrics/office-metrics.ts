import { makeCounterProvider, makeGaugeProvider } from '@willsoto/nestjs-prometheus';

/** Of the back office. */
export const officeMetrics = [
  makeCounterProvider({
    name: 'payments_total',
    help: 'Payments that were booked, that belong to nobody yet, or that were asked for and did not come',
    labelNames: ['result'],
  }),
  makeGaugeProvider({ name: 'invoices_open', help: 'Invoices that are not paid', labelNames: ['status'] }),
  makeGaugeProvider({
    name: 'invoices_open_amount',
    help: 'What is owed on them, in the currency of the installation',
    labelNames: ['status'],
  }),
  makeGaugeProvider({ name: 'tickets_open', help: 'Tickets that are not resolved', labelNames: ['status'] }),
  makeGaugeProvider({ name: 'tickets_breached', help: 'Those of which a promise is broken' }),
  makeGaugeProvider({ name: 'ledger_differences', help: 'What the last check of the books found wrong' }),
  makeGaugeProvider({ name: 'ledger_check_timestamp_seconds', help: 'When the last check of the books ended' }),
];
