import { setTimeout as sleep } from 'node:timers/promises';
import { type Answer, type AttemptEnd, type DueDelivery, type Verdict, verdictOf } from './delivery.js';
import type { DeliveryRepository } from './delivery.repository.js';
import { Origins, originOf } from './origins.js';
import { TopicQueue } from './topic-queue.js';
import type { OpenedWebhook } from './webhook-sender.service.js';

/** What a lane does its work with. */
export interface LaneTools {
  deliveries: Pick<DeliveryRepository, 'due' | 'postpone' | 'end'>;
  /** Null when the endpoint is not active. */
  open: (id: number) => Promise<OpenedWebhook | null>;
  post: (to: OpenedWebhook, delivery: DueDelivery, signal: AbortSignal) => Promise<Answer>;
  /** Resolves when one more may begin; null: at once. */
  turn: () => Promise<void> | null;
  /** What an attempt means for the endpoint, and for those who count. */
  note: (to: OpenedWebhook, delivery: DueDelivery, verdict: Verdict) => Promise<void>;
}

const PAGE = 100;
/** Of all places together, where they are many. */
const MOST_UNDER_WAY = 64;
const LOOK_MS = 200;
/** After a look that found all there is. */
const NEXT_LOOK_MS = 50;
/** For how long the endpoint is as it was read. */
const OPENED_MS = 2_000;

/**
 * Delivers what is due at one endpoint, some at a time, while it has something and its lease holds. It is the only one that
 * does: others wait for the lease.
 */
export class Lane {
  private readonly queue = new TopicQueue();
  private readonly origins = new Origins();
  private readonly ends = new Set<Promise<void>>();
  private underWay = 0;
  private opened: { to: OpenedWebhook; at: number } | null = null;
  private nextLookAt = 0;
  private wake: (() => void) | null = null;

  constructor(
    private readonly id: number,
    private readonly tools: LaneTools,
  ) {}

  /** @param stay asked now and then: whether others do not wait for its place, and for how long it stays with nothing to do */
  async run(signal: AbortSignal, stay: { may: () => boolean; lingerMs: number }): Promise<void> {
    let lastAt = performance.now();
    while (!signal.aborted && stay.may()) {
      const to = await this.endpoint();
      if (!to || to.webhook.notBefore > Date.now()) break;
      if (this.queue.length < PAGE / 2) await this.fetch(to);
      if (await this.begin(to, signal)) lastAt = performance.now();
      if (
        this.underWay === 0 &&
        this.queue.length === 0 &&
        performance.now() - lastAt >= stay.lingerMs &&
        this.ends.size === 0
      )
        break;
      await this.change();
    }
    this.queue.clear();
    while (this.underWay > 0) await this.change();
    await Promise.all(this.ends);
  }

  private async endpoint(): Promise<OpenedWebhook | null> {
    if (this.opened && performance.now() - this.opened.at < OPENED_MS) return this.opened.to;
    const to = await this.tools.open(this.id);
    this.opened = to && { to, at: performance.now() };
    return to;
  }

  private async fetch(to: OpenedWebhook): Promise<void> {
    if (performance.now() < this.nextLookAt) return;
    const limit = PAGE + this.queue.known;
    const now = Date.now();
    const rows = await this.tools.deliveries.due(this.id, now, limit);
    if (rows.length < limit) this.nextLookAt = performance.now() + NEXT_LOOK_MS;
    const postponed = this.queue.take(rows, (row) => this.origins.barredUntil(placeOf(to, row), now));
    await this.tools.deliveries.postpone(postponed);
  }

  /** Begins as many as there is room for. @returns whether there was any */
  private async begin(to: OpenedWebhook, signal: AbortSignal): Promise<boolean> {
    let any = false;
    while (this.underWay < MOST_UNDER_WAY && !signal.aborted) {
      const delivery = this.queue.next((row) => this.origins.hasRoom(placeOf(to, row)));
      if (!delivery) break;
      any = true;
      this.underWay += 1;
      this.origins.begin(placeOf(to, delivery));
      const wait = this.tools.turn();
      if (wait) await wait;
      void this.attempt(to, delivery, signal);
    }
    return any;
  }

  private async attempt(to: OpenedWebhook, delivery: DueDelivery, signal: AbortSignal): Promise<void> {
    const answer = await this.tools.post(to, delivery, signal);
    this.underWay -= 1;
    // What was broken off here is done again by whoever has the lease next.
    if (!signal.aborted || 'status' in answer) this.end(to, delivery, answer);
    this.changed();
  }

  private end(to: OpenedWebhook, delivery: DueDelivery, answer: Answer): void {
    const { maxAttempts } = to.webhook;
    const now = Date.now();
    const attempted = { attempts: delivery.attempts + 1, deadline: delivery.deadline, maxAttempts };
    const verdict = verdictOf(answer, attempted, now, Math.random());
    const comesAgain = verdict.state === 'waiting';
    if (!comesAgain) this.queue.passed(delivery);
    const work = this.finish(to, delivery, verdict)
      .catch(() => undefined)
      .finally(() => {
        this.ends.delete(work);
        this.changed();
      });
    this.ends.add(work);
    this.bar(to, delivery, { answer, verdict, now });
  }

  /** Nothing more goes where nobody answers, for a while. */
  private bar(to: OpenedWebhook, delivery: DueDelivery, said: { answer: Answer; verdict: Verdict; now: number }): void {
    const { answer, verdict, now } = said;
    const place = placeOf(to, delivery);
    const { dueAt, notBefore } = verdict;
    const isTaken = verdict.state === 'delivered';
    const until = this.origins.end(
      place,
      { isTaken, isAnswered: 'status' in answer, ms: answer.ms, dueAt, notBefore },
      now,
    );
    if (until === 0) return;
    const seqs = this.queue.drop((row) => placeOf(to, row) === place);
    // Those that cannot be moved are read again, and moved then.
    void this.tools.deliveries.postpone(seqs.map((seq) => ({ seq, dueAt: until }))).catch(() => undefined);
  }

  /** What cannot be kept is read again, and delivered again under its id. */
  private async finish(to: OpenedWebhook, delivery: DueDelivery, verdict: Verdict): Promise<void> {
    const { isGone, notBefore, ...said } = verdict;
    const end: AttemptEnd = { delivery, ...said };
    try {
      await this.tools.deliveries.end(end);
    } finally {
      this.queue.settled(delivery, verdict.state === 'waiting');
    }
    await this.tools.note(to, delivery, verdict);
    // The endpoint may be another now.
    if (isGone || notBefore !== null) this.opened = null;
  }

  /** Something has ended, or some time. */
  private async change(): Promise<void> {
    const over = new AbortController();
    await Promise.race([
      new Promise<void>((resolve) => (this.wake = resolve)),
      sleep(LOOK_MS, undefined, { ref: false, signal: over.signal }).catch(() => undefined),
    ]);
    over.abort();
  }

  private changed(): void {
    this.wake?.();
    this.wake = null;
  }
}

/** Callbacks go to many places, the events of an endpoint to one. */
const placeOf = ({ webhook }: OpenedWebhook, { url }: Pick<DueDelivery, 'url'>): string =>
  originOf(url ?? webhook.url ?? '');
