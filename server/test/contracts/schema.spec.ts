import { describe, expect, it } from '@jest/globals';
import { describeWith } from '../services/describe-with.js';
import { schemaContract } from './schema.contract.js';
import { openMariadb, openSqlite } from './storage.js';

describe('the schema on SQLite', () => {
  schemaContract(openSqlite);

  /** The plan of a statement, as SQLite says it. */
  async function planOf(sql: string): Promise<string> {
    const storage = await openSqlite();
    try {
      const steps = await storage.rows<{ detail: string }>(`EXPLAIN QUERY PLAN ${sql}`);
      return steps.map(({ detail }) => detail).join('\n');
    } finally {
      await storage.close();
    }
  }

  it.each([
    [
      "SELECT * FROM messages WHERE status = 'sent' AND status <> 'delivered' ORDER BY seq DESC LIMIT 51",
      'ix_messages_status',
    ],
    ['SELECT * FROM messages WHERE user_id = 7 AND seq < 9 ORDER BY seq DESC LIMIT 51', 'ix_messages_user'],
    ["SELECT * FROM messages WHERE client_ref = 'r' ORDER BY seq DESC LIMIT 51", 'ix_messages_client_ref'],
    [
      'SELECT * FROM messages WHERE queue_lane = 1 AND due_at <= 9 AND due_at >= 1 AND (due_at > 1 OR seq > 1) ' +
        'ORDER BY due_at, seq LIMIT 500',
      'ix_messages_queue',
    ],
    [
      "SELECT * FROM messages WHERE run_id = 9 AND status = 'delivered' AND status <> 'dispatched' AND seq < 9 " +
        'ORDER BY seq DESC LIMIT 51',
      'ix_messages_run_status (run_id=? AND status=? AND seq<?)',
    ],
    [
      "SELECT * FROM messages WHERE run_id = 9 AND status = 'queued' AND status <> 'dispatched' AND seq > 9 " +
        'ORDER BY seq LIMIT 500',
      'ix_messages_run_status (run_id=? AND status=? AND seq>?)',
    ],
  ])('reads %s by its index, without sorting', async (sql, index) => {
    const plan = await planOf(sql);
    expect(plan).toContain(index);
    expect(plan).not.toContain('TEMP B-TREE');
  });
});

describeWith('mariadb', 'the schema on MariaDB', () => schemaContract(openMariadb));
