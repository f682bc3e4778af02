import { Injectable } from '@nestjs/common';
import type { Suppression, SuppressionChange } from '../../../messaging/suppression/suppression.js';
import { SuppressionRepository } from '../../../messaging/suppression/suppression.repository.js';
import type { WebhookEvent } from '../../../outside/webhooks/webhook-event.js';
import { WebhookRows } from '../../outside/webhook-rows.js';
import { Database } from '../database.js';
import type { Tx } from '../tx.js';

interface SuppressionRow {
  number: string;
  source: Suppression['source'];
  note: string | null;
  created_at: number | string;
}

const COLUMNS = ['number', 'source', 'note', 'created_at'] as const;

@Injectable()
export class SqlSuppressionRepository extends SuppressionRepository {
  constructor(
    private readonly db: Database,
    private readonly webhooks: WebhookRows,
  ) {
    super();
  }

  override apply(changes: SuppressionChange[]): Promise<boolean[]> {
    return this.db.write(async (tx) => {
      const done: boolean[] = [];
      for (const change of changes) done.push((await applyOne(tx, change)) > 0);
      const changed = changes.filter((_, index) => done[index]);
      if (changed.length > 0) await this.webhooks.put(tx, changed.map(eventOf));
      return done;
    });
  }

  override async find(number: string): Promise<Suppression | null> {
    const [row] = await this.db.read<SuppressionRow>('SELECT * FROM suppressions WHERE number = ?', [number]);
    return row ? toSuppression(row) : null;
  }

  override async list(limit: number, after = ''): Promise<Suppression[]> {
    const sql = 'SELECT * FROM suppressions WHERE number > ? ORDER BY number LIMIT ?';
    return (await this.db.read<SuppressionRow>(sql, [after, limit])).map(toSuppression);
  }

  override async numbers(limit: number, after = ''): Promise<string[]> {
    const sql = 'SELECT number FROM suppressions WHERE number > ? ORDER BY number LIMIT ?';
    return (await this.db.read<Pick<SuppressionRow, 'number'>>(sql, [after, limit])).map(({ number }) => number);
  }
}

function applyOne(tx: Tx, change: SuppressionChange): Promise<number> | number {
  if ('remove' in change) return tx.run('DELETE FROM suppressions WHERE number = ?', [change.remove]);
  const { number, source, note, createdAt } = change.add;
  return tx.insert('suppressions', COLUMNS, [[number, source, note, createdAt]], { ignore: true });
}

function eventOf(change: SuppressionChange): WebhookEvent {
  const at = Date.now();
  if ('remove' in change) {
    const number = change.remove;
    return { type: 'number.opted_in', topic: `number ${number}`, at, data: { number } };
  }
  const { number, source } = change.add;
  return { type: 'number.opted_out', topic: `number ${number}`, at, data: { number, source } };
}

const toSuppression = ({ number, source, note, created_at: createdAt }: SuppressionRow): Suppression => ({
  number,
  source,
  note,
  createdAt: Number(createdAt),
});
