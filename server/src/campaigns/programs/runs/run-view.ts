import type { Run as RunView, RunLogEntry } from '@signalbox/contracts/programs';
import { isGoing } from '@signalbox/contracts/run-statuses';
import { FAILURES, MESSAGE_STATUSES, TAKEN, UNSENT } from '@signalbox/contracts/statuses';
import { isoTime, isoTimeOrNull } from '../../../platform/common/clock.js';
import type { StoredNote } from './run.repository.js';
import { type Run, type RunTally, THROUGH, inStatus } from './run.js';

/** Rows that are through: passed over, or their messages left for the network, or came to nothing by themselves. */
export const throughOf = (run: Run, tally: RunTally): number => run.skipped + inStatus(tally, ...THROUGH);

/** To one decimal, and 100 only when nothing is left. */
const percentOf = (part: number, whole: number): number =>
  whole === 0 ? 0 : Math.max(0, Math.floor((part / whole) * 1000) / 10);

/**
 * A run as the API shows it.
 * @param perSecond how fast rows got through in the last seconds; null when that is not known
 */
export function toRunView(run: Run, tally: RunTally, perSecond: number | null, now: number): RunView {
  const through = throughOf(run, tally);
  const left = run.totalRows - through;
  const speed = isGoing(run) ? perSecond : null;
  const eta = run.status === 'running' && speed !== null && speed > 0.001 ? now + (left / speed) * 1000 : null;
  return {
    id: run.id,
    program_id: run.programId,
    status: run.status,
    reason: run.reason,
    total: run.totalRows,
    done: run.cursor,
    skipped: run.skipped,
    by_status: Object.fromEntries(
      MESSAGE_STATUSES.map((status) => [status, inStatus(tally, status)]),
    ) as RunView['by_status'],
    queued: inStatus(tally, ...UNSENT),
    sent: inStatus(tally, ...TAKEN),
    delivered: inStatus(tally, 'delivered'),
    failed: inStatus(tally, ...FAILURES),
    uncertain: inStatus(tally, 'uncertain'),
    cancelled: inStatus(tally, 'cancelled'),
    percent: run.status === 'completed' ? 100 : percentOf(through, run.totalRows),
    messages_per_minute: speed === null ? null : Math.round(speed * 600) / 10,
    eta: eta !== null && eta < now + 366 * 86_400_000 ? isoTime(Math.round(eta)) : null,
    started_at: isoTime(run.startedAt),
    updated_at: isoTime(run.updatedAt),
    ended_at: isoTimeOrNull(run.endedAt),
  };
}

export const toLogEntry = ({ id, at, level, text }: StoredNote): RunLogEntry => ({ id, at: isoTime(at), level, text });
