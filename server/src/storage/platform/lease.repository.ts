import { Injectable, type OnModuleInit } from '@nestjs/common';
import { LeaseRepository } from '../../platform/leases/lease.repository.js';
import { Database } from '../typeorm/database.js';
import type { Tx } from '../typeorm/tx.js';

/** Epoch milliseconds on the database's own clock: those of servers differ. */
const NOW = {
  sqlite: "CAST((julianday('now') - 2440587.5) * 86400000 AS INTEGER)",
  mysql: "TIMESTAMPDIFF(MICROSECOND, '1970-01-01', UTC_TIMESTAMP(3)) DIV 1000",
};

/** Fences are not less than the time in seconds: a database that begins anew does not fall behind what workers saw. */
@Injectable()
export class SqlLeaseRepository extends LeaseRepository implements OnModuleInit {
  private readonly now: string;

  constructor(private readonly db: Database) {
    super();
    this.now = db.isSqlite ? NOW.sqlite : NOW.mysql;
  }

  /** SQLite has one server: what is held is held by one that died. */
  async onModuleInit(): Promise<void> {
    if (this.db.isSqlite) await this.db.write((tx) => tx.run('UPDATE leases SET expires_at = 0', []));
  }

  override take(name: string, owner: string): Promise<number> {
    return this.db.write(async (tx) => {
      await tx.insert('leases', ['name', 'owner', 'fence'], [[name, owner, 0]], { ignore: true });
      await tx.run(`UPDATE leases SET ${NEXT_FENCE}, owner = ? WHERE name = ?`, [...leastFence(), owner, name]);
      return fenceIn(tx, name);
    });
  }

  override acquire(name: string, owner: string, ms: number): Promise<number | null> {
    return this.db.write(async (tx) => {
      await tx.insert('leases', ['name', 'owner', 'fence'], [[name, owner, 0]], { ignore: true });
      const won = await tx.run(
        `UPDATE leases SET ${NEXT_FENCE}, owner = ?, expires_at = ${this.now} + ? WHERE name = ? AND expires_at <= ${this.now}`,
        [...leastFence(), owner, ms, name],
      );
      return won === 1 ? fenceIn(tx, name) : null;
    });
  }

  override async renew(name: string, fence: number, ms: number): Promise<boolean> {
    const sql = `UPDATE leases SET expires_at = ${this.now} + ? WHERE name = ? AND fence = ? AND expires_at > ${this.now}`;
    return (await this.db.write((tx) => tx.run(sql, [ms, name, fence]))) === 1;
  }

  override async release(name: string, fence: number): Promise<void> {
    const sql = 'UPDATE leases SET expires_at = 0 WHERE name = ? AND fence = ?';
    await this.db.write((tx) => tx.run(sql, [name, fence]));
  }
}

const NEXT_FENCE = 'fence = CASE WHEN fence < ? THEN ? ELSE fence + 1 END';
const leastFence = (): number[] => {
  const least = Math.floor(Date.now() / 1000);
  return [least, least];
};

async function fenceIn(tx: Tx, name: string): Promise<number> {
  const [row] = await tx.all<{ fence: number | string }>('SELECT fence FROM leases WHERE name = ?', [name]);
  return Number(row?.fence ?? 0);
}
