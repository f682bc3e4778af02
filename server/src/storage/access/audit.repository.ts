import { Injectable } from '@nestjs/common';
import type { AuditEnd, AuditEntry, NewAuditEntry } from '../../access/audit/audit-entry.js';
import { type AuditFilter, AuditRepository } from '../../access/audit/audit.repository.js';
import { BEGINNING, type Chain, type Link, linkOf } from '../../access/audit/chain.js';
import type { Stretch } from '../../platform/common/stretch.js';
import { Where, assignments, containing, newest } from '../office/rows.js';
import { Database } from '../typeorm/database.js';
import type { SqlValue, Tx } from '../typeorm/tx.js';
import { type AuditLogRow, COLUMNS, toEntry, valuesOf } from './audit-row.js';

type LinkRow = Link & { name: 'start' | 'head' };

/** Of several servers' rows a lower number can be committed later: so long none above is sealed. */
const SETTLES_MS = 5_000;
const ERASED_AT_ONCE = 500;

@Injectable()
export class SqlAuditRepository extends AuditRepository {
  constructor(private readonly db: Database) {
    super();
  }

  override async add(entry: NewAuditEntry): Promise<void> {
    await this.db.write((tx) => tx.insert('audit_log', COLUMNS, [valuesOf(entry)]));
  }

  override async end(id: number, { outcome, subjectId, changes }: AuditEnd): Promise<void> {
    const fields = { outcome, subject_id: subjectId, changes: changes?.changes, changes_hash: changes?.changesHash };
    const { sql, params } = assignments(fields);
    await this.db.write((tx) => tx.run(`UPDATE audit_log SET ${sql} WHERE id = ? AND seq IS NULL`, [...params, id]));
  }

  override async list(filter: AuditFilter, stretch: Stretch): Promise<AuditEntry[]> {
    const { action, at } = filter;
    const where = new Where()
      .and('user_id = ?', filter.userId)
      .and('api_key_id = ?', filter.apiKeyId)
      .and("(action = ? OR action LIKE ? ESCAPE '!')", action, action && `${escaped(action)}.%`)
      .and('subject_type = ?', filter.subjectType)
      .and('subject_id = ?', filter.subjectId)
      .and('at >= ?', at?.from)
      .and('at < ?', at?.before);
    const { sql, params } = newest(where, stretch);
    return (await this.db.read<AuditLogRow>(`SELECT * FROM audit_log${sql}`, params)).map(toEntry);
  }

  override seal(given: number, limit: number): Promise<number> {
    const now = Date.now();
    return this.db.write(async (tx) => {
      const { head } = await chainIn(tx);
      const rows = await tx.all<AuditLogRow>(
        'SELECT * FROM audit_log WHERE seq IS NULL AND at < ? ORDER BY id LIMIT ?',
        [now - SETTLES_MS, limit],
      );
      const open = rows.findIndex(({ outcome, at }) => outcome === null && Number(at) >= given);
      const ready = (open === -1 ? rows : rows.slice(0, open)).map(toEntry);
      if (ready.length === 0) return 0;
      let last = head;
      const sealed: SqlValue[][] = [];
      for (const row of ready) {
        last = linkOf(last, row);
        sealed.push([last.seq, last.hash, row.id]);
      }
      // First, so that of two servers the second finds its head gone.
      if (!(await moveHead(tx, head, last, now))) return 0;
      await tx.runEach('UPDATE audit_log SET seq = ?, hash = ? WHERE id = ? AND seq IS NULL', sealed);
      return ready.length;
    });
  }

  override async chain(): Promise<Chain> {
    return toChain(await this.db.read<LinkRow>(CHAIN));
  }

  override async sealed(seq: number, limit: number): Promise<AuditEntry[]> {
    const sql = 'SELECT * FROM audit_log WHERE seq > ? ORDER BY seq LIMIT ?';
    return (await this.db.read<AuditLogRow>(sql, [seq, limit])).map(toEntry);
  }

  override async unsealed(): Promise<number> {
    const sql = 'SELECT COUNT(*) AS waiting FROM audit_log WHERE seq IS NULL';
    const [row] = await this.db.read<{ waiting: number | string }>(sql);
    return Number(row?.waiting ?? 0);
  }

  override cut(before: number, limit: number): Promise<number> {
    return this.db.write(async (tx) => {
      const rows = await tx.all<Pick<AuditLogRow, 'seq' | 'hash' | 'at'>>(
        'SELECT seq, hash, at FROM audit_log WHERE seq IS NOT NULL ORDER BY seq LIMIT ?',
        [limit],
      );
      const young = rows.findIndex(({ at }) => Number(at) >= before);
      const last = (young === -1 ? rows : rows.slice(0, young)).at(-1);
      if (!last || last.seq === null || last.hash === null) return 0;
      await putLink(tx, 'start', { seq: last.seq, hash: last.hash }, Date.now());
      return tx.run('DELETE FROM audit_log WHERE seq <= ?', [last.seq]);
    });
  }

  override async erase(text: string): Promise<number> {
    let erased = 0;
    for (let after = 0; ;) {
      const rows = await this.db.read<{ id: number }>(
        "SELECT id FROM audit_log WHERE id > ? AND LOWER(changes) LIKE ? ESCAPE '!' ORDER BY id LIMIT ?",
        [after, containing(text), ERASED_AT_ONCE],
      );
      const last = rows.at(-1);
      if (!last) return erased;
      after = last.id;
      const ids = rows.map(({ id }) => [id]);
      await this.db.write((tx) => tx.runEach('UPDATE audit_log SET changes = NULL WHERE id = ?', ids));
      erased += rows.length;
    }
  }
}

const CHAIN = 'SELECT name, seq, hash FROM audit_chain';

const escaped = (text: string): string => text.replaceAll(/[!%_]/g, '!$&');

const chainIn = async (tx: Tx): Promise<Chain> => toChain(await tx.all<LinkRow>(CHAIN, []));

function toChain(rows: readonly LinkRow[]): Chain {
  const link = (of: LinkRow['name']): Link => {
    const row = rows.find(({ name }) => name === of);
    return row ? { seq: row.seq, hash: row.hash } : BEGINNING;
  };
  return { start: link('start'), head: link('head') };
}

async function moveHead(tx: Tx, from: Link, to: Link, at: number): Promise<boolean> {
  await tx.insert('audit_chain', ['name', 'seq', 'hash', 'at'], [['head', 0, '', at]], { ignore: true });
  const sql = "UPDATE audit_chain SET seq = ?, hash = ?, at = ? WHERE name = 'head' AND seq = ?";
  return (await tx.run(sql, [to.seq, to.hash, at, from.seq])) === 1;
}

async function putLink(tx: Tx, name: LinkRow['name'], { seq, hash }: Link, at: number): Promise<void> {
  await tx.insert('audit_chain', ['name', 'seq', 'hash', 'at'], [[name, seq, hash, at]], { ignore: true });
  await tx.run('UPDATE audit_chain SET seq = ?, hash = ?, at = ? WHERE name = ?', [seq, hash, at, name]);
}
