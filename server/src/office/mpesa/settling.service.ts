import { Injectable, Logger } from '@nestjs/common';
import { AmountError, minorOf } from '@signalbox/contracts/amounts';
import { EventsService } from '../../platform/events/events.service.js';
import { ScheduleService } from '../../platform/schedule/schedule.service.js';
import { type Attempt, nextQueryAfter, verdictOf } from './attempt.js';
import { AttemptRepository, type Settled } from './attempt.repository.js';
import { type StkResult, isKnownResult } from './daraja.js';
import { OfficeActService } from './office-act.service.js';
import { QueryingService } from './querying.service.js';

const SWEEP_MS = 30_000;
const AT_ONCE = 20;

/** Finds out what became of what phones were asked for, by callbacks that queries confirm, and books it once. */
@Injectable()
export class SettlingService {
  private readonly logger = new Logger(SettlingService.name);

  constructor(
    private readonly attempts: AttemptRepository,
    private readonly acts: OfficeActService,
    private readonly events: EventsService,
    private readonly mpesa: QueryingService,
    schedule: ScheduleService,
  ) {
    schedule.add({ name: 'push-sweep', when: { every: SWEEP_MS }, run: (signal) => this.sweep(signal) });
  }

  /**
   * Takes a callback; what it says of a payment is on disk when this resolves, and counts once a query confirms it.
   * Repetitions, and what comes too late to matter, change nothing. @throws NotFound
   */
  async take(id: number, result: StkResult): Promise<void> {
    const amount = result.amount === null ? null : this.minor(result.amount);
    const { attempt, ask } = await this.attempts.take(id, result, amount, this.acts.now(null));
    if (result.code !== '0' && !isKnownResult(result.code)) {
      this.logger.warn(`push ${id}: an unknown result ${result.code}: ${result.text}`);
    }
    // The sweep comes to it otherwise.
    if (ask) void this.askAbout(attempt).catch((error: unknown) => this.logger.warn({ error }, `push ${id}`));
  }

  private async sweep(signal: AbortSignal): Promise<void> {
    const due = await this.attempts.due(Date.now(), AT_ONCE);
    for (const attempt of due) {
      if (signal.aborted) return;
      await this.askAbout(attempt);
    }
  }

  private async askAbout(attempt: Attempt): Promise<void> {
    const { id, checkoutId, queries } = attempt;
    if (checkoutId === null || !(await this.attempts.beginQuery(attempt, Date.now() + nextQueryAfter(queries)))) return;
    const verdict = verdictOf(attempt, await this.mpesa.answerFor(attempt, checkoutId), Date.now());
    if (verdict.do === 'wait') return this.attempts.wait(id, verdict.text);
    if (verdict.do === 'book') return this.tell(await this.attempts.settle(id, this.acts.now(attempt.userId)));
    await this.attempts.fail(id, verdict.code, verdict.text, Date.now());
    const { customerId, amount } = attempt;
    this.events.tell('payment.failed', { customerId, amount, reason: verdict.text });
  }

  private tell({ attempt: { customerId, amount, id }, paymentId, unmatchedId }: Settled): void {
    if (paymentId !== null) this.events.tell('payment.completed', { paymentId, customerId, amount, method: 'mpesa' });
    if (unmatchedId === null) return;
    this.logger.warn(`push ${id} was paid, and waits for somebody to look at it`);
    this.events.tell('payment.unmatched', { unmatchedId, amount, reason: 'see the payment that came in' });
  }

  /** What is no amount matches none. */
  private minor(amount: string): number {
    try {
      return minorOf(amount, this.acts.money.currency);
    } catch (error) {
      if (error instanceof AmountError) return -1;
      throw error;
    }
  }
}
