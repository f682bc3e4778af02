import { describe, expect, it } from '@jest/globals';
import { listQuery } from './message-list.js';

const conditions = (sql: string) => /WHERE (.*) ORDER BY/.exec(sql)?.[1]?.split(' AND ') ?? [];

describe('the query of a list', () => {
  it('without a filter reads the newest rows', () => {
    expect(listQuery({}, 50)).toEqual({ sql: 'SELECT * FROM messages ORDER BY seq DESC LIMIT ?', params: [51] });
  });

  it('asks for one row more than the page, to know whether there are more', () => {
    expect(listQuery({ status: 'sent' }, 10).params.at(-1)).toBe(11);
  });

  it('goes on below the last row of the page before', () => {
    const { sql, params } = listQuery({ owner: 7 }, 50, 1000);
    expect(conditions(sql)).toEqual(['user_id = ?', 'seq < ?']);
    expect(params).toEqual([7, 1000, 51]);
  });

  it.each([
    [{ status: 'sent', owner: 7 } as const, 'status'],
    [{ channelId: 3, status: 'sent' } as const, 'status'],
    [{ channelId: 3, status: 'delivered' } as const, 'channel_id'],
    [{ channelId: 3, direction: 'inbound' } as const, 'status'],
    [{ clientRef: 'r', channelId: 3, status: 'sent', owner: 7 } as const, 'client_ref'],
    [{ direction: 'inbound', owner: 7 } as const, 'status'],
    [{ runId: 9, status: 'dispatched', owner: 7 } as const, 'status'],
    [{ runId: 9, status: 'failed', clientRef: 'r' } as const, 'client_ref'],
  ])('of %j reads the index of %s only', (filter, column) => {
    const equalities = conditions(listQuery(filter, 50).sql).filter((condition) => / = \?$/.test(condition));
    const indexed = equalities.filter((condition) => !condition.startsWith('+') && !condition.startsWith('direction'));
    expect(indexed).toEqual([`${column} = ?`]);
  });

  it.each(['failed', 'delivered', 'sent'] as const)('of a run and %s reads the index of runs only', (status) => {
    const filter = { runId: 9, status, channelId: 3, direction: 'outbound', owner: 7 } as const;
    expect(conditions(listQuery(filter, 50).sql).slice(0, 3)).toEqual([
      'run_id = ?',
      'status = ?',
      "status <> 'dispatched'",
    ]);
    expect(listQuery(filter, 50).sql).not.toContain("status <> 'delivered'");
    expect(listQuery(filter, 50).sql).toContain('+channel_id = ? AND +user_id = ?');
  });

  it('of a run without a status reads the index of each that a message of a run may have', () => {
    const { sql, params } = listQuery({ runId: 9, direction: 'outbound' }, 50);
    expect(sql.match(/run_id = \?/g)).toHaveLength(params.filter((param) => param === 9).length);
    expect(params.filter((param) => param === 'received')).toEqual([]);
    expect(params.filter((param) => param === 'cancelled')).toHaveLength(1);
    expect(listQuery({ runId: 9, direction: 'inbound' }, 50).params).toContain('received');
  });

  it('of several statuses reads the index of each, and no more rows of any than the page has', () => {
    const { sql, params } = listQuery({ status: ['dispatched', 'sent'], direction: 'outbound' }, 50, 9);
    expect(sql.match(/ORDER BY seq DESC LIMIT \?/g)).toHaveLength(3);
    expect(sql.match(/\*/g)).toHaveLength(1);
    expect(sql).not.toContain(' IN (');
    expect(params.filter((param) => param === 51)).toHaveLength(3);
    expect(listQuery({ status: ['sent'] }, 50)).toEqual(listQuery({ status: 'sent' }, 50));
  });

  it('has a parameter for every mark, whatever the filter', () => {
    const filter = {
      owner: 7,
      direction: 'outbound',
      status: 'delivered',
      peer: '+254712345678',
      channelId: 3,
      runId: 9,
      clientRef: "r'; DROP TABLE messages; --",
      since: 1,
      until: 2,
      changedSince: 1,
      fromSeq: 3,
      toSeq: 4,
    } as const;
    for (const more of [{}, { peersUpTo: 5 }, { status: ['sent', 'delivered'] as const }]) {
      const { sql, params } = listQuery({ ...filter, ...more }, 50, 9);
      expect(sql.match(/\?/g)).toHaveLength(params.length);
      expect(sql).not.toContain('DROP');
    }
  });
});
