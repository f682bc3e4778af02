import type { MigrationInterface, QueryRunner } from 'typeorm';
import { Steps } from '../steps.js';

const BY_STATUS = {
  name: 'ix_messages_run_status',
  table: 'messages',
  columns: ['run_id', 'status', 'seq'],
  // What is at workers is never much, and lies in the index of statuses: so each message moves once less.
  where: "run_id IS NOT NULL AND status <> 'dispatched'",
};

/** A run's messages by what became of them; the index before had those that waited (SQLite) or no status (MySQL). */
export class ListsOfRuns1764500001000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    const steps = new Steps(runner);
    await steps.index(BY_STATUS);
    await steps.dropIndex('messages', 'ix_messages_run');
  }

  async down(runner: QueryRunner): Promise<void> {
    const steps = new Steps(runner);
    await steps.index({
      name: 'ix_messages_run',
      table: 'messages',
      columns: steps.isSqlite ? ['run_id', 'status', 'seq'] : ['run_id', 'seq'],
      where: 'queue_lane IS NOT NULL AND run_id IS NOT NULL',
    });
    await steps.dropIndex('messages', BY_STATUS.name);
  }
}
