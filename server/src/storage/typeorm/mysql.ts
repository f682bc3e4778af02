import { randomUUID } from 'node:crypto';
import type { PoolConnection } from 'mysql2';
import type { DataSource, QueryRunner } from 'typeorm';
import { isLinkLost, isTransient } from './mysql-errors.js';
import type { MysqlLinks } from './mysql-links.js';
import { MysqlTx } from './mysql-tx.js';
import { type Begun, type Durable, type Run, TransactionLost, type TransactionRunner } from './transaction-runner.js';

/** Rows of lanes whose process was killed are swept when they were not used for so long: a lane at work writes each minute. */
const FORGOTTEN_AFTER_MS = 7 * 86_400_000;
const LANE_COLUMNS = ['id', 'last_group', 'last_run', 'used_at'];

/**
 * MySQL's and MariaDB's transactions, one after another on a connection of their own.
 *
 * The first statement of each transaction writes the group's number into the lane's row of `write_lanes`, if it is not
 * there yet. It waits for the row's lock, so a run before that was cut off is over then: either its number stands there,
 * and it was committed, or it never will be. (On another node of a Galera cluster the two collide, and one is refused.)
 */
export class MysqlTransactions implements TransactionRunner<MysqlTx> {
  private readonly lane = randomUUID();
  private runner: QueryRunner | null = null;
  private hasRow = false;

  constructor(
    private readonly source: DataSource,
    private readonly links: MysqlLinks,
  ) {}

  async begin(run: Run): Promise<Begun<MysqlTx>> {
    try {
      const isNew = this.runner === null;
      this.runner ??= this.source.createQueryRunner();
      const connection = (await this.runner.connect()) as PoolConnection;
      const tx = new MysqlTx(this.runner, connection);
      if (isNew || !this.hasRow) await this.prepare(tx);
      await tx.runner.startTransaction();
      const committed = await this.mark(tx, run);
      if (committed === null) return { tx };
      await this.rollback(tx);
      return { committed };
    } catch (error) {
      await this.discard(error);
      throw isTransient(error) ? new TransactionLost(error) : error;
    }
  }

  async alone(tx: MysqlTx, work: (tx: MysqlTx) => Promise<unknown> | unknown): Promise<unknown> {
    try {
      const value = await work(tx);
      if (tx.lost === null) return value;
    } catch (error) {
      if (tx.lost === null && !isTransient(error)) throw error;
      throw new TransactionLost(tx.lost ?? error);
    }
    throw new TransactionLost(tx.lost);
  }

  async guarded(tx: MysqlTx, work: (tx: MysqlTx) => Promise<unknown> | unknown): Promise<unknown> {
    try {
      await tx.run('SAVEPOINT unit', []);
      const value = await this.alone(tx, work);
      await tx.run('RELEASE SAVEPOINT unit', []);
      return value;
    } catch (error) {
      if (error instanceof TransactionLost) throw error;
      if (tx.lost !== null) throw new TransactionLost(tx.lost);
      await tx.run('ROLLBACK TO SAVEPOINT unit', []).catch((gone: unknown) => {
        throw new TransactionLost(gone);
      });
      throw error;
    }
  }

  /** The server answers a commit when it is on its disk. */
  async commit(tx: MysqlTx): Promise<Durable> {
    try {
      await tx.runner.commitTransaction();
      return { synced: Promise.resolve() };
    } catch (error) {
      await this.discard(error);
      throw new TransactionLost(error, true);
    }
  }

  async rollback(tx: MysqlTx): Promise<void> {
    if (this.runner !== tx.runner) return;
    await tx.runner.rollbackTransaction().catch((error: unknown) => this.discard(error));
  }

  /** The pool is TypeORM's to close. */
  async close(): Promise<void> {
    const { runner } = this;
    this.runner = null;
    if (!runner) return;
    try {
      const tx = new MysqlTx(runner, (await runner.connect()) as PoolConnection);
      await tx.run('DELETE FROM write_lanes WHERE id = ?', [this.lane]);
      await tx.run('COMMIT', []);
    } catch {
      // A row that stays is swept by another start.
    }
    await runner.release();
  }

  /** Null when the number was written; else the run of the group that has been committed. */
  private async mark(tx: MysqlTx, { group, run }: Run): Promise<number | null> {
    const written = await tx.run(
      'UPDATE write_lanes SET last_group = ?, last_run = ?, used_at = ? WHERE id = ? AND last_group < ?',
      [group, run, Date.now(), this.lane, group],
    );
    if (written > 0) return null;
    const [row] = await tx.all<{ last_run: number }>('SELECT last_run FROM write_lanes WHERE id = ?', [this.lane]);
    if (row) return row.last_run;
    this.hasRow = false;
    throw new TransactionLost('the row of the write lane is gone');
  }

  private async prepare(tx: MysqlTx): Promise<void> {
    const now = Date.now();
    // What follows a transaction that the server ended unnoticed begins another, which is not committed either.
    await tx.run('SET autocommit = 0', []);
    if (this.hasRow) return;
    await tx.insert('write_lanes', LANE_COLUMNS, [[this.lane, 0, 0, now]], { ignore: true });
    this.hasRow = true;
    const forgotten = await tx.all<{ id: string }>('SELECT id FROM write_lanes WHERE used_at < ?', [
      now - FORGOTTEN_AFTER_MS,
    ]);
    for (const { id } of forgotten) await tx.run('DELETE FROM write_lanes WHERE id = ?', [id]);
  }

  /** What the server has of the connection's transaction ends with the connection, wherever that is noticed first. */
  private async discard(error: unknown): Promise<void> {
    const { runner } = this;
    this.runner = null;
    if (!runner) return;
    // A connection that could not be made is none to end.
    await runner.connect().then(
      (connection) => this.links.end(connection, error),
      () => undefined,
    );
    await runner.release();
    if (isLinkLost(error)) this.links.onSuspicion();
  }
}
