import type { MigrationInterface, QueryRunner } from 'typeorm';
import { Steps } from '../../typeorm/steps.js';

/** What lists ask an invoice for: a draft, void, paid, or open. It is reckoned when it is read, and stands in the index. */
const PHASE =
  "varchar(8) GENERATED ALWAYS AS (CASE WHEN state <> 'issued' THEN state WHEN open_amount > 0 THEN 'open' ELSE 'paid' END) " +
  'VIRTUAL';
/** In the order of the list, with all that says whether an open one is overdue or paid in part. */
const OF_PHASES = {
  name: 'ix_invoices_phase',
  table: 'invoices',
  columns: ['phase', 'id', 'due_date', 'open_amount', 'total'],
};
const OF_METHODS = { name: 'ix_payments_method', table: 'payments', columns: ['method', 'id'] };

/** Lists of invoices by status, and of payments by method, are read from where they begin. */
export class Phases1764700310000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    const steps = new Steps(runner);
    await steps.addColumn('invoices', 'phase', PHASE);
    await steps.index(OF_PHASES);
    await steps.index(OF_METHODS);
  }

  async down(runner: QueryRunner): Promise<void> {
    const steps = new Steps(runner);
    await steps.dropIndex('payments', OF_METHODS.name);
    await steps.dropIndex('invoices', OF_PHASES.name);
    await steps.dropColumn('invoices', 'phase');
  }
}
