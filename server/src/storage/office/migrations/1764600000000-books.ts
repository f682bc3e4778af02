import type { MigrationInterface, QueryRunner, Table, TableColumnOptions } from 'typeorm';
import { id, integer, millis, nullable, table, varchar } from '../../typeorm/columns.js';
import { Steps } from '../../typeorm/steps.js';

/** Whole minor units of the installation's currency. */
const minor = (name: string, options: Partial<TableColumnOptions> = {}): TableColumnOptions => ({
  name,
  type: 'bigint',
  ...options,
});
const sum = (name: string): TableColumnOptions => minor(name, { default: 0 });
const version: TableColumnOptions = integer('version', { default: 0 });

const customers = (): Table =>
  table({
    name: 'customers',
    columns: [
      id,
      varchar('account_number', 12, { isNullable: true, isUnique: true }),
      varchar('name', 120),
      varchar('email', 254, nullable),
      varchar('phone', 32, nullable),
      varchar('address', 200, nullable),
      varchar('city', 100, nullable),
      varchar('country', 100, nullable),
      varchar('account_type', 32, nullable),
      varchar('status', 16),
      // A projection of the postings to `receivable`.
      sum('balance'),
      millis('created_at'),
      millis('updated_at'),
    ],
    indices: [
      { name: 'ix_customers_status', columnNames: ['status', 'id'] },
      { name: 'ix_customers_phone', columnNames: ['phone'] },
    ],
  });

const invoices = (): Table[] => [
  table({
    name: 'invoices',
    columns: [
      id,
      // None while it is a draft: numbers have no gaps.
      varchar('number', 20, { isNullable: true, isUnique: true }),
      integer('customer_id'),
      varchar('state', 8),
      minor('amount'),
      minor('tax'),
      minor('total'),
      sum('paid'),
      sum('credited'),
      sum('written_off'),
      // total - paid - credited - written_off of an issued one, else 0.
      sum('open_amount'),
      varchar('due_date', 10),
      varchar('notes', 1000, nullable),
      integer('user_id', nullable),
      version,
      millis('created_at'),
      millis('issued_at', nullable),
      millis('voided_at', nullable),
    ],
    indices: [
      { name: 'ix_invoices_customer', columnNames: ['customer_id', 'id'] },
      { name: 'ix_invoices_open', columnNames: ['open_amount', 'due_date'] },
    ],
  }),
  table({
    name: 'invoice_lines',
    columns: [
      integer('invoice_id', { isPrimary: true }),
      integer('position', { isPrimary: true }),
      varchar('description', 200),
      // Thousandths.
      minor('quantity'),
      minor('unit_price'),
      // Thousandths of a percent; null where the tax was said as an amount.
      integer('tax_rate', nullable),
      minor('amount'),
      minor('tax'),
    ],
  }),
  table({
    name: 'credit_notes',
    columns: [
      id,
      varchar('number', 20, { isNullable: true, isUnique: true }),
      integer('invoice_id'),
      minor('amount'),
      minor('tax'),
      minor('total'),
      varchar('reason', 200),
      integer('user_id', nullable),
      millis('created_at'),
    ],
    indices: [{ name: 'ix_credit_notes_invoice', columnNames: ['invoice_id'] }],
  }),
];

const payments = (): Table[] => [
  table({
    name: 'payments',
    columns: [
      id,
      integer('customer_id'),
      integer('invoice_id', nullable),
      minor('amount'),
      varchar('method', 16),
      varchar('reference', 64, nullable),
      // In capitals; null of one that was cancelled.
      varchar('reference_key', 64, { isNullable: true, isUnique: true }),
      varchar('note', 200, nullable),
      varchar('status', 12),
      // Of a completed one: amount - refunded - allocations.
      sum('unallocated'),
      sum('refunded'),
      integer('user_id', nullable),
      version,
      millis('created_at'),
      millis('completed_at', nullable),
    ],
    indices: [
      { name: 'ix_payments_customer', columnNames: ['customer_id', 'id'] },
      { name: 'ix_payments_invoice', columnNames: ['invoice_id', 'id'] },
      { name: 'ix_payments_status', columnNames: ['status', 'id'] },
      { name: 'ix_payments_credit', columnNames: ['customer_id', 'unallocated'] },
    ],
  }),
  table({
    name: 'payment_allocations',
    columns: [integer('payment_id', { isPrimary: true }), integer('invoice_id', { isPrimary: true }), minor('amount')],
    indices: [{ name: 'ix_allocations_invoice', columnNames: ['invoice_id'] }],
  }),
  table({
    name: 'refunds',
    columns: [
      id,
      integer('payment_id'),
      minor('amount'),
      varchar('reason', 200),
      integer('user_id', nullable),
      millis('created_at'),
    ],
    indices: [{ name: 'ix_refunds_payment', columnNames: ['payment_id'] }],
  }),
];

/** Append-only: nothing changes or deletes a row of the first two. */
const ledger = (): Table[] => [
  table({
    name: 'ledger_entries',
    columns: [
      id,
      // What it books, by which it is booked once: "issued:invoice:12".
      varchar('cause', 48, { isUnique: true }),
      varchar('day', 10),
      varchar('kind', 16),
      varchar('document', 16),
      integer('document_id'),
      integer('customer_id'),
      varchar('reason', 200, nullable),
      integer('user_id', nullable),
      millis('created_at'),
    ],
    indices: [{ name: 'ix_ledger_entries_customer', columnNames: ['customer_id', 'id'] }],
  }),
  table({
    name: 'ledger_postings',
    columns: [
      integer('entry_id', { isPrimary: true }),
      varchar('account', 32, { isPrimary: true }),
      integer('customer_id'),
      // Debit above zero, credit below; those of an entry add up to nothing.
      minor('amount'),
    ],
    indices: [{ name: 'ix_ledger_postings_customer', columnNames: ['customer_id', 'account'] }],
  }),
  table({
    name: 'ledger_days',
    // A projection: what a day's postings to an account add up to.
    columns: [varchar('account', 32, { isPrimary: true }), varchar('day', 10, { isPrimary: true }), minor('amount')],
  }),
];

const counters = (): Table =>
  table({ name: 'number_counters', columns: [varchar('name', 32, { isPrimary: true }), integer('value')] });

const all = (): Table[] => [customers(), ...invoices(), ...payments(), ...ledger(), counters()];

/** Customers, invoices, payments, and the ledger that they are booked in. */
export class Books1764600000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    const steps = new Steps(runner);
    for (const each of all()) await steps.createTable(each);
  }

  async down(runner: QueryRunner): Promise<void> {
    const steps = new Steps(runner);
    for (const { name } of all().toReversed()) await steps.dropTable(name);
  }
}
