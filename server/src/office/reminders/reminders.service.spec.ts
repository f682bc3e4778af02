import { describe, expect, it, jest } from '@jest/globals';
import { type OutboxEntry, type OutboxItem, Refused } from '../../platform/outbox/outbox.js';
import type { Deliverer, OutboxService } from '../../platform/outbox/outbox.service.js';
import type { ScheduleService } from '../../platform/schedule/schedule.service.js';
import type { Invoice, InvoiceDetail } from '../billing/invoice.js';
import type { InvoicesService } from '../billing/invoices.service.js';
import type { CustomerSms, CustomerSmsService } from '../customer-sms/customer-sms.service.js';
import type { Customer } from '../customers/customer.js';
import type { CustomersService } from '../customers/customers.service.js';
import type { PaymentsService } from '../payments/payments.service.js';
import type { MoneyService } from '../../platform/money/money.service.js';
import { ReminderSendingService } from './reminder-sending.service.js';
import type { ReminderSettingsService } from './reminder-settings.service.js';
import { ReminderWordsService } from './reminder-words.service.js';
import { RemindersService } from './reminders.service.js';

const TODAY = '2024-03-15';
const BY = { userId: 1, username: 'admin', role: 'admin', apiKeyId: null };
const invoice = (id: number, dueDate: string, customerId = id) => ({ id, dueDate, customerId, open: 500 }) as Invoice;

function open(rows: Invoice[], { enabled = true, held = [] as number[] } = {}) {
  const left: OutboxEntry[] = [];
  let deliverer: Deliverer | undefined;
  const settings = {
    stored: () => Promise.resolve({ enabled, days: [1, 7], text: '{{number}}: {{amount}}', by: BY }),
  } as unknown as ReminderSettingsService;
  const invoices = {
    today: TODAY,
    list: jest.fn((_: unknown, { limit, before = Infinity }: { limit: number; before?: number }) =>
      Promise.resolve(rows.filter(({ id }) => id < before).slice(0, limit)),
    ),
    get: (id: number) => Promise.resolve({ ...rows.find((row) => row.id === id), number: 'INV-1' } as InvoiceDetail),
  };
  const payments = { holdsReminders: (id: number) => Promise.resolve(held.includes(id)) } as unknown as PaymentsService;
  const outbox = {
    put: (entry: OutboxEntry) => Promise.resolve(left.push(entry)),
    deliverBy: (given: Deliverer) => void (deliverer = given),
  } as unknown as OutboxService;
  const schedule = { add: () => undefined } as unknown as ScheduleService;
  const of = invoices as unknown as InvoicesService;
  const customers = {
    get: () =>
      Promise.resolve({ phone: '+254712345678', name: 'Jane', accountNumber: 'CUST-001', balance: 0 } as Customer),
  } as unknown as CustomersService;
  const money = { textOf: (minor: number) => `${minor / 100} KES` } as MoneyService;
  const sent: CustomerSms[] = [];
  const sms = {
    send: (_by: unknown, _item: unknown, one: CustomerSms) => Promise.resolve(`message ${sent.push(one)}`),
  } as unknown as CustomerSmsService;
  const service = new RemindersService(settings, of, payments, outbox, schedule);
  void new ReminderSendingService(settings, new ReminderWordsService(of, customers, money), sms, outbox);
  const deliver = (id: number) =>
    deliverer?.deliver({ payload: { invoice_id: id, days: 7 } } as OutboxItem, new AbortController().signal);
  return { run: () => service.run(new AbortController().signal), left, invoices, deliver, sent };
}

describe('reminders of what is overdue', () => {
  it('leave once an invoice and step, of all that are due', async () => {
    const { run, left, invoices } = open([
      invoice(9, '2024-03-14'),
      invoice(8, '2024-03-07'),
      invoice(7, '2024-03-13'),
    ]);
    await run();
    expect(left.map(({ kind, topic, payload }) => [kind, topic, payload])).toEqual([
      ['invoice-reminder', '9:1', { invoice_id: 9, days: 1 }],
      ['invoice-reminder', '8:7', { invoice_id: 8, days: 7 }],
      ['invoice-reminder', '7:1', { invoice_id: 7, days: 1 }],
    ]);
    const due = { from: '2024-03-02', to: '2024-03-14' };
    expect(invoices.list).toHaveBeenCalledWith({ isOpen: true, due }, { limit: 500, before: undefined });
  });

  it('wait while a payment of the customer does, and where they are switched off', async () => {
    const rows = [invoice(9, '2024-03-14', 3), invoice(8, '2024-03-14', 4)];
    const held = open(rows, { held: [3] });
    await held.run();
    expect(held.left.map(({ topic }) => topic)).toEqual(['8:1']);
    const off = open(rows, { enabled: false });
    await off.run();
    expect(off.left).toEqual([]);
    await expect(off.deliver(9)).rejects.toThrow(Refused);
  });

  it('are read page by page', async () => {
    const rows = Array.from({ length: 1100 }, (_, nth) => invoice(1100 - nth, '2024-03-14'));
    const { run, left } = open(rows);
    await run();
    expect(left).toHaveLength(1100);
  });

  it('say what is open when they leave, and nothing of what was paid since', async () => {
    const { deliver, sent } = open([invoice(9, '2024-03-08'), { ...invoice(8, '2024-03-08'), open: 0 }]);
    await deliver(9);
    expect(sent).toEqual([{ to: '+254712345678', text: 'INV-1: 5 KES', clientRef: 'invoice-9-7' }]);
    await expect(deliver(8)).rejects.toThrow('nothing is open any more');
  });
});
