import type { MigrationInterface, QueryRunner, Table } from 'typeorm';
import { id, integer, millis, nullable, table, varchar } from '../../typeorm/columns.js';
import { Steps } from '../../typeorm/steps.js';

const version = integer('version', { default: 0 });
const minor = (name: string, options = {}) => ({ name, type: 'bigint', ...options });

const attempts = (): Table =>
  table({
    name: 'mpesa_attempts',
    columns: [
      id,
      integer('customer_id'),
      integer('invoice_id', nullable),
      minor('amount'),
      varchar('phone', 20),
      varchar('shortcode', 16),
      varchar('reference', 12),
      varchar('state', 12),
      // Phone and amount while it is open: of those there is one at a time.
      varchar('open_key', 40, { isNullable: true, isUnique: true }),
      varchar('checkout_id', 64, { isNullable: true, isUnique: true }),
      varchar('result_code', 16, nullable),
      varchar('result', 200, nullable),
      // What a callback says, until a query confirms it.
      varchar('claimed_receipt', 32, nullable),
      minor('claimed_amount', nullable),
      varchar('receipt', 32, { isNullable: true, isUnique: true }),
      integer('payment_id', nullable),
      integer('queries', { default: 0 }),
      // None: nobody need ask.
      millis('next_query_at', nullable),
      integer('user_id', nullable),
      version,
      millis('created_at'),
      millis('ended_at', nullable),
    ],
    indices: [
      { name: 'ix_mpesa_attempts_due', columnNames: ['next_query_at'] },
      { name: 'ix_mpesa_attempts_customer', columnNames: ['customer_id', 'id'] },
      { name: 'ix_mpesa_attempts_state', columnNames: ['state', 'created_at'] },
    ],
  });

const incoming = (): Table =>
  table({
    name: 'incoming_payments',
    columns: [
      id,
      varchar('source', 8),
      // Whichever way it came: one a receipt. None where a query alone settled it.
      varchar('receipt', 32, { isNullable: true, isUnique: true }),
      integer('attempt_id', { isNullable: true, isUnique: true }),
      varchar('shortcode', 16),
      minor('amount'),
      varchar('phone', 64, nullable),
      varchar('payer', 120, nullable),
      varchar('reference', 64, nullable),
      millis('paid_at'),
      varchar('state', 12),
      varchar('reason', 24, nullable),
      integer('payment_id', nullable),
      integer('customer_id', nullable),
      integer('user_id', nullable),
      varchar('note', 200, nullable),
      version,
      millis('created_at'),
      millis('resolved_at', nullable),
    ],
    indices: [
      { name: 'ix_incoming_state', columnNames: ['state', 'id'] },
      { name: 'ix_incoming_amount', columnNames: ['amount', 'paid_at'] },
    ],
  });

const all = (): Table[] => [attempts(), incoming()];

/** Payments by M-Pesa: what was asked for, what came, and how it is reached. */
export class Mpesa1764700200000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    const steps = new Steps(runner);
    for (const each of all()) await steps.createTable(each);
    // What of settings is encrypted.
    await steps.addColumn('office_settings', 'sealed', 'text NULL');
  }

  async down(runner: QueryRunner): Promise<void> {
    const steps = new Steps(runner);
    for (const { name } of all().toReversed()) await steps.dropTable(name);
    await steps.dropColumn('office_settings', 'sealed');
  }
}
