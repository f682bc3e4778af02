import type { Job } from '@signalbox/contracts/bus';
import type { DriverEvent, SentJob } from '../driver.js';
import { EarlyReports, type Progress } from './early-reports.js';
import { IdHabits } from './id-habits.js';
import { type IdFormat, idsIn, idsInAnswer, normalId } from './message-ids.js';
import type { PartialReports } from './partial-reports.js';
import type { Report } from './report.js';

/** The parts of a long message together. */
export interface Group {
  keys: string[];
  total: number;
  delivered: Set<number>;
}

/** A part that was taken and is not reported yet. */
interface Awaited {
  key: string;
  id: string;
  attempt: number;
  /** The end of the recipient's number: reports write its beginning in many ways. */
  tail: string;
  part: number;
  group: Group | null;
  /** What was told of it last that is no end. */
  noted: string;
}

export interface BookKeeper {
  events(events: readonly DriverEvent[]): Promise<void>;
  partial: PartialReports;
  /** A report came that is not ours. */
  foreign(): void;
}

const TAIL = 6;
/** Beyond these the oldest are given up: their messages stay `sent`. */
export const MAX_AWAITED = 500_000;
const GRACE_MS = 15_000;
const IDLE: Progress = { last: () => 0, oldest: () => Infinity };

const tailOf = (number: string): string => number.replace(/\D/g, '').slice(-TAIL);
/** Of an address that was left out, or has something else in place of digits. */
const isMasked = (address: string): boolean =>
  !/[1-9a-z]/i.test(address) || /[*?•]/.test(address) || /^\+?\d+[x#._-]{2,}\d*$/i.test(address);

/** Which messages of a channel wait for their delivery report, and the reports that came too early. */
export class ReportBook {
  private readonly awaited = new Map<string, Awaited>();
  private readonly early: EarlyReports;
  private progress: Progress = IDLE;
  private format: IdFormat = 'auto';
  /** For `auto`. */
  private readonly habits = new IdHabits();

  constructor(
    private readonly keeper: BookKeeper,
    private readonly maxAwaited = MAX_AWAITED,
    graceMs = GRACE_MS,
  ) {
    this.early = new EarlyReports(() => this.progress, Date.now() + graceMs, keeper.foreign);
  }

  /** The account as it is now. */
  watch(progress: Progress, format: IdFormat): void {
    this.progress = progress;
    this.format = format;
  }

  /** A message of several parts begins. */
  group(total: number): Group | null {
    return total === 1 ? null : { keys: [], total, delivered: new Set() };
  }

  /** A part was taken under an id. `part` counts from 0. */
  expect(
    { id, attempt, to }: Pick<Job, 'id' | 'attempt' | 'to'>,
    smscId: string,
    part: number,
    group: Group | null,
  ): void {
    if (smscId === '') return;
    const key = normalId(smscId);
    const awaited: Awaited = { key, id, attempt, tail: tailOf(to), part, group, noted: '' };
    group?.keys.push(key);
    this.habits.answered(key);
    this.awaited.delete(key);
    this.awaited.set(key, awaited);
    const [oldest] = this.awaited.keys();
    if (oldest !== undefined && this.awaited.size > this.maxAwaited) this.awaited.delete(oldest);
    const held = this.early.take(key, (report) => this.find(report) === awaited);
    if (held) void this.apply(awaited, held.report).then(held.resolve, held.resolve);
  }

  /** After a start: a message that was sent before it. */
  follow({ job, ref }: SentJob): void {
    const ids = idsIn(ref);
    const group = this.group(ids.length);
    if (group) group.delivered = new Set(this.keeper.partial.of(job));
    ids.forEach((id, part) => this.expect(job, id, part, group));
  }

  /** The message will not become whole: its reports say nothing any more. */
  drop(group: Group | null): void {
    for (const key of group?.keys ?? []) this.awaited.delete(key);
  }

  /** Resolves when the report may be acknowledged: what it says is kept, or it is not ours. */
  take(report: Report): Promise<void> {
    const awaited = this.find(report);
    if (awaited) return this.apply(awaited, report);
    if (report.outcome === 'waiting' || report.ids.length === 0) return Promise.resolve();
    return this.early.hold(report, this.keysOf(report));
  }

  close(): void {
    this.early.close();
  }

  private keysOf({ ids }: Report): string[] {
    return [...new Set(ids.flatMap((id) => idsInAnswer(id, this.format)))];
  }

  /**
   * An id for the same recipient, however it is written; else the only one that fits, as it is written (appendix B knows a
   * message by its id): SMSCs leave the recipient out, mask it or write another. Decimal and hexadecimal ids overlap, so
   * digits that could be two messages' count for nobody when the report names somebody else or the other way is as likely.
   */
  private find(report: Report): Awaited | null {
    const found = [...new Set(this.keysOf(report).flatMap((key) => this.awaited.get(key) ?? []))];
    const ids = report.ids.map(normalId);
    const tails = report.addresses.map(tailOf).filter((tail) => tail !== '');
    const forRecipient = found.filter(({ tail }) => tails.includes(tail));
    const [first] = forRecipient;
    if (first) {
      if (forRecipient.length === 1 && ids.length === 1) this.habits.reported(ids[0] ?? '', first.key);
      const written = ids.map((id) => this.habits.written(id));
      return forRecipient.find(({ key }) => written.includes(key)) ?? first;
    }
    if (this.format !== 'auto') return found[0] ?? null;
    const [id] = ids;
    if (id !== undefined && ids.length === 1)
      this.habits.reported(id, /\D/.test(id) && this.awaited.has(id) ? id : null);
    const isOpen = this.habits.isSure || tails.length === 0 || report.addresses.some(isMasked);
    return ids.map((one) => this.byId(one, found.length === 1, isOpen)).find((awaited) => awaited !== null) ?? null;
  }

  /** @param isOnly whether no other fits; @param isOpen whether it may be somebody's whom the report does not name */
  private byId(id: string, isOnly: boolean, isOpen: boolean): Awaited | null {
    const written = this.awaited.get(this.habits.written(id));
    if (written && (isOnly || (isOpen && this.habits.isMeant(id, (key) => this.awaited.has(key))))) return written;
    return /\D/.test(id) ? (this.awaited.get(id) ?? null) : null;
  }

  private async apply(awaited: Awaited, { outcome, words }: Report): Promise<void> {
    const { id, attempt, group, part } = awaited;
    const at = Date.now();
    if (outcome === 'waiting') return;
    if (outcome === 'unknown') return this.note(awaited, words);
    if (outcome === 'undelivered') {
      this.remove(awaited);
      const reason = group ? `part ${part + 1} of ${group.total}: ${words}` : words;
      await this.keeper.events([{ type: 'undelivered', id, attempt, at, reason }]);
    } else if (!group) {
      this.remove(awaited);
      await this.keeper.events([{ type: 'delivered', id, attempt, at }]);
    } else {
      group.delivered.add(part);
      if (group.delivered.size < group.total) return this.keeper.partial.keep(awaited, part);
      this.remove(awaited);
      await this.keeper.events([{ type: 'delivered', id, attempt, at }]);
    }
    if (group) this.keeper.partial.forget(awaited);
  }

  /** No end that we know: people are told, once, and it is waited on. */
  private async note(awaited: Awaited, words: string): Promise<void> {
    if (awaited.noted === words) return;
    awaited.noted = words;
    const { id, attempt } = awaited;
    await this.keeper.events([{ type: 'sent', id, attempt, at: Date.now(), ref: null, note: words }]);
  }

  private remove({ key, group }: Awaited): void {
    if (group) this.drop(group);
    else this.awaited.delete(key);
  }
}
