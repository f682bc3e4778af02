import { Injectable } from '@nestjs/common';
import { IsNull, LessThan } from 'typeorm';
import type { ApiKey, NewApiKeyRecord } from '../../../auth/api-key.js';
import { ApiKeyRepository } from '../../../auth/api-key.repository.js';
import { Database } from '../database.js';
import { ApiKeyEntity } from '../entities/api-key.entity.js';

@Injectable()
export class SqlApiKeyRepository extends ApiKeyRepository {
  constructor(private readonly db: Database) {
    super();
  }

  override async findByLookup(lookup: string): Promise<ApiKey | null> {
    const row = await this.db.repository(ApiKeyEntity).findOneBy({ lookup, revokedAt: IsNull() });
    return row && { ...row };
  }

  override async listOf(userId: number, limit: number, before = Number.MAX_SAFE_INTEGER): Promise<ApiKey[]> {
    const rows = await this.db.repository(ApiKeyEntity).find({
      where: { userId, id: LessThan(before), revokedAt: IsNull() },
      order: { id: 'DESC' },
      take: limit,
    });
    return rows.map((row) => ({ ...row }));
  }

  override async create(key: NewApiKeyRecord): Promise<ApiKey> {
    const row = { ...key, lastUsedAt: null, revokedAt: null };
    const { identifiers } = await this.db.write((tx) => tx.orm.insert(ApiKeyEntity, row));
    return { ...row, id: Number(identifiers[0]?.['id']) };
  }

  override revoke(id: number, userId: number, at: number): Promise<ApiKey | null> {
    return this.db.write(async ({ orm }) => {
      const row = await orm.findOneBy(ApiKeyEntity, { id, userId, revokedAt: IsNull() });
      if (!row) return null;
      await orm.update(ApiKeyEntity, { id }, { revokedAt: at });
      return { ...row };
    });
  }

  override async touch(id: number, at: number): Promise<void> {
    await this.db.write((tx) => tx.run('UPDATE api_keys SET last_used_at = ? WHERE id = ?', [at, id]));
  }
}
