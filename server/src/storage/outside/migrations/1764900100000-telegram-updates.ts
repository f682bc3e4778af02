import type { MigrationInterface, QueryRunner, Table } from 'typeorm';
import { millis, table, varchar } from '../../typeorm/columns.js';
import { Steps } from '../../typeorm/steps.js';

const updates = (): Table =>
  table({
    name: 'telegram_updates',
    columns: [varchar('bot', 20, { isPrimary: true }), millis('update_id', { isPrimary: true }), millis('at')],
    indices: [{ name: 'ix_telegram_updates_at', columnNames: ['at'] }],
  });

/** Which commands of chats were obeyed; why those to a channel are not heard. */
export class TelegramUpdates1764900100000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    const steps = new Steps(runner);
    await steps.createTable(updates());
    await steps.addColumn('alert_channels', 'unheard', 'varchar(300) NULL');
  }

  async down(runner: QueryRunner): Promise<void> {
    const steps = new Steps(runner);
    await steps.dropColumn('alert_channels', 'unheard');
    await steps.dropTable('telegram_updates');
  }
}
