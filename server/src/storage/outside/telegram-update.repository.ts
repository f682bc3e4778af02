import { Injectable } from '@nestjs/common';
import { TelegramUpdateRepository } from '../../outside/telegram/telegram-update.repository.js';
import { Database } from '../typeorm/database.js';

const COLUMNS = ['bot', 'update_id', 'at'];

@Injectable()
export class SqlTelegramUpdateRepository extends TelegramUpdateRepository {
  constructor(private readonly db: Database) {
    super();
  }

  override async take(bot: string, updateId: number, at: number): Promise<boolean> {
    const row = [bot, updateId, at];
    return (await this.db.write((tx) => tx.insert('telegram_updates', COLUMNS, [row], { ignore: true }))) === 1;
  }

  override drop(before: number): Promise<number> {
    return this.db.write((tx) => tx.run('DELETE FROM telegram_updates WHERE at < ?', [before]));
  }
}
