import type { MigrationInterface, QueryRunner } from 'typeorm';
import { Steps } from '../steps.js';

/** Whether the channels of a pair may write to short codes. */
export class ShortCodes1764400005000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await new Steps(runner).addColumn('pairs', 'short_codes', 'smallint NOT NULL DEFAULT 0');
  }

  async down(runner: QueryRunner): Promise<void> {
    await new Steps(runner).dropColumn('pairs', 'short_codes');
  }
}
