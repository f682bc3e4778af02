import type { MigrationInterface, QueryRunner } from 'typeorm';
import { millis, table, text, varchar } from '../../typeorm/columns.js';
import { Steps } from '../../typeorm/steps.js';

/** Who writes the invoices; and to whom each was written, as the customer was called then. */
export class Papers1764700010000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    const steps = new Steps(runner);
    await steps.createTable(
      table({
        name: 'office_settings',
        columns: [varchar('name', 32, { isPrimary: true }), text('value'), millis('updated_at')],
      }),
    );
    await steps.addColumn('invoices', 'billed_name', 'varchar(120) NULL');
    await steps.addColumn('invoices', 'billed_address', 'varchar(420) NULL');
    await steps.addColumn('payments', 'payer_name', 'varchar(120) NULL');
    await steps.rows(
      'UPDATE invoices SET billed_name = (SELECT name FROM customers c WHERE c.id = customer_id) ' +
        "WHERE billed_name IS NULL AND state <> 'draft'",
    );
    await steps.rows(
      'UPDATE payments SET payer_name = (SELECT name FROM customers c WHERE c.id = customer_id) ' +
        "WHERE payer_name IS NULL AND status IN ('completed', 'refunded')",
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    const steps = new Steps(runner);
    await steps.dropColumn('payments', 'payer_name');
    await steps.dropColumn('invoices', 'billed_address');
    await steps.dropColumn('invoices', 'billed_name');
    await steps.dropTable('office_settings');
  }
}
