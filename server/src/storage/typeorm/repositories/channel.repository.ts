import { Injectable } from '@nestjs/common';
import { IsNull, Not } from 'typeorm';
import type { ChannelRecord } from '../../../messaging/sim-cards/channel.js';
import {
  type ChannelChange,
  ChannelRepository,
  type NewChannel,
  type RemovedChannel,
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

  override async removedSimCards(): Promise<RemovedChannel[]> {
    const where = { kind: 'sim' as const, deletedAt: Not(IsNull()), removedKey: Not(IsNull()) };
    const rows = await this.db.find((orm) => orm.find(ChannelEntity, { where, order: { id: 'ASC' } }));
    return rows.map((row) => ({
      record: { ...toRecord(row), key: row.removedKey, number: row.removedNumber },
      removedAt: row.deletedAt ?? 0,
    }));
  }

  override async create(channel: NewChannel): Promise<ChannelRecord | null> {
    return unlessDuplicate(null, async () => {
      // TypeORM puts the new id into what it is given, and a transaction may be run again.
      const created = await this.db.write((tx) => tx.orm.insert(ChannelEntity, { ...channel, ...THERE }));
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
  override async remove({ id, key, number }: Pick<ChannelRecord, 'id' | 'key' | 'number'>, at: number): Promise<void> {
    const gone = { deletedAt: at, key: null, number: null, removedKey: key, removedNumber: number };
    await this.db.write((tx) => tx.orm.update(ChannelEntity, { id }, gone));
  }

  override restore({ id, ...record }: ChannelRecord): Promise<boolean> {
    return unlessDuplicate(false, async () => {
      await this.db.write((tx) => tx.orm.update(ChannelEntity, { id }, { ...record, ...THERE }));
      return true;
    });
  }
}

const THERE = { deletedAt: null, removedKey: null, removedNumber: null };

const toRecord = ({
  deletedAt: _at,
  removedKey: _key,
  removedNumber: _number,
  ...record
}: ChannelEntity): ChannelRecord => ({
  ...record,
});
