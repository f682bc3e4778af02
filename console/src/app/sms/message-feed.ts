import { Injectable, computed, inject, signal } from '@angular/core';
import { takeUntilDestroyed } from '@angular/core/rxjs-interop';
import type { SmsStatusUpdate } from '@signalbox/contracts/live';
import { auditTime } from 'rxjs/operators';
import { Live } from '../core/live';
import { failureOf, type Failure } from '../core/problem';
import { NO_LIMITS, applyUpdates, rowOf, type MessageFilter, type MessageRow } from './message-row';
import { SmsApi } from './sms.api';

export const PAGE_SIZE = 50;
/** The page that closes a gap: the largest the API gives. */
const GAP_SIZE = 500;
/** Rows that the live socket may bring in before the oldest leave the screen. */
export const LIVE_ROWS = 200;

/** How long channels that come and go are waited for before the reasons are read again, in milliseconds. */
export const REASONS_MS = 1_000;

/** One list of messages: read by pages, kept fresh by the live socket. One a page component. */
@Injectable()
export class MessageFeed {
  private readonly api = inject(SmsApi);
  private readonly live = inject(Live);
  private cursor: string | null = null;
  /** Numbers the reads, so that a late answer to an old filter is dropped. */
  private read = 0;
  /** Rows fell off the end: the server's cursor no longer continues what is shown. */
  private trimmed = false;
  private cap = LIVE_ROWS;

  readonly filter = signal<MessageFilter>({ direction: 'outbound', ...NO_LIMITS });
  readonly rows = signal<readonly MessageRow[]>([]);
  readonly loading = signal(false);
  readonly loaded = signal(false);
  readonly failure = signal<Failure | null>(null);
  readonly more = signal(false);
  readonly filtered = computed(() => {
    const { direction: _, ...limits } = this.filter();
    return Object.values(limits).some((limit) => limit !== '' && limit !== null);
  });

  constructor() {
    this.live.updates.pipe(takeUntilDestroyed()).subscribe((updates) => this.take(updates));
    this.live.channels.pipe(auditTime(REASONS_MS), takeUntilDestroyed()).subscribe(() => void this.readReasons());
    this.live.opened.pipe(takeUntilDestroyed()).subscribe(() => void this.reload());
  }

  /** Shows another selection from its first page. */
  show(filter: MessageFilter): Promise<void> {
    this.filter.set(filter);
    this.loaded.set(false);
    this.rows.set([]);
    return this.reload();
  }

  /** Reads the first page again; what is shown stays until it is there. */
  reload(): Promise<void> {
    this.cap = LIVE_ROWS;
    return this.fetch(this.filter(), null, PAGE_SIZE, (rows) => this.rows.set(rows));
  }

  /** Reads on, until there is a row that was not shown yet. */
  async loadMore(): Promise<void> {
    const selection = this.filter();
    const shown = this.rows().length;
    do await this.readOn();
    while (this.filter() === selection && this.failure() === null && this.more() && this.rows().length === shown);
  }

  private readOn(): Promise<void> {
    const filter = { ...this.filter() };
    const last = this.rows().at(-1);
    const gap = this.trimmed && last !== undefined;
    // A batch is created in one millisecond, so this overlaps by that: what comes twice is known by its id.
    if (gap) filter.until = new Date(Date.parse(last.created_at) + 1).toISOString();
    return this.fetch(filter, gap ? null : this.cursor, gap ? GAP_SIZE : PAGE_SIZE, (rows) => {
      const known = new Set(this.rows().map((row) => row.id));
      this.rows.update((shown) => [...shown, ...rows.filter((row) => !known.has(row.id))]);
      this.cap = Math.max(this.cap, this.rows().length + PAGE_SIZE);
    });
  }

  private async fetch(
    filter: MessageFilter,
    cursor: string | null,
    limit: number,
    take: (rows: MessageRow[]) => void,
  ): Promise<void> {
    const read = ++this.read;
    this.loading.set(true);
    // Updates that arrive while the answer is on its way may be newer than the answer.
    const meanwhile: SmsStatusUpdate[] = [];
    const gathering = this.live.updates.subscribe((updates) => meanwhile.push(...updates));
    try {
      const page = await this.api.list(filter, limit, cursor);
      if (read !== this.read) return;
      this.cursor = page.next_cursor;
      this.more.set(page.next_cursor !== null);
      this.trimmed = false;
      take(page.data.map(rowOf));
      this.failure.set(null);
      this.loaded.set(true);
      if (meanwhile.length > 0) this.take(meanwhile);
    } catch (error) {
      if (read === this.read) this.failure.set(failureOf(error));
    } finally {
      gathering.unsubscribe();
      if (read === this.read) this.loading.set(false);
    }
  }

  /** Why messages wait follows from the channels: it changes with them, and no message is told of for that. */
  private async readReasons(): Promise<void> {
    const filter = this.filter();
    if (!this.rows().some(isQueued)) return;
    const page = await this.api.list(filter, Math.min(GAP_SIZE, this.rows().length), null).catch(() => null);
    if (page === null || filter !== this.filter()) return;
    const reasons = new Map(page.data.filter(isQueued).map(({ id, reason }) => [id, reason]));
    this.rows.update((rows) =>
      rows.map((row) => {
        const reason = isQueued(row) ? reasons.get(row.id) : undefined;
        return reason === undefined || reason === row.reason ? row : { ...row, reason };
      }),
    );
  }

  private take(updates: readonly SmsStatusUpdate[]): void {
    // Before its first page a list would look whole with only what is new in it.
    if (!this.loaded()) return;
    const horizon = this.more() ? (this.rows().at(-1) ?? null) : null;
    const rows = applyUpdates(this.rows(), updates, this.filter(), horizon);
    if (rows.length > this.cap) {
      rows.length = this.cap;
      this.trimmed = true;
      this.more.set(true);
    }
    this.rows.set(rows);
  }
}

const isQueued = ({ status }: Pick<MessageRow, 'status'>): boolean => status === 'queued';
