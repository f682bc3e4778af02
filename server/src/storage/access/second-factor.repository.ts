import { Injectable } from '@nestjs/common';
import type { SecondFactor } from '../../access/auth/second-factor.js';
import { SecondFactorRepository } from '../../access/auth/second-factor.repository.js';
import { Database } from '../typeorm/database.js';
import type { Tx } from '../typeorm/tx.js';

interface Row {
  user_id: number;
  sealed: string;
  confirmed_at: number | string | null;
}

@Injectable()
export class SqlSecondFactorRepository extends SecondFactorRepository {
  constructor(private readonly db: Database) {
    super();
  }

  override async find(userId: number): Promise<SecondFactor | null> {
    const [row] = await this.db.read<Row>('SELECT * FROM second_factors WHERE user_id = ?', [userId]);
    if (!row) return null;
    const confirmedAt = row.confirmed_at === null ? null : Number(row.confirmed_at);
    return { userId: row.user_id, sealed: row.sealed, confirmedAt };
  }

  override begin(userId: number, sealed: string, at: number): Promise<boolean> {
    return this.db.write(async (tx) => {
      await tx.run('DELETE FROM second_factors WHERE user_id = ? AND confirmed_at IS NULL', [userId]);
      const row = [userId, sealed, at];
      return (await tx.insert('second_factors', ['user_id', 'sealed', 'created_at'], [row], { ignore: true })) === 1;
    });
  }

  override confirm(
    { userId, sealed }: SecondFactor,
    step: number,
    codes: readonly string[],
    at: number,
  ): Promise<boolean> {
    return this.db.write(async (tx) => {
      const sql =
        'UPDATE second_factors SET confirmed_at = ?, last_step = ? WHERE user_id = ? AND sealed = ? AND confirmed_at IS NULL';
      if ((await tx.run(sql, [at, step, userId, sealed])) === 0) return false;
      await tx.run('UPDATE users SET second_factor = 1 WHERE id = ?', [userId]);
      await replaceCodes(tx, userId, codes);
      return true;
    });
  }

  override async useStep(userId: number, step: number): Promise<boolean> {
    const sql =
      'UPDATE second_factors SET last_step = ? WHERE user_id = ? AND confirmed_at IS NOT NULL AND last_step < ?';
    return (await this.db.write((tx) => tx.run(sql, [step, userId, step]))) === 1;
  }

  override async useRecoveryCode(userId: number, hash: string, at: number): Promise<boolean> {
    const sql = 'UPDATE recovery_codes SET used_at = ? WHERE user_id = ? AND code_hash = ? AND used_at IS NULL';
    return (await this.db.write((tx) => tx.run(sql, [at, userId, hash]))) === 1;
  }

  override replaceCodes(userId: number, codes: readonly string[]): Promise<void> {
    return this.db.write((tx) => replaceCodes(tx, userId, codes));
  }

  override async codesLeft(userId: number): Promise<number> {
    const sql = 'SELECT COUNT(*) AS codes FROM recovery_codes WHERE user_id = ? AND used_at IS NULL';
    const [row] = await this.db.read<{ codes: number | string }>(sql, [userId]);
    return Number(row?.codes ?? 0);
  }

  override remove(userId: number): Promise<boolean> {
    return this.db.write(async (tx) => {
      const removed = await tx.run('DELETE FROM second_factors WHERE user_id = ?', [userId]);
      await tx.run('DELETE FROM recovery_codes WHERE user_id = ?', [userId]);
      await tx.run('UPDATE users SET second_factor = 0 WHERE id = ?', [userId]);
      return removed === 1;
    });
  }
}

async function replaceCodes(tx: Tx, userId: number, codes: readonly string[]): Promise<void> {
  await tx.run('DELETE FROM recovery_codes WHERE user_id = ?', [userId]);
  await tx.insert(
    'recovery_codes',
    ['user_id', 'code_hash'],
    codes.map((code) => [userId, code]),
  );
}
