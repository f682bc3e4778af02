import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';
import type { Role } from '@signalbox/contracts/auth';
import type { Locale } from '@signalbox/contracts/locales';
import { bigintAsNumber } from './transformers.js';

@Entity('users')
export class UserEntity {
  @PrimaryGeneratedColumn() id!: number;
  @Column('varchar') username!: string;
  @Column('varchar', { name: 'username_key' }) usernameKey!: string;
  @Column('varchar') email!: string;
  @Column('varchar', { name: 'email_key' }) emailKey!: string;
  @Column('varchar', { name: 'password_hash' }) passwordHash!: string;
  @Column('varchar', { name: 'full_name', nullable: true }) fullName!: string | null;
  @Column('varchar') role!: Role;
  /** Names with commas. */
  @Column('varchar', { default: '' }) granted!: string;
  @Column('smallint') disabled!: number;
  @Column('smallint', { name: 'password_common', nullable: true }) passwordCommon!: number | null;
  @Column('integer', { name: 'session_epoch' }) sessionEpoch!: number;
  @Column('smallint', { name: 'second_factor', default: 0 }) secondFactor!: number;
  @Column('varchar', { nullable: true }) locale!: Locale | null;
  @Column('varchar', { name: 'time_zone', nullable: true }) timeZone!: string | null;
  @Column('bigint', { name: 'created_at', transformer: bigintAsNumber }) createdAt!: number;
}
