import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';
import { bigintAsNumber } from './transformers.js';

@Entity('api_keys')
export class ApiKeyEntity {
  @PrimaryGeneratedColumn() id!: number;
  @Column('integer', { name: 'user_id' }) userId!: number;
  @Column('varchar') name!: string;
  @Column('varchar') lookup!: string;
  @Column('text') sealed!: string;
  @Column('varchar') hint!: string;
  /** With commas. */
  @Column('varchar', { nullable: true }) scopes!: string | null;
  @Column('bigint', { name: 'expires_at', nullable: true, transformer: bigintAsNumber }) expiresAt!: number | null;
  @Column('varchar', { nullable: true }) networks!: string | null;
  @Column('bigint', { name: 'created_at', transformer: bigintAsNumber }) createdAt!: number;
  @Column('bigint', { name: 'last_used_at', nullable: true, transformer: bigintAsNumber }) lastUsedAt!: number | null;
  @Column('bigint', { name: 'revoked_at', nullable: true, transformer: bigintAsNumber }) revokedAt!: number | null;
}
