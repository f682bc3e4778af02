import type { MigrationInterface, QueryRunner } from 'typeorm';
import { Steps } from '../steps.js';

/** Pairs that take their country's numbers that no prefix claims: so far those that came by the country-operator API. */
export class RestOfCountries1764500003000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    const steps = new Steps(runner);
    await steps.addColumn('pairs', 'takes_rest', 'smallint NOT NULL DEFAULT 0');
    // Only its clients write a country otherwise than by its code.
    await steps.rows('UPDATE pairs SET takes_rest = 1 WHERE country_label IS NOT NULL');
  }

  async down(runner: QueryRunner): Promise<void> {
    await new Steps(runner).dropColumn('pairs', 'takes_rest');
  }
}
