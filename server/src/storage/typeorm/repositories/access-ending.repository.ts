import { Injectable } from '@nestjs/common';
import type { AccessEnding } from '../../../access/auth/admission.js';
import { AccessEndingRepository, type StoredEnding } from '../../../access/auth/access-ending.repository.js';
import { Database } from '../database.js';
import type { SqlValue, Tx } from '../tx.js';

interface EndingRow {
  id: number;
  user_id: number;
  api_key_id: number | null;
  token_id: string | null;
  session_epoch: number | null;
  expires_at: number | string;
}

const COLUMNS = ['user_id', 'api_key_id', 'token_id', 'session_epoch', 'expires_at'];

/** Tells all servers of an ending, in the transaction of its cause. */
export async function tellEnding(tx: Tx, ending: AccessEnding): Promise<void> {
  const row: SqlValue[] = [ending.userId, ending.apiKeyId, ending.tokenId, ending.sessionEpoch, ending.expiresAt];
  await tx.insert('access_endings', COLUMNS, [row], { ignore: true });
}

@Injectable()
export class SqlAccessEndingRepository extends AccessEndingRepository {
  constructor(private readonly db: Database) {
    super();
  }

  override async add(ending: AccessEnding): Promise<void> {
    await this.db.write(async (tx) => {
      await tellEnding(tx, ending);
      await tx.run('UPDATE sessions SET ended_at = ? WHERE id = ?', [Date.now(), ending.tokenId]);
    });
  }

  override async after(id: number, now: number): Promise<StoredEnding[]> {
    const rows = await this.db.read<EndingRow>(
      'SELECT * FROM access_endings WHERE id > ? AND expires_at > ? ORDER BY id',
      [id, now],
    );
    return rows.map((row) => ({
      id: row.id,
      userId: row.user_id,
      apiKeyId: row.api_key_id,
      tokenId: row.token_id,
      sessionEpoch: row.session_epoch,
      expiresAt: Number(row.expires_at),
    }));
  }

  override async sweep(now: number): Promise<void> {
    await this.db.write((tx) => tx.run('DELETE FROM access_endings WHERE expires_at <= ?', [now]));
  }
}
