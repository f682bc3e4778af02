import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';
import type { SimCardStatus } from '@signalbox/contracts/sim-cards';
import { bigintAsNumber } from './transformers.js';

@Entity('channels')
export class ChannelEntity {
  @PrimaryGeneratedColumn() id!: number;
  @Column('varchar') kind!: 'sim' | 'provider';
  @Column('varchar', { name: 'channel_key', nullable: true }) key!: string | null;
  @Column('varchar', { nullable: true }) number!: string | null;
  @Column('varchar', { nullable: true }) label!: string | null;
  @Column('varchar') status!: SimCardStatus;
  @Column('varchar', { name: 'worker_id', nullable: true }) workerId!: string | null;
  @Column('varchar', { nullable: true }) driver!: string | null;
  @Column('varchar', { nullable: true }) iccid!: string | null;
  @Column('varchar', { nullable: true }) imei!: string | null;
  @Column('varchar', { nullable: true }) imsi!: string | null;
  @Column('varchar', { nullable: true }) operator!: string | null;
  @Column('integer', { name: 'rate_per_minute', nullable: true }) ratePerMinute!: number | null;
  @Column('integer', { name: 'daily_cap', nullable: true }) dailyCap!: number | null;
  @Column('integer', { name: 'window_size' }) window!: number;
  @Column('simple-json', { name: 'pair_ids' }) pairIds!: string[];
  @Column('bigint', { nullable: true, transformer: bigintAsNumber }) price!: number | null;
  @Column('simple-json') prices!: Record<string, number>;
  @Column('bigint', { name: 'created_at', transformer: bigintAsNumber }) createdAt!: number;
  @Column('bigint', { name: 'updated_at', transformer: bigintAsNumber }) updatedAt!: number;
  @Column('bigint', { name: 'deleted_at', nullable: true, transformer: bigintAsNumber }) deletedAt!: number | null;
  @Column('varchar', { name: 'removed_key', nullable: true }) removedKey!: string | null;
  @Column('varchar', { name: 'removed_number', nullable: true }) removedNumber!: string | null;
}
