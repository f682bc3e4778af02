import { Injectable } from '@nestjs/common';
import type { Scope } from '@signalbox/contracts/permissions';
import { In, IsNull } from 'typeorm';
import { endingOf } from '../../../access/auth/admission.js';
import type { ApiKey, NewApiKeyRecord } from '../../../access/auth/api-key.js';
import { ApiKeyRepository, type OwnedApiKey } from '../../../access/auth/api-key.repository.js';
import { Database } from '../database.js';
import { ApiKeyEntity } from '../entities/api-key.entity.js';
import type { SqlValue } from '../tx.js';
import { tellEnding } from './access-ending.repository.js';

@Injectable()
export class SqlApiKeyRepository extends ApiKeyRepository {
  constructor(private readonly db: Database) {
    super();
  }

  override async findByLookup(lookups: readonly string[]): Promise<ApiKey | null> {
    const where = { lookup: In([...lookups]), revokedAt: IsNull() };
    const row = await this.db.find((orm) => orm.findOneBy(ApiKeyEntity, where));
    return row && { ...row, scopes: toScopes(row.scopes) };
  }

  override async list(userId: number | null, limit: number, before = Number.MAX_SAFE_INTEGER): Promise<OwnedApiKey[]> {
    const rows = await this.db.read<KeyRow>(
      `${SELECT} AND k.id < ?${userId === null ? '' : ' AND k.user_id = ?'} ORDER BY k.id DESC LIMIT ?`,
      userId === null ? [before, limit] : [before, userId, limit],
    );
    return rows.map(toKey);
  }

  override async create(key: NewApiKeyRecord): Promise<ApiKey> {
    const row = { ...key, lastUsedAt: null, revokedAt: null };
    const scopes = key.scopes?.join(',') ?? null;
    const { identifiers } = await this.db.write((tx) => tx.orm.insert(ApiKeyEntity, { ...row, scopes }));
    return { ...row, id: Number(identifiers[0]?.['id']) };
  }

  override revoke(id: number, userId: number | null, at: number): Promise<OwnedApiKey | null> {
    return this.db.write(async (tx) => {
      const params: SqlValue[] = userId === null ? [id] : [id, userId];
      const [row] = await tx.all<KeyRow>(
        `${SELECT} AND k.id = ?${userId === null ? '' : ' AND k.user_id = ?'}`,
        params,
      );
      if (!row || (await tx.run(REVOKE, [at, id])) === 0) return null;
      await tellEnding(tx, endingOf(row.user_id, { apiKeyId: id }));
      return toKey(row);
    });
  }

  override async touch(id: number, at: number): Promise<void> {
    await this.db.write((tx) => tx.run('UPDATE api_keys SET last_used_at = ? WHERE id = ?', [at, id]));
  }
}

const SELECT = 'SELECT k.*, u.username FROM api_keys k JOIN users u ON u.id = k.user_id WHERE k.revoked_at IS NULL';
const REVOKE = 'UPDATE api_keys SET revoked_at = ? WHERE id = ? AND revoked_at IS NULL';

interface KeyRow {
  id: number;
  user_id: number;
  username: string;
  name: string;
  lookup: string;
  sealed: string;
  hint: string;
  scopes: string | null;
  expires_at: number | string | null;
  networks: string | null;
  created_at: number | string;
  last_used_at: number | string | null;
}

const toScopes = (text: string | null): Scope[] | null => (text === null ? null : (text.split(',') as Scope[]));

const toKey = (row: KeyRow): OwnedApiKey => ({
  id: row.id,
  userId: row.user_id,
  username: row.username,
  name: row.name,
  lookup: row.lookup,
  sealed: row.sealed,
  hint: row.hint,
  scopes: toScopes(row.scopes),
  expiresAt: row.expires_at === null ? null : Number(row.expires_at),
  networks: row.networks,
  createdAt: Number(row.created_at),
  lastUsedAt: row.last_used_at === null ? null : Number(row.last_used_at),
  revokedAt: null,
});
