import { dirname } from 'node:path';
import { Job, type JobsPacket } from '@signalbox/contracts/bus';
import { diskTrouble } from '@signalbox/files/disk-trouble';
import { hasRoom } from '@signalbox/files/has-room';
import type { Database } from 'better-sqlite3';
import type { Entry, NewEvent, NewJobEvent } from '../events/event.js';
import { type KnownJob, rankOf, reachableBelow, stateOf } from './job-state.js';
import {
  type AcceptedPacket,
  Journal,
  JournalFull,
  type JobKey,
  type OutboxPacket,
  type UnfinishedJob,
} from './journal.js';
import { type JobRow, statementsOf } from './journal-statements.js';

/** At most so many events a packet: it stays under 100 kB. */
const PACKET_EVENTS = 500;
/** Texts of so many UTF-16 code units end a packet sooner: brokers take no more than some megabytes at once. */
const PACKET_TEXT = 500_000;
/** How long a job that is over is known, so that a packet delayed in a broker cannot send it twice. */
export const MEMORY_MS = 7 * 24 * 3_600_000;
const SWEEP_ROWS = 500;
const NEVER_HELD = 'the worker does not know this job any more';

/** The journal in SQLite, WAL and `synchronous=FULL`; the database was opened by `openJournalFile`. */
export class SqliteJournal extends Journal {
  fence: number;
  private fenceOnDisk: number;
  /** The last number given. A journal's first is the clock's microsecond, so that a lost journal goes on above it. */
  private sequence: number;
  private confirmed = 0;
  private confirmedOnDisk = 0;
  private swept: JobKey = { id: '', attempt: 0 };
  private readonly statements;

  constructor(
    private readonly db: Database,
    clock: () => number = Date.now,
  ) {
    super();
    this.statements = statementsOf(db);
    this.fence = this.fenceOnDisk = this.statements.meta.get('fence')?.value ?? 0;
    this.sequence = this.statements.meta.get('sequence')?.value ?? clock() * 1000;
  }

  accept({ fence, jobs }: Pick<JobsPacket, 'fence' | 'jobs'>, now: number): AcceptedPacket | null {
    if (fence < this.fence) return null;
    const taken = this.transact((): AcceptedPacket => {
      const fresh: Job[] = [];
      const known: KnownJob[] = [];
      this.raiseFence(fence);
      for (const job of jobs) {
        if (job.held) this.statements.lost.run(job.id, job.attempt, now, NEVER_HELD);
        else if (this.statements.insert.run(job.id, job.attempt, now, JSON.stringify(job)).changes > 0) {
          fresh.push(job);
          continue;
        }
        const row = this.statements.find.get(job.id, job.attempt);
        if (row) known.push(knownOf(row));
      }
      return { fresh, known };
    });
    this.fence = this.fenceOnDisk = fence;
    return taken;
  }

  admit(fence: number): boolean {
    if (fence < this.fence) return false;
    this.fence = fence;
    try {
      if (fence > this.fenceOnDisk) this.transact(() => this.raiseFence(fence));
      this.fenceOnDisk = fence;
    } catch (error) {
      // It is on disk with the first jobs that are.
      if (!(error instanceof JournalFull)) throw error;
    }
    return true;
  }

  markSending(jobs: readonly JobKey[], now: number): void {
    this.transact(() => {
      for (const { id, attempt } of jobs) this.statements.sending.run(now, id, attempt);
    });
  }

  record(entries: readonly Entry[]): number {
    let next = this.sequence;
    this.transact(() => {
      let packet: (NewEvent & { seq: number })[] = [];
      let text = 0;
      const put = () => {
        if (packet.length > 0) this.statements.put.run(next - packet.length + 1, next, JSON.stringify(packet));
        [packet, text] = [[], 0];
      };
      for (const entry of entries) {
        if (!this.applies(entry, next + 1)) continue;
        next += 1;
        packet.push({ seq: next, ...entry.event });
        if (entry.event.type === 'inbound') text += entry.event.text.length;
        if (packet.length === PACKET_EVENTS || text > PACKET_TEXT) put();
      }
      put();
      if (next > this.sequence) this.statements.setMeta.run('sequence', next);
    });
    const kept = next - this.sequence;
    this.sequence = next;
    return kept;
  }

  packetAfter(sequence: number): OutboxPacket | undefined {
    return this.statements.packet.get(Math.max(sequence, this.confirmed));
  }

  confirm(upto: number, fence: number): boolean {
    if (upto > this.sequence || fence < this.fence) return false;
    this.confirmed = Math.max(this.confirmed, upto);
    return true;
  }

  unfinished(): UnfinishedJob[] {
    return this.statements.unfinished.all().map(({ state, at, body, detail }) => {
      return { job: Job.parse(JSON.parse(body)), state: stateOf(state), at, ref: detail };
    });
  }

  sweep(now: number): number {
    const rows = this.statements.bite.all(this.swept.id, this.swept.attempt, SWEEP_ROWS);
    const unconfirmed = this.packetAfter(0)?.first ?? Infinity;
    const old = rows.filter(
      ({ state, at, seq }) => state >= rankOf('sent') && at < now - MEMORY_MS && seq < unconfirmed,
    );
    if (this.trouble !== null && !hasRoom(dirname(this.db.name))) return 0;
    if (old.length > 0 || this.confirmed > this.confirmedOnDisk || this.trouble !== null) {
      this.transact(() => {
        if (this.trouble !== null) this.statements.setMeta.run('tried', now);
        for (const { id, attempt } of old) this.statements.forget.run(id, attempt);
      });
    }
    this.swept = (rows.length === SWEEP_ROWS && rows.at(-1)) || { id: '', attempt: 0 };
    return old.length;
  }

  close(): void {
    if (!this.db.open) return;
    if (this.confirmed > this.confirmedOnDisk) this.transact(() => undefined);
    this.db.close();
  }

  /** Whether an event is news; its job is moved on if so. */
  private applies(entry: Entry, sequence: number): boolean {
    if (entry.kind === 'inbound') return true;
    const { event } = entry;
    if (entry.kind === 'report') {
      // A job that lives on is kept anyway; one that is over must not be forgotten before this is confirmed.
      if (event.type !== 'accepted') this.statements.reported.run(sequence, event.id, event.attempt);
      return true;
    }
    const { advance, finish } = this.statements;
    const move = event.type === 'sent' || event.type === 'accepted' ? advance : finish;
    const moved = move.run(
      rankOf(event.type),
      event.at,
      sequence,
      detailOf(event),
      temporaryOf(event),
      event.id,
      event.attempt,
      reachableBelow(event.type),
    );
    return moved.changes > 0;
  }

  private raiseFence(fence: number): void {
    if (fence > this.fenceOnDisk) this.statements.setMeta.run('fence', fence);
  }

  /** One transaction, which also carries the last confirmation to disk. */
  private transact<T>(work: () => T): T {
    const confirmed = this.confirmed;
    const result = this.written(() =>
      this.db
        .transaction(() => {
          if (confirmed > this.confirmedOnDisk) this.statements.confirm.run(confirmed);
          return work();
        })
        .immediate(),
    );
    this.confirmedOnDisk = confirmed;
    return result;
  }

  /** @throws JournalFull when the disk takes nothing */
  private written<T>(write: () => T): T {
    try {
      const result = write();
      this.tell(null);
      return result;
    } catch (error) {
      const reason = diskTrouble(error);
      if (reason === null) throw error;
      this.tell(reason);
      throw new JournalFull(reason);
    }
  }

  private tell(trouble: string | null): void {
    if (this.trouble === trouble) return;
    this.trouble = trouble;
    this.onTrouble();
  }
}

const knownOf = ({ id, attempt, state, at, detail, temporary }: JobRow): KnownJob => {
  return { id, attempt, state: stateOf(state), at, detail, temporary: temporary > 0, returned: temporary === 2 };
};

function temporaryOf(event: NewJobEvent): number {
  if (event.type !== 'failed' || !event.temporary) return 0;
  return event.returned ? 2 : 1;
}

function detailOf(event: NewJobEvent): string | null {
  if ('reason' in event) return event.reason;
  return event.type === 'sent' ? event.ref : null;
}
