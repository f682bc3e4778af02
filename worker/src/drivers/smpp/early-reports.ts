import type { Report } from './report.js';

/** How far an account has come with submitting, in serial numbers of its submits. */
export interface Progress {
  /** The last that was submitted. */
  last(): number;
  /** The oldest without an answer; Infinity when there is none. */
  oldest(): number;
}

interface Held {
  report: Report;
  keys: string[];
  /** Once everything up to this submit is answered, the report is not ours. */
  mark: number;
  at: number;
  resolve: () => void;
}

const TICK_MS = 50;
/** An SMSC that answers nothing before its report is acknowledged has to get on. */
const ACKNOWLEDGE_MS = 2000;
const MAX_HELD = 10_000;

/** Reports that came before the answer to their submit_sm, which tells the id to know them by. */
export class EarlyReports {
  private readonly held = new Set<Held>();
  private readonly byKey = new Map<string, Held>();
  private timer: NodeJS.Timeout | undefined;

  /**
   * @param graceUntil before this nothing is taken for foreign: what the worker sent before its start is not known yet
   * @param foreign called for each report that turned out not to be ours
   */
  constructor(
    private readonly progress: () => Progress,
    private readonly graceUntil: number,
    private readonly foreign: () => void,
  ) {}

  /** Holds a report back. Resolves when it may be acknowledged although nobody knows it. */
  hold(report: Report, keys: string[]): Promise<void> {
    return new Promise((resolve) => {
      const held: Held = { report, keys, mark: this.progress().last(), at: Date.now(), resolve };
      this.held.add(held);
      for (const key of keys) this.byKey.set(key, held);
      const [oldest] = this.held;
      if (oldest && this.held.size > MAX_HELD) this.giveUp(oldest);
      this.timer ??= setTimeout(() => this.tick(), 0);
    });
  }

  /** The reports that an id may belong to; they are held no more, and to be acknowledged by `resolve`. */
  take(key: string, fits: (report: Report) => boolean): { report: Report; resolve: () => void } | null {
    const held = this.byKey.get(key);
    if (!held || !fits(held.report)) return null;
    this.remove(held);
    return held;
  }

  close(): void {
    clearTimeout(this.timer);
    for (const held of this.held) held.resolve();
    this.held.clear();
    this.byKey.clear();
  }

  private tick(): void {
    this.timer = undefined;
    const now = Date.now();
    const oldest = this.progress().oldest();
    for (const held of this.held) {
      if (oldest > held.mark && now >= this.graceUntil) this.giveUp(held);
      else if (now - held.at >= ACKNOWLEDGE_MS) held.resolve();
    }
    if (this.held.size > 0) this.timer = setTimeout(() => this.tick(), TICK_MS);
  }

  private giveUp(held: Held): void {
    this.remove(held);
    this.foreign();
    held.resolve();
  }

  private remove(held: Held): void {
    this.held.delete(held);
    for (const key of held.keys) if (this.byKey.get(key) === held) this.byKey.delete(key);
  }
}
