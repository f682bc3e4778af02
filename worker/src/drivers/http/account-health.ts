import { scrubbed } from '@signalbox/logging/mask';
import type { Outcome } from './outcome.js';

export interface HealthTimes {
  /** From a trouble to the first look whether it is over; doubled with each look that finds it is not. */
  firstLookMs: number;
  longestLookMs: number;
  /** A provider that names no wait gets this one, doubled while it takes nothing. */
  firstPauseMs: number;
  longestPauseMs: number;
  /** A provider that takes nothing for so long is in trouble. */
  patienceMs: number;
}

export const HEALTH_TIMES: HealthTimes = {
  firstLookMs: 15_000,
  longestLookMs: 10 * 60_000,
  firstPauseMs: 1_000,
  longestPauseMs: 60_000,
  patienceMs: 15 * 60_000,
};
const HOUR = 3_600_000;
const DAY = 24 * HOUR;
/** Requests in a row that did not get out. */
const UNREACHABLE_AFTER = 5;

/** Whether an account can send now, and when to look again where it cannot. Times are epoch ms. */
export class AccountHealth {
  /** Why it cannot send, until somebody or a look says otherwise. */
  trouble: string | null = null;
  /** Whether that is for want of credit. */
  needsCredit = false;
  /** After a trouble one message goes ahead of the others. */
  isCautious = false;
  private lookAt = Infinity;
  private looks = 0;
  private pausedUntil = 0;
  private pauses = 0;
  private pausedSince: number | null = null;
  private unsent = 0;

  constructor(private readonly times: HealthTimes = HEALTH_TIMES) {}

  /** How long to wait before the next request, in ms; 0 is now. */
  pauseAt(now: number): number {
    return Math.max(0, this.pausedUntil - now);
  }

  /**
   * Learns from what came of a message.
   * @param strange whether it went by a proxy that is not the account's, which says nothing of the account
   * @returns whether this is the beginning of a trouble
   */
  hear(outcome: Outcome, strange: boolean, now: number): boolean {
    if (this.trouble !== null) return false;
    if (outcome.type === 'unsent') {
      if (!strange) this.unsent += 1;
      if (this.unsent >= UNREACHABLE_AFTER) this.fail(outcome.reason, now);
      return this.unsent >= UNREACHABLE_AFTER;
    }
    this.unsent = 0;
    if (outcome.type === 'sent') this.took();
    else if (outcome.type === 'permanent') this.isCautious = false;
    else if (outcome.type === 'throttled') this.slowDown(outcome.reason, outcome.waitMs, now);
    else if (outcome.type === 'account') this.fail(outcome.reason, now, outcome);
    return outcome.type !== 'sent' && this.trouble !== null;
  }

  /** No message gets through until this is mended. `ends`: whether that can be found out by asking. */
  fail(trouble: string, now: number, { ends = true, credit = false, daily = false } = {}): void {
    this.trouble = scrubbed(trouble);
    this.needsCredit = credit;
    this.lookAt = !ends ? Infinity : now + (daily ? this.restOfDay(now) : this.untilLook());
    this.looks += 1;
  }

  private untilLook(): number {
    return Math.min(this.times.firstLookMs * 2 ** this.looks, this.times.longestLookMs);
  }

  /** Some count by the calendar and some by the last 24 hours: who takes nothing on the next day is asked each hour. */
  private restOfDay(now: number): number {
    return this.looks > 0 ? HOUR : Math.max(HOUR, DAY - (now % DAY));
  }

  /** Whether it is time to look if the trouble is over; true once. */
  isLookDue(now: number): boolean {
    if (this.trouble === null || now < this.lookAt) return false;
    this.lookAt = Infinity;
    return true;
  }

  /** The trouble seems to be over. */
  recover(): void {
    this.trouble = null;
    this.lookAt = Infinity;
    this.pausedUntil = 0;
    this.pausedSince = null;
    this.unsent = 0;
    this.isCautious = true;
  }

  /** Somebody changed the account, or opened it anew. */
  reset(): void {
    this.recover();
    this.took();
  }

  private took(): void {
    this.isCautious = false;
    this.looks = 0;
    this.pauses = 0;
    this.pausedSince = null;
  }

  private slowDown(reason: string, waitMs: number | null, now: number): void {
    if (this.pausedSince !== null && now - this.pausedSince > this.times.patienceMs) this.fail(reason, now);
    this.pausedSince ??= now;
    // What was under way together is one word of the provider, not many.
    if (waitMs === null && this.pauseAt(now) > 0) return;
    const own = Math.min(this.times.firstPauseMs * 2 ** this.pauses, this.times.longestPauseMs);
    // One that says "at once" each time is not asked without a break.
    const wait = Math.max(waitMs ?? own, this.times.firstPauseMs);
    this.pauses += 1;
    this.pausedUntil = Math.max(this.pausedUntil, now + wait);
  }
}
