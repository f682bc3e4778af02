import { Injectable } from '@nestjs/common';
import { type ProviderRecord, ProviderRepository } from '../../../messaging/providers/provider.repository.js';
import { Database } from '../database.js';

interface ProviderRow {
  channel_id: number;
  sender: string | null;
  settings: string;
  secrets: string;
  purpose: string | null;
  updated_at: number | string;
}

@Injectable()
export class SqlProviderRepository extends ProviderRepository {
  constructor(private readonly db: Database) {
    super();
  }

  override async all(): Promise<ProviderRecord[]> {
    const rows = await this.db.read<ProviderRow>('SELECT * FROM providers ORDER BY channel_id');
    return rows.map((row) => ({
      channelId: row.channel_id,
      sender: row.sender,
      settings: JSON.parse(row.settings) as Record<string, unknown>,
      secrets: row.secrets,
      purpose: row.purpose,
      updatedAt: Number(row.updated_at),
    }));
  }

  override async save({ channelId, sender, settings, secrets, purpose, updatedAt }: ProviderRecord): Promise<void> {
    const body = JSON.stringify(settings);
    await this.db.write(async (tx) => {
      const columns = ['channel_id', 'settings', 'secrets', 'updated_at'];
      await tx.insert('providers', columns, [[channelId, body, secrets, updatedAt]], { ignore: true });
      await tx.run(
        'UPDATE providers SET sender = ?, settings = ?, secrets = ?, purpose = ?, updated_at = ? WHERE channel_id = ?',
        [sender, body, secrets, purpose, updatedAt, channelId],
      );
    });
  }

  override async remove(channelId: number): Promise<void> {
    await this.db.write((tx) => tx.run('DELETE FROM providers WHERE channel_id = ?', [channelId]));
  }
}
