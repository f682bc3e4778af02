import { setTimeout as wait } from 'node:timers/promises';

/** Rows that make a transaction heavy: of two in a deadlock the database ends the lighter one. */
const WEIGHT = 3000;
const WEIGHT_TABLE = 'CREATE TABLE IF NOT EXISTS bench_weight (id BIGINT AUTO_INCREMENT PRIMARY KEY, n INT)';
const GIVE_UP_MS = 30_000;
const DEADLOCK = 'ER_LOCK_DEADLOCK';

/**
 * What a transaction of the product writes late: messages that a worker has, which may be in the second unit of a group,
 * and the counters of a unit.
 */
const WANTED = [
  "SELECT seq FROM messages WHERE status IN ('dispatched', 'sent') ORDER BY seq LIMIT 2000 FOR UPDATE",
  'SELECT * FROM message_days FOR UPDATE',
];

/** A second client whose transactions deadlock with the product's. */
export class Deadlocker {
  /**
   * Brings about one deadlock that the product loses, unless its load is over before.
   * @param {() => boolean} isOver
   * @throws Error when none comes about
   */
  static async strike(mariadb, nth, isOver) {
    const [mine, watch] = await Promise.all([mariadb.connect(), mariadb.connect()]);
    try {
      await mine.query(WEIGHT_TABLE);
      const deadline = performance.now() + GIVE_UP_MS;
      const deadlocker = new Deadlocker(mine, watch);
      while (!(await deadlocker.tryOnce(WANTED[nth % WANTED.length]))) {
        if (isOver()) return;
        if (performance.now() > deadline) throw new Error('no deadlock came about');
      }
    } finally {
      mine.destroy();
      watch.destroy();
    }
  }

  constructor(mine, watch) {
    this.mine = mine;
    this.watch = watch;
  }

  async tryOnce(wanted) {
    const before = await this.deadlocks();
    await this.mine.beginTransaction();
    try {
      await this.mine.query(`INSERT INTO bench_weight (n) SELECT seq FROM seq_1_to_${WEIGHT}`);
      await this.mine.query(wanted);
      if (!(await this.somebodyWaits())) return false;
      // What it has written before.
      await this.mine.query('SELECT seq FROM messages ORDER BY seq DESC LIMIT 2000 FOR UPDATE');
      await this.mine.query('SELECT * FROM message_minutes FOR UPDATE');
      return (await this.deadlocks()) > before;
    } catch (error) {
      if (error.code !== DEADLOCK) throw error;
      return false;
    } finally {
      await this.mine.rollback();
    }
  }

  async somebodyWaits() {
    for (const began = performance.now(); performance.now() - began < 1000; await wait(2)) {
      if ((await this.status('Innodb_row_lock_current_waits')) > 0) return true;
    }
    return false;
  }

  deadlocks() {
    return this.status('Innodb_deadlocks');
  }

  async status(name) {
    const [[row]] = await this.watch.query(`SHOW GLOBAL STATUS LIKE '${name}'`);
    return Number(row.Value);
  }
}
