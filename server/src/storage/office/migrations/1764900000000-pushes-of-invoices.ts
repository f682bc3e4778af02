import type { MigrationInterface, QueryRunner } from 'typeorm';
import { Steps } from '../../typeorm/steps.js';

const TABLE = 'mpesa_attempts';
const INDEX = 'ix_mpesa_attempts_invoice';

/** What phones were asked for, by the invoice it is for. */
export class PushesOfInvoices1764900000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await new Steps(runner).index({ name: INDEX, table: TABLE, columns: ['invoice_id', 'id'] });
  }

  async down(runner: QueryRunner): Promise<void> {
    await new Steps(runner).dropIndex(TABLE, INDEX);
  }
}
