import { Injectable } from '@nestjs/common';
import { GOING } from '@signalbox/contracts/run-statuses';
import type { MessageStatus } from '@signalbox/contracts/statuses';
import {
  type AgedRow,
  type IndexPlace,
  RetentionRepository,
} from '../../../messaging/retention/retention.repository.js';
import { dayOf } from '../../../platform/common/clock.js';
import { endAside, startAside } from '../../../platform/common/aside.js';
import { Config } from '../../../platform/config/config.js';
import { builtProgram } from '../../../platform/package-folder.js';
import { sqliteFile } from '../data-source.js';
import { Database } from '../database.js';
import { marks } from '../marks.js';
import type { SqlValue, Tx } from '../tx.js';
import { COUNTED_COLUMNS, departures } from './counters.js';

type Numeric = number | string;
interface Row {
  seq: Numeric;
  status: MessageStatus;
  run_id: number | null;
  version: number;
  created_at: Numeric;
  updated_at: Numeric;
  has_text: number;
}
interface GoneRow {
  seq: Numeric;
  status: MessageStatus;
  channel_id: number | null;
  version: number;
}
interface PeerRow extends IndexPlace {
  is_there: number;
}

/** The built program, also when the rest runs from its sources, as in tests. */
const CHECKPOINTS = builtProgram('storage/typeorm/checkpoint-process.js');
/** The setting that is there from a removal on until the index is gone through: a pass that was killed leaves that to the next. */
const SWEEP_DUE = 'index sweep due';

@Injectable()
export class SqlRetentionRepository extends RetentionRepository {
  constructor(
    private readonly db: Database,
    private readonly config: Config,
  ) {
    super();
  }

  override async rows(after: number, limit: number): Promise<AgedRow[]> {
    const rows = await this.db.read<Row>(
      'SELECT seq, status, run_id, version, created_at, updated_at, ' +
        "CASE WHEN text = '' THEN 0 ELSE 1 END AS has_text FROM messages " +
        // SQLite numbers the next row by the last one: without it a number would come twice.
        'WHERE seq > ? AND seq < (SELECT MAX(seq) FROM messages) ORDER BY seq LIMIT ?',
      [after, limit],
    );
    return rows.map((row) => ({
      seq: Number(row.seq),
      status: row.status,
      runId: row.run_id,
      version: row.version,
      createdAt: Number(row.created_at),
      updatedAt: Number(row.updated_at),
      hasText: Number(row.has_text) === 1,
    }));
  }

  override async goingRuns(): Promise<ReadonlySet<number>> {
    const rows = await this.db.read<{ id: number }>(`SELECT id FROM runs WHERE status IN (${marks(GOING)})`, [
      ...GOING,
    ]);
    return new Set(rows.map(({ id }) => id));
  }

  override whole(rows: readonly AgedRow[]): Promise<Record<string, string | number | null>[]> {
    const numbers = rows.map(({ seq }) => seq);
    return this.db.read(`SELECT * FROM messages WHERE seq IN (${marks(numbers)}) ORDER BY seq`, numbers);
  }

  override redact(rows: readonly AgedRow[]): Promise<number> {
    return this.db.write(async (tx) => {
      const same = (await this.unchanged(tx, rows)).map(({ seq }) => Number(seq));
      if (same.length === 0) return 0;
      // Its version moves on: who read the text before cannot send it again by what was read.
      return tx.run(`UPDATE messages SET text = '', version = version + 1 WHERE seq IN (${marks(same)})`, same);
    });
  }

  override remove(rows: readonly AgedRow[], now: number): Promise<number> {
    return this.db.write(async (tx) => {
      const same = await this.unchanged(tx, rows);
      if (same.length === 0) return 0;
      const numbers = same.map(({ seq }) => Number(seq));
      const removed = await tx.run(`DELETE FROM messages WHERE seq IN (${marks(numbers)})`, numbers);
      await tx.increment('message_days', COUNTED_COLUMNS, 3, departures(same, dayOf(now)));
      if (this.db.isSqlite) {
        const row = [SWEEP_DUE, 'true', 1, now];
        await tx.insert('settings', ['name', 'value', 'version', 'updated_at'], [row], { ignore: true });
      }
      return removed;
    });
  }

  override async sweepIndex(after: IndexPlace | null, limit: number): Promise<IndexPlace | null> {
    if (after === null && !(await this.isSweepDue())) return null;
    const entries = await this.db.read<PeerRow>(
      'SELECT peer, seq, EXISTS (SELECT 1 FROM messages m WHERE m.seq = p.seq) AS is_there FROM message_peers p ' +
        `${after === null ? '' : 'WHERE (peer, seq) > (?, ?) '}ORDER BY peer, seq LIMIT ?`,
      after === null ? [limit] : [after.peer, after.seq, limit],
    );
    const gone = entries.filter(({ is_there }) => is_there === 0).map(({ peer, seq }): SqlValue[] => [peer, seq]);
    if (gone.length > 0) {
      // Side by side in the index, so that few pages are written.
      await this.db.write((tx) => tx.runEach('DELETE FROM message_peers WHERE peer = ? AND seq = ?', gone));
    }
    const last = entries.at(-1);
    if (entries.length === limit && last) return { peer: last.peer, seq: last.seq };
    await this.db.write((tx) => tx.run('DELETE FROM settings WHERE name = ?', [SWEEP_DUE]));
    return null;
  }

  /** What is removed lies all over the file: to copy the log into it would hold up whoever waits for a commit. */
  override async sparing<T>(work: () => Promise<T>): Promise<T> {
    if (!this.db.isSqlite) return work();
    const child = startAside(CHECKPOINTS, this.config.workerEnvironment, [sqliteFile(this.config)]);
    // Without it, it is done by the commits, as ever.
    child.on('error', () => undefined);
    try {
      return await work();
    } finally {
      await endAside(child);
    }
  }

  private async isSweepDue(): Promise<boolean> {
    if (!this.db.isSqlite) return false;
    return (await this.db.read('SELECT 1 FROM settings WHERE name = ?', [SWEEP_DUE])).length > 0;
  }

  /** Those that are as they were read, held until the transaction ends. */
  private async unchanged(tx: Tx, rows: readonly AgedRow[]): Promise<GoneRow[]> {
    const versions = new Map(rows.map(({ seq, version }) => [seq, version]));
    const numbers = [...versions.keys()];
    const lock = this.db.isSqlite ? '' : ' FOR UPDATE';
    const found = await tx.all<GoneRow>(
      `SELECT seq, status, channel_id, version FROM messages WHERE seq IN (${marks(numbers)}) ORDER BY seq${lock}`,
      numbers,
    );
    return found.filter(({ seq, version }) => versions.get(Number(seq)) === version);
  }
}
