import type { MigrationInterface, QueryRunner } from 'typeorm';
import { Steps } from '../steps.js';

/** What waits, by the end of its validity: SQLite leaves all other rows out, on MySQL those are all in one place. */
export class WaitingExpiry1764400003000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await new Steps(runner).index({
      name: 'ix_messages_expiry',
      table: 'messages',
      columns: ['queue_lane', 'expires_at'],
      where: 'queue_lane IS NOT NULL AND expires_at IS NOT NULL',
    });
  }

  async down(runner: QueryRunner): Promise<void> {
    await new Steps(runner).dropIndex('messages', 'ix_messages_expiry');
  }
}
