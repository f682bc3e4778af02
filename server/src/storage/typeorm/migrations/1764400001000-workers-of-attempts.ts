import type { MigrationInterface, QueryRunner } from 'typeorm';
import { Steps } from '../steps.js';

/** Which worker each attempt was given to: only that one's reports of it count. */
export class WorkersOfAttempts1764400001000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await new Steps(runner).addColumn('messages', 'worker_id', 'varchar(64) NULL');
    // What is at a worker now, so that it stays there when its channel moves. The rest goes by the channel's holder.
    await runner.query(
      'UPDATE messages SET worker_id = (SELECT channels.worker_id FROM channels WHERE channels.id = messages.channel_id) ' +
        "WHERE status = 'dispatched' AND status <> 'delivered' AND worker_id IS NULL",
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await new Steps(runner).dropColumn('messages', 'worker_id');
  }
}
