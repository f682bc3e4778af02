import { Injectable } from '@nestjs/common';
import { OfficeSettingsRepository, type StoredSettings } from '../../office/settings/office-settings.repository.js';
import { Database } from '../typeorm/database.js';

@Injectable()
export class SqlOfficeSettingsRepository extends OfficeSettingsRepository {
  constructor(private readonly db: Database) {
    super();
  }

  override async find(name: string): Promise<StoredSettings | null> {
    const sql = 'SELECT value, sealed FROM office_settings WHERE name = ?';
    const [row] = await this.db.read<StoredSettings>(sql, [name]);
    return row ?? null;
  }

  override async save(name: string, { value, sealed }: StoredSettings, at: number): Promise<void> {
    await this.db.write(async (tx) => {
      await tx.insert('office_settings', ['name', 'value', 'updated_at'], [[name, value, at]], { ignore: true });
      const sql = 'UPDATE office_settings SET value = ?, sealed = ?, updated_at = ? WHERE name = ?';
      await tx.run(sql, [value, sealed, at, name]);
    });
  }
}
