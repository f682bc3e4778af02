import { Injectable } from '@nestjs/common';
import { IsNull, Not } from 'typeorm';
import type { ChannelRecord } from '../../../messaging/sim-cards/channel.js';
import {
  type ChannelChange,
  ChannelRepository,
  type NewChannel,
} from '../../../messaging/sim-cards/channel.repository.js';
import { Database } from '../database.js';
import { ChannelEntity } from '../entities/channel.entity.js';
import { unlessDuplicate } from '../duplicate.js';

@Injectable()
export class SqlChannelRepository extends ChannelRepository {
  constructor(private readonly db: Database) {
    super();
  }

  override async all(): Promise<ChannelRecord[]> {
    const rows = await this.db.find((orm) =>
      orm.find(ChannelEntity, { where: { deletedAt: IsNull() }, order: { id: 'ASC' } }),
    );
    return rows.map(toRecord);
  }

  override async removedProviders(): Promise<number[]> {
    const where = { kind: 'provider' as const, deletedAt: Not(IsNull()) };
    const rows = await this.db.find((orm) => orm.find(ChannelEntity, { select: { id: true }, where }));
    return rows.map(({ id }) => id);
  }

  override async create(channel: NewChannel): Promise<ChannelRecord | null> {
    return unlessDuplicate(null, async () => {
      // TypeORM puts the new id into what it is given, and a transaction may be run again.
      const created = await this.db.write((tx) => tx.orm.insert(ChannelEntity, { ...channel, deletedAt: null }));
      return { ...channel, id: Number(created.identifiers[0]?.['id']) };
    });
  }

  override update(id: number, change: ChannelChange): Promise<boolean> {
    return unlessDuplicate(false, async () => {
      await this.db.write((tx) => tx.orm.update(ChannelEntity, { id }, { ...change }));
      return true;
    });
  }

  /** Number and key become free for another; the row stays for the messages that name it. */
  override async remove(id: number, at: number): Promise<void> {
    await this.db.write((tx) => tx.orm.update(ChannelEntity, { id }, { deletedAt: at, key: null, number: null }));
  }
}

const toRecord = ({ deletedAt: _, ...record }: ChannelEntity): ChannelRecord => ({ ...record });
