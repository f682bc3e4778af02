import type { MigrationInterface, QueryRunner } from 'typeorm';
import { nameKeys } from '../../../office/search/search.js';
import { Steps } from '../../typeorm/steps.js';

const PAGE = 500;
const INDEXES = [
  { name: 'ix_customers_name_key', table: 'customers', columns: ['name_key'] },
  { name: 'ix_customers_last_key', table: 'customers', columns: ['last_key'] },
  { name: 'ix_leads_next_step_on', table: 'leads', columns: ['next_step_on', 'id'] },
];

/** Customers by the beginning of their names, leads by their next step. */
export class Finding1764700110000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    const steps = new Steps(runner);
    await steps.addColumn('customers', 'name_key', 'varchar(120) NULL');
    await steps.addColumn('customers', 'last_key', 'varchar(120) NULL');
    for (let after = 0; ;) {
      const rows = (await runner.query(
        `SELECT id, name FROM customers WHERE name_key IS NULL AND id > ? ORDER BY id LIMIT ${PAGE}`,
        [after],
      )) as { id: number; name: string }[];
      for (const { id, name } of rows) {
        const keys = nameKeys(name);
        await steps.rows('UPDATE customers SET last_key = ?, name_key = ? WHERE id = ?', [keys.last, keys.name, id]);
      }
      after = rows.at(-1)?.id ?? after;
      if (rows.length < PAGE) break;
    }
    for (const index of INDEXES) await steps.index(index);
  }

  async down(runner: QueryRunner): Promise<void> {
    const steps = new Steps(runner);
    for (const { table, name } of INDEXES) await steps.dropIndex(table, name);
    await steps.dropColumn('customers', 'last_key');
    await steps.dropColumn('customers', 'name_key');
  }
}
