/** One try to commit a group of a lane's units: groups are counted from 1, and the runs of a group from 0. */
export interface Run {
  group: number;
  run: number;
}

/** A transaction that began; or the earlier run of this group that was committed after all, so that nothing is left to do. */
export type Begun<Tx> = { tx: Tx } | { committed: number };

/** A commit whose way to the disk may still be going on: `synced` resolves when it is there. */
export interface Durable {
  synced: Promise<void>;
}

/**
 * A transaction ended for a reason that is none of its units' own: a deadlock, a lock that was waited for too long, a
 * connection that is gone. Its group may be run again as a whole.
 */
export class TransactionLost extends Error {
  /** @param inDoubt whether it may have been committed: COMMIT was sent and not answered, or answered with an error */
  constructor(
    cause: unknown,
    readonly inDoubt = false,
  ) {
    super(cause instanceof Error ? cause.message : String(cause), { cause });
  }
}

/**
 * How a database runs one transaction with several units, each of which may fail alone. All but `guarded` and `rollback`
 * may throw TransactionLost; `alone` and `guarded` do so instead of the unit's error when the transaction did not survive it.
 */
export interface TransactionRunner<Tx> {
  begin(run: Run): Promise<Begun<Tx>> | Begun<Tx>;
  /** Runs the only unit of a transaction: when it fails, nothing is committed. */
  alone(tx: Tx, work: (tx: Tx) => Promise<unknown> | unknown): Promise<unknown>;
  /** Runs one unit so that its failure leaves nothing of it behind. */
  guarded(tx: Tx, work: (tx: Tx) => Promise<unknown> | unknown): Promise<unknown>;
  /** Resolves when the transaction is over, to when it is on disk. */
  commit(tx: Tx): Promise<Durable> | Durable;
  /** Leaves nothing of the transaction, nor a connection that is not as good as new. Never throws. */
  rollback(tx: Tx): Promise<void> | void;
  /** Lets go of what the runner opened; nothing is run after it. */
  close(): Promise<void> | void;
}
