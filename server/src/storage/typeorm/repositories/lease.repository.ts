import { Injectable } from '@nestjs/common';
import { LeaseRepository } from '../../../platform/modem-bus/lease.repository.js';
import { Database } from '../database.js';

/** Fences are not less than the time in seconds: a database that begins anew does not fall behind what workers saw. */
@Injectable()
export class SqlLeaseRepository extends LeaseRepository {
  constructor(private readonly db: Database) {
    super();
  }

  override take(name: string, owner: string): Promise<number> {
    return this.db.write(async (tx) => {
      await tx.insert('leases', ['name', 'owner', 'fence'], [[name, owner, 0]], { ignore: true });
      const least = Math.floor(Date.now() / 1000);
      await tx.run(
        'UPDATE leases SET fence = CASE WHEN fence < ? THEN ? ELSE fence + 1 END, owner = ? WHERE name = ?',
        [least, least, owner, name],
      );
      const [row] = await tx.all<{ fence: number | string }>('SELECT fence FROM leases WHERE name = ?', [name]);
      return Number(row?.fence ?? 0);
    });
  }
}
