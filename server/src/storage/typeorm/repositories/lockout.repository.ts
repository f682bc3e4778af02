import { Injectable } from '@nestjs/common';
import { type Lockout, type Lockouts, NO_LOCKOUT } from '../../../access/auth/lockout.js';
import { LockoutRepository } from '../../../access/auth/lockout.repository.js';
import { aside } from '../../../platform/common/audit/audit-scope.js';
import { Database } from '../database.js';
import type { SqlValue, Tx } from '../tx.js';

interface LockoutRow {
  address: string;
  failures: number;
  locked_until: number | string;
  trusted_until: number | string;
  forgotten_at: number | string;
}

/** The row for all addresses together. */
const EVERYWHERE = '';
const TABLE = 'sign_in_addresses';
const COLUMNS = ['account', 'address', 'failures', 'locked_until', 'trusted_until', 'forgotten_at'];
const SELECT = `SELECT * FROM ${TABLE} WHERE account = ? AND address IN (?, '')`;
const UPDATE =
  `UPDATE ${TABLE} SET failures = ?, locked_until = ?, trusted_until = ?, forgotten_at = ? ` +
  'WHERE account = ? AND address = ?';

@Injectable()
export class SqlLockoutRepository extends LockoutRepository {
  constructor(private readonly db: Database) {
    super();
  }

  override async find(account: string, address: string): Promise<Lockouts> {
    return toLockouts(await this.db.read<LockoutRow>(SELECT, [account, address]), address);
  }

  override change(account: string, address: string, change: (lockouts: Lockouts) => Partial<Lockouts>): Promise<void> {
    const write = async (tx: Tx): Promise<void> => {
      // Made before they are read: two servers that lock rows which are there, in one order, cannot deadlock.
      const missing: SqlValue[][] = [EVERYWHERE, address].map((place) => [account, place, 0, 0, 0, 0]);
      await tx.insert(TABLE, COLUMNS, missing, { ignore: true });
      const rows = await tx.all<LockoutRow>(this.db.isSqlite ? SELECT : `${SELECT} ORDER BY address FOR UPDATE`, [
        account,
        address,
      ]);
      const { here, everywhere } = change(toLockouts(rows, address));
      const changed = [everywhere && toRow(everywhere, account, EVERYWHERE), here && toRow(here, account, address)];
      await tx.runEach(
        UPDATE,
        changed.filter((row) => row !== undefined),
      );
    };
    return aside(() => this.db.write(write));
  }

  override async clear(account: string): Promise<void> {
    await this.db.write((tx) => tx.run(`DELETE FROM ${TABLE} WHERE account = ?`, [account]));
  }

  override async sweep(now: number): Promise<void> {
    await this.db.write((tx) => tx.run(`DELETE FROM ${TABLE} WHERE forgotten_at < ?`, [now]));
  }
}

function toLockouts(rows: LockoutRow[], address: string): Lockouts {
  const of = (place: string): Lockout => {
    const row = rows.find((found) => found.address === place);
    if (!row) return NO_LOCKOUT;
    return {
      failures: row.failures,
      lockedUntil: Number(row.locked_until),
      trustedUntil: Number(row.trusted_until),
      forgottenAt: Number(row.forgotten_at),
    };
  };
  return { here: of(address), everywhere: of(EVERYWHERE) };
}

const toRow = (lockout: Lockout, account: string, address: string): SqlValue[] => [
  lockout.failures,
  lockout.lockedUntil,
  lockout.trustedUntil,
  lockout.forgottenAt,
  account,
  address,
];
