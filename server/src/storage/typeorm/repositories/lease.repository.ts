import { Injectable } from '@nestjs/common';
import { LeaseRepository } from '../../../modem-bus/lease.repository.js';
import { Database } from '../database.js';

@Injectable()
export class SqlLeaseRepository extends LeaseRepository {
  constructor(private readonly db: Database) {
    super();
  }

  override take(name: string, owner: string): Promise<number> {
    return this.db.write(async (tx) => {
      await tx.insert('leases', ['name', 'owner', 'fence'], [[name, owner, 0]], { ignore: true });
      await tx.run('UPDATE leases SET fence = fence + 1, owner = ? WHERE name = ?', [owner, name]);
      const [row] = await tx.all<{ fence: number }>('SELECT fence FROM leases WHERE name = ?', [name]);
      return row?.fence ?? 0;
    });
  }
}
