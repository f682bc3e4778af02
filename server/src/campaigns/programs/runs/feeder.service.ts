import { Injectable } from '@nestjs/common';
import type { RunRoute } from '../../../messaging/sms/run-message.js';
import { RunMessagesService } from '../../../messaging/sms/run-messages.service.js';
import type { ActiveRun, OpenList } from './active-run.js';
import { weightOf } from '@signalbox/contracts/program-words';
import { ahead } from './feed-ahead.js';
import { RunGaugeService } from './run-gauge.service.js';
import { RunRowsService } from './run-rows.service.js';
import { RunFailure } from './run-failure.js';
import { ENDINGS, reached } from './run.js';
import { RunRoutesService } from './run-routes.service.js';
import { RunWindowsService } from './run-windows.service.js';

/** What one step of a run came to. */
export interface Step {
  /** Why it does not go on as fast as it could; null when nothing holds it. */
  reason: string | null;
  /** How long to wait before the next step, in ms. */
  waitMs: number;
  /** The run is through. */
  isDone: boolean;
}

const IMPORT_MS = 300;
const FULL_MS = 40;
const DRAIN_MS = 150;
const LONGEST_MS = 1_000;
/** Messages that a rate lets go are gathered for so long. */
const RATE_MS = 100;

const step = (waitMs = 0, reason: string | null = null): Step => ({ reason, waitMs, isDone: false });

/** One step of a run: some rows into the queue, if there is room for them now. */
@Injectable()
export class FeederService {
  constructor(
    private readonly rows: RunRowsService,
    private readonly ways: RunRoutesService,
    private readonly windows: RunWindowsService,
    private readonly gauge: RunGaugeService,
    private readonly messages: RunMessagesService,
  ) {}

  /**
   * @param chunk rows, at most
   * @throws RunFailure when the run cannot go on; Conflict when the stored run is not as it is in memory; StoreSilent
   */
  async step(active: ActiveRun, chunk: number): Promise<Step> {
    const open = await this.rows.open(active);
    if (!open) return step(IMPORT_MS, 'its list is being imported');
    const { run } = active;
    const total = open.list.details.rows;
    // First the runner stores how many there are: progress is shown against it.
    if (run.totalRows !== total) return step();
    // First: without its channels the rest of a run fails, and the run must not pass for completed then.
    const route = this.ways.routeOf(run);
    this.ways.requireChannel(active, route);
    // Before the window: what is through needs no opening.
    if (run.cursor >= total && (await this.gauge.isThrough(run.id))) return { ...step(), isDone: true };
    const now = Date.now();
    this.judge(active, now);
    const closedUntil = await this.windows.check(active, now);
    if (closedUntil !== null) {
      return step(Math.min(LONGEST_MS, Math.max(1, closedUntil - now)), RunWindowsService.reason(closedUntil));
    }
    const room = ahead(this.gauge.drainPerSecond, weightOf(run.settings.details)) - this.gauge.queued(run.id);
    if (run.cursor >= total) return step(DRAIN_MS, this.ways.closedReason(active, route));
    if (room <= 0) return step(FULL_MS, this.ways.closedReason(active, route));
    return this.feed(active, open, route, Math.min(chunk, room, total - run.cursor));
  }

  private async feed(active: ActiveRun, open: OpenList, route: RunRoute, count: number): Promise<Step> {
    const { run } = active;
    const rate = run.settings.details.ratePerMinute;
    const limited = rate === null ? null : `it sends ${rate} messages a minute, as its program says`;
    const tokens = active.tokens(Date.now());
    if (tokens === 0) return step(RATE_MS, limited);
    const { rows, to, skipped } = await this.rows.read(active, open, count, tokens);
    await this.messages.store(route, rows, { runId: run.id, from: run.cursor, to, skipped });
    const sendable = rows.filter(({ problem }) => problem === null);
    active.spend(sendable.length, Date.now());
    this.gauge.fed(run.id, sendable.filter(({ sendAt }) => sendAt === null).length);
    run.cursor = to;
    run.skipped += skipped;
    return sendable.length >= tokens ? step(RATE_MS, limited) : step(0, this.ways.closedReason(active, route));
  }

  /** @throws RunFailure when too little of what ended lately was delivered */
  private judge({ run, endings }: ActiveRun, at: number): void {
    const { failWhen } = run.settings.details;
    if (failWhen === null) return;
    const tally = this.gauge.tally(run.id);
    endings.note({ at, delivered: reached(tally, 'delivered'), ended: reached(tally, ...ENDINGS) }, failWhen.minutes);
    const verdict = endings.verdict(failWhen);
    if (verdict !== null) throw new RunFailure(verdict);
  }
}
