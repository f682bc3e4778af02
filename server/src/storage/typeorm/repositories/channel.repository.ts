import { Injectable } from '@nestjs/common';
import { IsNull, Not } from 'typeorm';
import type { ChannelRecord } from '../../../sim-cards/channel.js';
import { ChannelRepository, type NewChannel } from '../../../sim-cards/channel.repository.js';
import { Database } from '../database.js';
import { ChannelEntity } from '../entities/channel.entity.js';
import { isDuplicate } from '../duplicate.js';

@Injectable()
export class SqlChannelRepository extends ChannelRepository {
  constructor(private readonly db: Database) {
    super();
  }

  override async all(): Promise<ChannelRecord[]> {
    const rows = await this.db.repository(ChannelEntity).find({ where: { deletedAt: IsNull() }, order: { id: 'ASC' } });
    return rows.map(toRecord);
  }

  override async removedProviders(): Promise<number[]> {
    const where = { kind: 'provider' as const, deletedAt: Not(IsNull()) };
    const rows = await this.db.repository(ChannelEntity).find({ select: { id: true }, where });
    return rows.map(({ id }) => id);
  }

  override async create(channel: NewChannel): Promise<ChannelRecord | null> {
    const created = await this.unlessTaken((values) => this.db.write((tx) => tx.orm.insert(ChannelEntity, values)), {
      ...channel,
      deletedAt: null,
    });
    return created ? { ...channel, id: Number(created.identifiers[0]?.['id']) } : null;
  }

  override async update(channel: ChannelRecord): Promise<boolean> {
    const { id, ...values } = channel;
    const done = await this.unlessTaken(
      (fields) => this.db.write((tx) => tx.orm.update(ChannelEntity, { id }, fields)),
      values,
    );
    return done !== null;
  }

  /** Number and key become free for another; the row stays for the messages that name it. */
  override async remove(id: number, at: number): Promise<void> {
    await this.db.write((tx) => tx.orm.update(ChannelEntity, { id }, { deletedAt: at, key: null, number: null }));
  }

  private async unlessTaken<Values, Result>(
    write: (values: Values) => Promise<Result>,
    values: Values,
  ): Promise<Result | null> {
    try {
      return await write(values);
    } catch (error) {
      if (isDuplicate(error)) return null;
      throw error;
    }
  }
}

const toRecord = ({ deletedAt: _, ...record }: ChannelEntity): ChannelRecord => ({ ...record });
