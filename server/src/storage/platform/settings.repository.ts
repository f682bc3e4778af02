import { Injectable } from '@nestjs/common';
import { type KeptSettings, SettingsRepository } from '../../access/settings/settings.repository.js';
import { Database } from '../typeorm/database.js';

@Injectable()
export class SqlSettingsRepository extends SettingsRepository {
  constructor(private readonly db: Database) {
    super();
  }

  override async find(name: string): Promise<KeptSettings | null> {
    const [row] = await this.db.read<KeptSettings>('SELECT value, version FROM settings WHERE name = ?', [name]);
    return row ?? null;
  }

  override async version(name: string): Promise<number> {
    const [row] = await this.db.read<{ version: number }>('SELECT version FROM settings WHERE name = ?', [name]);
    return row?.version ?? 0;
  }

  override replace(name: string, value: string, version: number, at: number): Promise<boolean> {
    return this.db.write(async (tx) => {
      // Its first version is made here too, so that of two that make it one comes second.
      await tx.insert('settings', ['name', 'value', 'version', 'updated_at'], [[name, '{}', 0, at]], { ignore: true });
      const sql = 'UPDATE settings SET value = ?, version = version + 1, updated_at = ? WHERE name = ? AND version = ?';
      return (await tx.run(sql, [value, at, name, version])) > 0;
    });
  }
}
