import { Injectable } from '@nestjs/common';
import { aside } from '../../../platform/common/audit/audit-scope.js';
import type { Remembered } from '../../../platform/common/idempotency/idempotency.js';
import { IdempotencyRepository } from '../../../platform/common/idempotency/idempotency.repository.js';
import { Database } from '../database.js';
import { marks } from '../marks.js';
import { FIND, type RememberedRow, remember, toRemembered } from './remembered.js';

/** Rows of a transaction: there are as many as a day had requests, and others write in between. */
const SWEPT_AT_ONCE = 500;

@Injectable()
export class SqlIdempotencyRepository extends IdempotencyRepository {
  constructor(private readonly db: Database) {
    super();
  }

  override async find(scope: string): Promise<Remembered | null> {
    const [row] = await this.db.read<RememberedRow>(FIND, [scope]);
    return row ? toRemembered(row) : null;
  }

  override begin(request: Remembered): Promise<Remembered | null> {
    return aside(() => this.db.write(async (tx) => (await remember(tx, [request]))[0] ?? null));
  }

  override async finish(scope: string, status: number, answer: string): Promise<void> {
    const sql = 'UPDATE idempotency_keys SET status = ?, answer = ? WHERE scope = ?';
    await aside(() => this.db.write((tx) => tx.run(sql, [status, answer, scope])));
  }

  override async forget(scope: string): Promise<void> {
    const sql = 'DELETE FROM idempotency_keys WHERE scope = ? AND status IS NULL';
    await aside(() => this.db.write((tx) => tx.run(sql, [scope])));
  }

  override async sweep(before: number): Promise<void> {
    await this.db.write((tx) => tx.run('DELETE FROM done_writes WHERE created_at < ?', [before]));
    for (let full = true; full;) {
      const old = await this.db.read<{ scope: string }>(
        'SELECT scope FROM idempotency_keys WHERE created_at < ? ORDER BY created_at LIMIT ?',
        [before, SWEPT_AT_ONCE],
      );
      const scopes = old.map(({ scope }) => scope);
      if (scopes.length > 0) {
        await this.db.write((tx) => tx.run(`DELETE FROM idempotency_keys WHERE scope IN (${marks(scopes)})`, scopes));
      }
      full = scopes.length === SWEPT_AT_ONCE;
    }
  }
}
