import type { MigrationInterface, QueryRunner } from 'typeorm';
import { Steps } from '../steps.js';

/** Under which key, and with which number, a removed channel was known: it stays removed while its worker announces it. */
export class RemovedChannels1764500000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    const steps = new Steps(runner);
    await steps.addColumn('channels', 'removed_key', 'varchar(64) NULL');
    await steps.addColumn('channels', 'removed_number', 'varchar(32) NULL');
  }

  async down(runner: QueryRunner): Promise<void> {
    const steps = new Steps(runner);
    await steps.dropColumn('channels', 'removed_number');
    await steps.dropColumn('channels', 'removed_key');
  }
}
