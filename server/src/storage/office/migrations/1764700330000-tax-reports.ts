import type { MigrationInterface, QueryRunner } from 'typeorm';
import { integer, millis, nullable, table, varchar } from '../../typeorm/columns.js';
import { Steps } from '../../typeorm/steps.js';

/** Which documents the tax authority is told of, and how far that is. */
export class TaxReports1764700330000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await new Steps(runner).createTable(
      table({
        name: 'tax_reports',
        columns: [
          varchar('document', 16, { isPrimary: true }),
          integer('document_id', { isPrimary: true }),
          varchar('status', 12),
          varchar('note', 300, nullable),
          millis('updated_at'),
        ],
      }),
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await new Steps(runner).dropTable('tax_reports');
  }
}
