import { Injectable } from '@nestjs/common';
import type { AccessEnding } from '../../access/auth/admission.js';
import type { Sighting, SignedIn, StoredSession } from '../../access/auth/session.js';
import { SessionRepository } from '../../access/auth/session.repository.js';
import { Database } from '../typeorm/database.js';
import { tellEnding } from '../typeorm/repositories/access-ending.repository.js';

type Numeric = number | string;
interface Row {
  id: string;
  created_at: Numeric;
  expires_at: Numeric;
  last_seen_at: Numeric;
  address: string | null;
  user_agent: string | null;
}

const COLUMNS = ['id', 'user_id', 'epoch', 'created_at', 'expires_at', 'last_seen_at', 'address', 'user_agent'];
const LIST =
  'SELECT s.* FROM sessions s JOIN users u ON u.id = s.user_id AND u.session_epoch = s.epoch ' +
  'WHERE s.user_id = ? AND s.ended_at IS NULL AND s.expires_at > ? ORDER BY s.created_at DESC, s.id LIMIT ?';

@Injectable()
export class SqlSessionRepository extends SessionRepository {
  constructor(private readonly db: Database) {
    super();
  }

  override async see(session: SignedIn, { at, address, userAgent }: Sighting): Promise<void> {
    const { id, userId, epoch, createdAt, expiresAt } = session;
    const seen = 'UPDATE sessions SET last_seen_at = ?, address = ?, user_agent = COALESCE(?, user_agent) WHERE id = ?';
    await this.db.write(async (tx) => {
      const row = [id, userId, epoch, createdAt, expiresAt, at, address, userAgent];
      if ((await tx.insert('sessions', COLUMNS, [row], { ignore: true })) === 1) return;
      await tx.run(seen, [at, address, userAgent, id]);
    });
  }

  override async list(userId: number, now: number, limit: number): Promise<StoredSession[]> {
    const rows = await this.db.read<Row>(LIST, [userId, now, limit]);
    return rows.map((row) => ({
      id: row.id,
      createdAt: Number(row.created_at),
      expiresAt: Number(row.expires_at),
      seen: { at: Number(row.last_seen_at), address: row.address, userAgent: row.user_agent },
    }));
  }

  override end(userId: number, id: string, at: number): Promise<AccessEnding | null> {
    return this.db.write(async (tx) => {
      const ended =
        'UPDATE sessions SET ended_at = ? WHERE id = ? AND user_id = ? AND ended_at IS NULL AND expires_at > ?';
      if ((await tx.run(ended, [at, id, userId, at])) === 0) return null;
      const [row] = await tx.all<Row>('SELECT * FROM sessions WHERE id = ?', [id]);
      const ending = { userId, apiKeyId: null, tokenId: id, sessionEpoch: null, expiresAt: Number(row?.expires_at) };
      await tellEnding(tx, ending);
      return ending;
    });
  }

  override async sweep(now: number): Promise<void> {
    await this.db.write((tx) => tx.run('DELETE FROM sessions WHERE expires_at <= ?', [now]));
  }
}
