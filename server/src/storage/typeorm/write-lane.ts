import { setTimeout as sleep } from 'node:timers/promises';
import { Unavailable } from '../../platform/common/errors.js';
import { Backoff } from './backoff.js';
import { TransactionLost, type TransactionRunner } from './transaction-runner.js';

/** One piece of work inside a shared transaction. */
interface Unit<Tx> {
  /** Somebody waits for the answer. */
  first: boolean;
  /** How many items it holds by now. */
  size: () => number;
  work: (tx: Tx) => Promise<unknown> | unknown;
  resolve: (value: never) => void;
  reject: (error: unknown) => void;
}

/** A unit's outcome, known before the commit and told after it. */
type Outcome = { ok: true; value: unknown } | { ok: false; error: unknown };

/** Whether the database can be asked at all just now. */
export interface Gate {
  /** What to answer without asking it; null while it may be asked. */
  readonly refusal: Error | null;
}
const OPEN: Gate = { refusal: null };

/** Who is told how writing goes. */
export interface WriteOutcomes {
  /** What to answer to everybody of a group instead of an error that is none of their own; null for every other error. */
  refusal(error: unknown): Error | null;
  /** A commit is on disk, with so many units, so many ms after it began. */
  proved(units: number, ms: number): void;
  /** A transaction was lost, and may be run again. */
  lost(): void;
}
const UNWATCHED: WriteOutcomes = { refusal: () => null, proved: () => undefined, lost: () => undefined };

const UNITS_PER_COMMIT = 512;
/** Items of a unit that nobody waits for: few, so that a commit can hold some of many. */
const ITEMS_PER_UNIT = 128;
/** While callers wait for their answers, so many items of others share a commit with them: some milliseconds' work. */
const ITEMS_BESIDE_FIRST = 256;
/** How long after the last caller the next one is reckoned with. */
const CALLERS_MS = 500;
const STOPPED = 'The server is stopping.';
const LOST = 'The database cannot take this just now; nothing was stored.';
const IN_DOUBT =
  'The database did not answer: whether this was stored is not known yet. Repeated under its Idempotency-Key it is stored once.';

/**
 * Group commit: everything that asks to write while a commit is on its way to the disk shares the next one, so that one
 * sync answers many callers. Each caller is answered when the commit that holds its work is on disk.
 *
 * A group whose transaction is lost is run again as a whole, for some seconds at most: so a unit's work may be run several
 * times and must change nothing but the database. When COMMIT was sent and the answer is missing, the next run begins by
 * asking which run was committed, if any.
 */
export class WriteLane<Tx> {
  private waiting: Unit<Tx>[] = [];
  private draining: Promise<void> | null = null;
  private lastSync: Promise<void> = Promise.resolve();
  private callersUntil = -Infinity;
  private groups = 0;
  private closed = false;

  constructor(
    private readonly runner: TransactionRunner<Tx>,
    private readonly gate: Gate = OPEN,
    private readonly patience: () => Backoff = () => new Backoff(),
    private readonly outcomes: WriteOutcomes = UNWATCHED,
  ) {}

  /** Resolves with the work's result once it is committed; rejects with its error, or the commit's. */
  write<T>(work: (tx: Tx) => Promise<T> | T, first = false, size: Unit<Tx>['size'] = () => 1): Promise<T> {
    const refusal = this.closed ? new Unavailable(STOPPED) : this.gate.refusal;
    if (refusal) return Promise.reject(refusal);
    return new Promise<T>((resolve, reject) => {
      this.waiting.push({ first, size, work, resolve, reject });
      this.draining ??= this.drain();
    });
  }

  /**
   * A writer for many small items of one kind: whatever was handed in when the transaction comes is given to
   * `work` at once, which answers one result an item, in order.
   * @param first whether callers wait for their answers: they are in the very next commit, and others do not make it long
   */
  grouped<Item, Result>(
    work: (tx: Tx, items: Item[]) => Promise<Result[]> | Result[],
    { first = false } = {},
  ): (item: Item) => Promise<Result> {
    let gathering: Item[] | null = null;
    let results: Promise<Result[]> = Promise.resolve([]);
    return async (item) => {
      if (gathering === null) {
        const items: Item[] = (gathering = []);
        const close = () => {
          if (gathering === items) gathering = null;
        };
        const begin = (tx: Tx) => {
          close();
          return work(tx, items);
        };
        results = this.write(begin, first, () => items.length);
        // Refused before it was run: what comes later is a group of its own.
        results.catch(close);
      }
      const place = gathering.push(item) - 1;
      if (gathering.length >= (first ? UNITS_PER_COMMIT : ITEMS_PER_UNIT)) gathering = null;
      return (await results)[place] as Result;
    };
  }

  /** Resolves when everything handed in so far is on disk or refused. */
  async idle(): Promise<void> {
    while (this.draining) await this.draining;
    await this.lastSync;
  }

  /** Refuses what waits for its turn. */
  refuseWaiting(error: Error): void {
    refuse(this.waiting.splice(0), error);
  }

  /** Takes nothing any more, and resolves when what was taken is on disk or refused, and the runner is closed. */
  async close(): Promise<void> {
    this.closed = true;
    await this.idle();
    await this.runner.close();
  }

  private async drain(): Promise<void> {
    // One turn of the event loop: what arrives in the same poll of the sockets goes into the same commit.
    await new Promise((resolve) => setImmediate(resolve));
    while (this.waiting.length > 0) {
      // A commit made sooner would wait for this sync too; later, it holds what has come in the meantime.
      await this.lastSync;
      await this.commit(this.next());
      if (this.waiting.length > 0) await new Promise((resolve) => setImmediate(resolve));
    }
    this.draining = null;
  }

  /** What the next commit holds: all that wait, or, while there are callers, theirs and some of the others. */
  private next(): Unit<Tx>[] {
    const first = this.waiting.filter((unit) => unit.first);
    const now = performance.now();
    if (first.length > 0) this.callersUntil = now + CALLERS_MS;
    if (now > this.callersUntil) return this.waiting.splice(0, UNITS_PER_COMMIT);
    const others = this.waiting.filter((unit) => !unit.first);
    let count = 0;
    for (let items = 0; items < ITEMS_BESIDE_FIRST && count < others.length; count++)
      items += others[count]?.size() ?? 0;
    this.waiting = [...first.splice(UNITS_PER_COMMIT), ...others.splice(count)];
    return [...first, ...others];
  }

  private async commit(units: Unit<Tx>[]): Promise<void> {
    const group = ++this.groups;
    const patience = this.patience();
    /** By the number of the run: one that did not come to its work left none. */
    const runs: Outcome[][] = [];
    for (let run = 0, inDoubt = false; units.length > 0; run++) {
      const began = performance.now();
      try {
        const begun = await this.runner.begin({ group, run });
        if ('committed' in begun) return answer(units, runs[begun.committed] ?? []);
        const outcomes: Outcome[] = (runs[run] = []);
        await this.run(units, outcomes, begun.tx, began);
        return;
      } catch (error) {
        const refusal = this.outcomes.refusal(error);
        if (refusal || !(error instanceof TransactionLost)) return refuse(units, refusal ?? error);
        this.outcomes.lost();
        inDoubt ||= error.inDoubt;
        const pause = patience.pause(inDoubt);
        if (pause === null || (this.gate.refusal && !inDoubt)) {
          return refuse(units, new Unavailable(inDoubt ? IN_DOUBT : LOST));
        }
        await sleep(pause);
      }
    }
  }

  private async run(units: Unit<Tx>[], outcomes: Outcome[], tx: Tx, began: number): Promise<void> {
    try {
      // A unit that is alone needs no savepoint: what it leaves behind goes with the transaction.
      const [only] = units;
      if (only && units.length === 1) outcomes.push({ ok: true, value: await this.runner.alone(tx, only.work) });
      else for (const unit of units) outcomes.push(await this.attempt(tx, unit));
      const { synced } = await this.runner.commit(tx);
      this.lastSync = synced.then(
        () => {
          this.outcomes.proved(units.length, performance.now() - began);
          answer(units, outcomes);
        },
        (error: unknown) => refuse(units, error),
      );
    } catch (error) {
      await this.runner.rollback(tx);
      throw error;
    }
  }

  private async attempt(tx: Tx, unit: Unit<Tx>): Promise<Outcome> {
    try {
      return { ok: true, value: await this.runner.guarded(tx, unit.work) };
    } catch (error) {
      if (error instanceof TransactionLost) throw error;
      const refusal = this.outcomes.refusal(error);
      if (refusal) throw refusal;
      return { ok: false, error };
    }
  }
}

function answer<Tx>(units: Unit<Tx>[], outcomes: Outcome[]): void {
  units.forEach((unit, index) => {
    const outcome = outcomes[index];
    if (outcome?.ok) unit.resolve(outcome.value as never);
    else unit.reject(outcome?.error);
  });
}

function refuse<Tx>(units: Unit<Tx>[], error: unknown): void {
  for (const unit of units) unit.reject(error);
}
