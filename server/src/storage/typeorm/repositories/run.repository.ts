import { Injectable } from '@nestjs/common';
import { GOING, LEAVING, type RunStatus, isGoing } from '@signalbox/contracts/run-statuses';
import { type MessageStatus, UNSENT } from '@signalbox/contracts/statuses';
import { isoTime, isoTimeOrNull } from '../../../platform/common/clock.js';
import {
  type NewRun,
  type Run,
  type RunChange,
  type RunNote,
  type RunSettings,
} from '../../../campaigns/programs/runs/run.js';
import type { StatusTally } from '../../../campaigns/programs/runs/run.js';
import { RunRepository, type StoredNote } from '../../../campaigns/programs/runs/run.repository.js';
import type { WebhookEvent } from '../../../outside/webhooks/webhook-event.js';
import { WebhookRows } from '../../outside/webhook-rows.js';
import { Database } from '../database.js';
import { marks } from '../marks.js';
import type { SqlValue, Tx } from '../tx.js';
import { assignments, given } from './columns.js';

interface RunRow {
  id: number;
  program_id: string;
  status: RunStatus;
  reason: string | null;
  settings: string;
  total_rows: number;
  cursor_row: number;
  skipped: number;
  started_at: number | string;
  updated_at: number | string;
  ended_at: number | string | null;
}

interface TallyRow {
  run_id: number;
  status: MessageStatus;
  entered: number;
  departed: number;
}

const MAX_REASON = 200;
const MAX_NOTE = 500;

@Injectable()
export class SqlRunRepository extends RunRepository {
  constructor(
    private readonly db: Database,
    private readonly webhooks: WebhookRows,
  ) {
    super();
  }

  override begin(run: NewRun, note: RunNote): Promise<{ run: Run; isNew: boolean }> {
    return this.db.write(async (tx) => {
      const earlier = await this.goingIn(tx, run.programId);
      if (earlier) return { run: earlier, isNew: false };
      const { programId, settings, totalRows, startedAt } = run;
      const row = {
        program_id: programId,
        status: 'running',
        settings: JSON.stringify(settings),
        total_rows: totalRows,
        started_at: startedAt,
        updated_at: startedAt,
      };
      await tx.insert('runs', Object.keys(row), [Object.values(row)]);
      const begun = await this.goingIn(tx, programId);
      if (!begun) throw new Error('a run that was begun is not there');
      await addNote(tx, begun.id, startedAt, note);
      return { run: begun, isNew: true };
    });
  }

  override change(id: number, from: readonly RunStatus[], change: RunChange, note?: RunNote): Promise<Run | null> {
    const now = Date.now();
    const { sql, params } = assignments({ ...toColumns(change), updated_at: now });
    return this.db.write(async (tx) => {
      const where = `id = ? AND status IN (${marks(from)})`;
      const [row] = await tx.all<RunRow>(`SELECT * FROM runs WHERE ${where}`, [id, ...from]);
      if (!row) return null;
      await tx.run(`UPDATE runs SET ${sql} WHERE ${where}`, [...params, id, ...from]);
      if (note) await addNote(tx, id, now, note);
      const run = { ...toRun(row), ...change, reason: reasonOf(change.reason, row.reason), updatedAt: now };
      if (!isGoing(run)) await this.webhooks.put(tx, [eventOf(run)]);
      return run;
    });
  }

  override async find(id: number): Promise<Run | null> {
    const [row] = await this.db.read<RunRow>('SELECT * FROM runs WHERE id = ?', [id]);
    return row ? toRun(row) : null;
  }

  override async going(programId: string): Promise<Run | null> {
    const [row] = await this.db.read<RunRow>(
      `SELECT * FROM runs WHERE program_id = ? AND status IN (${marks(GOING)}) ORDER BY id DESC LIMIT 1`,
      [programId, ...GOING],
    );
    return row ? toRun(row) : null;
  }

  override async allGoing(): Promise<Run[]> {
    const rows = await this.db.read<RunRow>(`SELECT * FROM runs WHERE status IN (${marks(GOING)}) ORDER BY id`, [
      ...GOING,
    ]);
    return rows.map(toRun);
  }

  override async unsettled(): Promise<Run[]> {
    const rows = await this.db.readLong<RunRow>(
      `SELECT * FROM runs WHERE status IN (${marks(LEAVING)}) AND id IN (` +
        `SELECT run_id FROM run_counts WHERE status IN (${marks(UNSENT)}) AND entered > departed) ORDER BY id`,
      [...LEAVING, ...UNSENT],
    );
    return rows.map(toRun);
  }

  override async latest(programIds: readonly string[]): Promise<Run[]> {
    if (programIds.length === 0) return [];
    const rows = await this.db.read<RunRow>(
      `SELECT * FROM runs WHERE id IN (SELECT MAX(id) FROM runs WHERE program_id IN (${marks(programIds)}) GROUP BY program_id)`,
      [...programIds],
    );
    return rows.map(toRun);
  }

  override async list(programId: string, limit: number, before = Number.MAX_SAFE_INTEGER): Promise<Run[]> {
    const sql = 'SELECT * FROM runs WHERE program_id = ? AND id < ? ORDER BY id DESC LIMIT ?';
    return (await this.db.read<RunRow>(sql, [programId, before, limit + 1])).map(toRun);
  }

  override async tallies(ids: readonly number[]): Promise<Map<number, Map<MessageStatus, StatusTally>>> {
    const tallies = new Map(ids.map((id) => [id, new Map<MessageStatus, StatusTally>()]));
    if (ids.length === 0) return tallies;
    const sql = `SELECT run_id, status, entered, departed FROM run_counts WHERE run_id IN (${marks(ids)})`;
    for (const { run_id, status, entered, departed } of await this.db.read<TallyRow>(sql, [...ids])) {
      tallies.get(run_id)?.set(status, { entered, departed });
    }
    return tallies;
  }

  override async note(id: number, note: RunNote): Promise<void> {
    await this.db.write((tx) => addNote(tx, id, Date.now(), note));
  }

  override async notes(id: number, limit: number, before = Number.MAX_SAFE_INTEGER): Promise<StoredNote[]> {
    const rows = await this.db.read<Omit<StoredNote, 'at'> & { at: number | string }>(
      'SELECT id, at, level, text FROM run_log WHERE run_id = ? AND id < ? ORDER BY id DESC LIMIT ?',
      [id, before, limit + 1],
    );
    return rows.map((row) => ({ ...row, at: Number(row.at) }));
  }

  private async goingIn(tx: Tx, programId: string): Promise<Run | null> {
    const [row] = await tx.all<RunRow>(
      `SELECT * FROM runs WHERE program_id = ? AND status IN (${marks(GOING)}) ORDER BY id DESC LIMIT 1`,
      [programId, ...GOING],
    );
    return row ? toRun(row) : null;
  }
}

/** A run that came to its end, by itself or by somebody. */
const eventOf = (run: Run): WebhookEvent => ({
  type: 'program.finished',
  topic: `run ${run.id}`,
  at: run.updatedAt,
  programId: run.programId,
  data: {
    program_id: run.programId,
    name: run.settings.name,
    run_id: run.id,
    status: run.status,
    reason: run.reason,
    rows: run.totalRows,
    started_at: isoTime(run.startedAt),
    ended_at: isoTimeOrNull(run.endedAt),
  },
});

async function addNote(tx: Tx, runId: number, at: number, { level, text }: RunNote): Promise<void> {
  await tx.insert('run_log', ['run_id', 'at', 'level', 'text'], [[runId, at, level, text.slice(0, MAX_NOTE)]]);
}

const reasonOf = (changed: string | null | undefined, before: string | null): string | null =>
  changed === undefined ? before : (changed?.slice(0, MAX_REASON) ?? null);

const toColumns = (change: RunChange): Record<string, SqlValue | undefined> => ({
  status: change.status,
  reason: given(change.reason, (reason) => reasonOf(reason, null)),
  settings: given(change.settings, (settings) => JSON.stringify(settings)),
  total_rows: change.totalRows,
  ended_at: change.endedAt,
});

const toRun = (row: RunRow): Run => ({
  id: row.id,
  programId: row.program_id,
  status: row.status,
  reason: row.reason,
  settings: JSON.parse(row.settings) as RunSettings,
  totalRows: row.total_rows,
  cursor: row.cursor_row,
  skipped: row.skipped,
  startedAt: Number(row.started_at),
  updatedAt: Number(row.updated_at),
  endedAt: row.ended_at === null ? null : Number(row.ended_at),
});
