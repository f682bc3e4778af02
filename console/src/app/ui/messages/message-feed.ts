import { Injectable, inject, signal } from '@angular/core';
import { takeUntilDestroyed } from '@angular/core/rxjs-interop';
import type { SmsStatusUpdate } from '@signalbox/contracts/live';
import { auditTime } from 'rxjs/operators';
import { Live } from '../../core/live';
import { PAGE_SIZE, PagedList, type ListSource, type Loaded, type PageRequest } from '../../core/paged-list';
import { MessageListApi } from './message-list.api';
import { NO_LIMITS, applyUpdates, rowOf, type MessageFilter, type MessageRow } from './message-row';

/** Rows that the live socket may bring in before the oldest leave the screen. */
export const LIVE_ROWS = 200;

/** How long channels that come and go are waited for before the reasons are read again, in milliseconds. */
export const REASONS_MS = 1_000;

/** One list of messages: read by pages, kept fresh by the live socket. One a page component. */
@Injectable()
export class MessageFeed implements ListSource<MessageRow> {
  private readonly api = inject(MessageListApi);
  private readonly live = inject(Live);
  private readonly list = new PagedList<MessageRow>({
    read: (request) => this.read(request),
    key: ({ id }) => id,
  });
  private cap = LIVE_ROWS;

  readonly filter = signal<MessageFilter>({ direction: 'outbound', ...NO_LIMITS });
  readonly rows = this.list.rows;
  readonly loading = this.list.loading;
  readonly failure = this.list.failure;
  readonly more = this.list.more;

  constructor() {
    this.live.updates.pipe(takeUntilDestroyed()).subscribe((updates) => this.take(updates));
    this.live.channels.pipe(auditTime(REASONS_MS), takeUntilDestroyed()).subscribe(() => void this.readReasons());
    this.live.opened.pipe(takeUntilDestroyed()).subscribe(() => void this.refresh());
  }

  /** Shows another selection from its first page. */
  show(filter: MessageFilter): Promise<void> {
    this.filter.set(filter);
    this.cap = LIVE_ROWS;
    return this.list.restart();
  }

  /** Shows again what was shown before, and what changed since. */
  showAgain(filter: MessageFilter, loaded: Loaded<MessageRow>): Promise<void> {
    this.filter.set(filter);
    this.cap = Math.max(LIVE_ROWS, loaded.rows.length + PAGE_SIZE);
    return this.list.restart(loaded);
  }

  loaded(): Loaded<MessageRow> | null {
    return this.list.loaded();
  }

  keyOf({ id }: MessageRow): string {
    return id;
  }

  refresh(): Promise<void> {
    return this.list.refresh();
  }

  async readOn(): Promise<void> {
    await this.list.readOn();
    this.cap = Math.max(this.cap, (this.rows()?.length ?? 0) + PAGE_SIZE);
  }

  all(limit: number): Promise<{ rows: readonly MessageRow[]; complete: boolean }> {
    return this.list.all(limit);
  }

  private async read({ limit, cursor, after }: PageRequest<MessageRow>) {
    const filter = { ...this.filter() };
    // A batch is created in one millisecond, so this overlaps by that: what comes twice is known by its id.
    if (after !== null) filter.until = new Date(Date.parse(after.created_at) + 1).toISOString();
    const page = await this.api.list(filter, limit, cursor);
    return { ...page, data: page.data.map(rowOf) };
  }

  /** Why messages wait follows from the channels: it changes with them, and no message is told of for that. */
  private async readReasons(): Promise<void> {
    const filter = this.filter();
    const rows = this.rows() ?? [];
    if (!rows.some(isQueued)) return;
    const answer = await this.list.all(rows.length).catch(() => null);
    if (answer === null || filter !== this.filter()) return;
    const reasons = new Map(answer.rows.filter(isQueued).map(({ id, reason }) => [id, reason]));
    this.list.update((shown) =>
      shown.map((row) => {
        const reason = isQueued(row) ? reasons.get(row.id) : undefined;
        return reason === undefined || reason === row.reason ? row : { ...row, reason };
      }),
    );
  }

  private take(updates: readonly SmsStatusUpdate[]): void {
    this.list.update((rows) => {
      const horizon = this.more() ? (rows.at(-1) ?? null) : null;
      return applyUpdates(rows, updates, this.filter(), horizon);
    });
    this.list.trim(this.cap);
  }
}

const isQueued = ({ status }: Pick<MessageRow, 'status'>): boolean => status === 'queued';
