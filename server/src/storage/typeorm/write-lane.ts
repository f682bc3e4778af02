/** One piece of work inside a shared transaction. */
interface Unit<Tx> {
  work: (tx: Tx) => Promise<unknown> | unknown;
  resolve: (value: never) => void;
  reject: (error: unknown) => void;
}

/** A unit's outcome, known before the commit and told after it. */
type Outcome = { ok: true; value: unknown } | { ok: false; error: unknown };

/** A commit whose way to the disk may still be going on: `synced` resolves when it is there. */
export interface Durable {
  synced: Promise<void>;
}

/** How a database runs one transaction with several units, each of which may fail alone. */
export interface TransactionRunner<Tx> {
  begin(): Promise<Tx> | Tx;
  /** Runs one unit so that its failure leaves nothing of it behind. */
  guarded(tx: Tx, work: (tx: Tx) => Promise<unknown> | unknown): Promise<unknown>;
  /** Resolves when the transaction is over, to when it is on disk. */
  commit(tx: Tx): Promise<Durable> | Durable;
  rollback(tx: Tx): Promise<void> | void;
  /** Lets go of what the runner opened; nothing is run after it. */
  close(): void;
}

const UNITS_PER_COMMIT = 512;

/**
 * Group commit: everything that asks to write while a commit is on its way to the disk shares the next one, so that one
 * sync answers many callers. Each caller is answered when the commit that holds its work is on disk.
 */
export class WriteLane<Tx> {
  private waiting: Unit<Tx>[] = [];
  private draining: Promise<void> | null = null;
  private lastSync: Promise<void> = Promise.resolve();

  constructor(private readonly runner: TransactionRunner<Tx>) {}

  /** Resolves with the work's result once it is committed; rejects with its error, or the commit's. */
  write<T>(work: (tx: Tx) => Promise<T> | T): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      this.waiting.push({ work, resolve, reject });
      this.draining ??= this.drain();
    });
  }

  /**
   * A writer for many small items of one kind: whatever was handed in when the transaction comes is given to
   * `work` at once, which answers one result an item, in order.
   */
  grouped<Item, Result>(
    work: (tx: Tx, items: Item[]) => Promise<Result[]> | Result[],
  ): (item: Item) => Promise<Result> {
    let gathering: Item[] | null = null;
    let results: Promise<Result[]> = Promise.resolve([]);
    return async (item) => {
      if (gathering === null) {
        const items: Item[] = (gathering = []);
        results = this.write((tx) => {
          if (gathering === items) gathering = null;
          return work(tx, items);
        });
      }
      const place = gathering.push(item) - 1;
      if (gathering.length >= UNITS_PER_COMMIT) gathering = null;
      return (await results)[place] as Result;
    };
  }

  /** Resolves when everything handed in so far is on disk or refused. */
  async idle(): Promise<void> {
    while (this.draining) await this.draining;
    await this.lastSync;
  }

  private async drain(): Promise<void> {
    // One turn of the event loop: what arrives in the same poll of the sockets goes into the same commit.
    await new Promise((resolve) => setImmediate(resolve));
    while (this.waiting.length > 0) {
      // A commit made sooner would wait for this sync too; later, it holds what has come in the meantime.
      await this.lastSync;
      await this.commit(this.waiting.splice(0, UNITS_PER_COMMIT));
      if (this.waiting.length > 0) await new Promise((resolve) => setImmediate(resolve));
    }
    this.draining = null;
  }

  private async commit(units: Unit<Tx>[]): Promise<void> {
    const outcomes: Outcome[] = [];
    try {
      const tx = await this.runner.begin();
      try {
        for (const unit of units) outcomes.push(await this.attempt(tx, unit));
        const { synced } = await this.runner.commit(tx);
        this.lastSync = synced.then(
          () => answer(units, outcomes),
          (error: unknown) => refuse(units, error),
        );
      } catch (error) {
        await this.runner.rollback(tx);
        throw error;
      }
    } catch (error) {
      refuse(units, error);
    }
  }

  private async attempt(tx: Tx, unit: Unit<Tx>): Promise<Outcome> {
    try {
      return { ok: true, value: await this.runner.guarded(tx, unit.work) };
    } catch (error) {
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
