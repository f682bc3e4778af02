import { Injectable, type OnApplicationBootstrap, Logger, type OnModuleDestroy } from '@nestjs/common';
import { Database } from '../database.js';

const TICK_MS = 500;
const CHUNK = 500;
/** Fewer new messages than this in a tick: the machine has time for the index. */
const QUIET = 200;
/** With more than this unindexed, the index is brought up in any case, so that a look-up's last part stays short. */
const TOO_FAR = 50_000;

/**
 * The index of messages by the other side's number, on SQLite. Numbers come in no order, so each entry of a plain index
 * dirties a page of its own, in every commit: that was more than half of what a commit cost. Here the entries are
 * added later, many in one transaction and sorted, when there is time. What is not indexed yet is the end of the
 * table, which a look-up reads besides. (InnoDB does the same by itself: its change buffer. MySQL has the plain index.)
 */
@Injectable()
export class PeerIndex implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly logger = new Logger(PeerIndex.name);
  private timer: NodeJS.Timeout | null = null;
  private newest = 0;
  private running: Promise<void> = Promise.resolve();
  private stopped = false;

  constructor(private readonly db: Database) {}

  onApplicationBootstrap(): void {
    if (this.db.isSqlite) this.schedule();
  }

  async onModuleDestroy(): Promise<void> {
    this.stopped = true;
    if (this.timer) clearTimeout(this.timer);
    await this.running;
  }

  /** Up to which row the index is complete. */
  async indexedUpTo(): Promise<number> {
    const [row] = await this.db.read<{ upto: number }>('SELECT upto FROM message_peers_progress');
    return row?.upto ?? 0;
  }

  /** Indexes what there is, a chunk a transaction; stops early when `whileTrue` says so. */
  async catchUp(whileTrue: (behind: number) => boolean = () => true): Promise<void> {
    for (;;) {
      const upto = await this.indexedUpTo();
      const newest = await this.newestRow();
      if (this.stopped || newest <= upto || !whileTrue(newest - upto)) return;
      await this.indexChunk(upto);
      await new Promise((resolve) => setImmediate(resolve));
    }
  }

  private schedule(): void {
    if (!this.stopped) this.timer = setTimeout(() => void (this.running = this.tick()), TICK_MS);
  }

  private async tick(): Promise<void> {
    try {
      const newest = await this.newestRow();
      const quiet = newest - this.newest < QUIET;
      this.newest = newest;
      await this.catchUp((behind) => quiet || behind > TOO_FAR);
    } catch (error) {
      this.logger.error({ error }, 'the index of numbers could not be brought up; it is tried again');
    }
    this.schedule();
  }

  private async indexChunk(upto: number): Promise<void> {
    const rows = await this.db.read<{ seq: number; peer: string }>(
      'SELECT seq, peer FROM messages WHERE seq > ? ORDER BY seq LIMIT ?',
      [upto, CHUNK],
    );
    const last = rows.at(-1)?.seq;
    if (last === undefined) return;
    rows.sort((a, b) => (a.peer < b.peer ? -1 : 1));
    await this.db.write(async (tx) => {
      await tx.insert(
        'message_peers',
        ['peer', 'seq'],
        rows.map(({ peer, seq }) => [peer, seq]),
        { ignore: true },
      );
      await tx.run('UPDATE message_peers_progress SET upto = ?', [last]);
    });
  }

  private async newestRow(): Promise<number> {
    const [row] = await this.db.read<{ seq: number | null }>('SELECT MAX(seq) AS seq FROM messages');
    return row?.seq ?? 0;
  }
}
