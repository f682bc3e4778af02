import Database from 'better-sqlite3';
import { databaseIn, messagesOf } from './fill.mjs';

/** Of one transaction, and how many others are on their way before its messages take their next step. */
const BATCH = 200;
const BETWEEN = 10;
/** Above those that are filled, and those that a product makes. */
const RUN = 2_000_001;
const STEP =
  'UPDATE messages SET status = ?, queue_lane = NULL, updated_at = ?, version = version + 1, history = history || ? WHERE seq = ?';
/** The worker has it: that is no status of its own. */
const HELD =
  'UPDATE messages SET held_at = ?, updated_at = ?, version = version + 1, history = history || ? WHERE seq = ?';
const STEPS = [
  [STEP, 'dispatched'],
  [HELD, 'accepted'],
  [STEP, 'sent'],
  [STEP, 'delivered'],
];

/** Writes what a run's messages are from their queue to their delivery, as the server does, and nothing besides. */
export class MessageLives {
  made = 0;

  /** @param {string} dataDir of a product that was filled and does not run now */
  constructor(dataDir) {
    this.db = new Database(databaseIn(dataDir));
    this.db.pragma('journal_mode = WAL');
    this.db.pragma('synchronous = NORMAL');
    this.db.pragma('cache_size = -65536');
  }

  rows(many) {
    const now = Date.now();
    return Array.from(messagesOf(many, [1]), (row, number) => ({
      ...row,
      id: `life-${this.made + number}`,
      direction: 'outbound',
      status: 'queued',
      run_id: RUN,
      queue_lane: 1,
      created_at: now,
      history: `${now} queued\n`,
    }));
  }

  /** @returns {number} what so many lives took of the processor, the log's way into the file with them: µs a message */
  live(many) {
    const rows = this.rows(many);
    const columns = Object.keys(rows[0]);
    const insert = this.db.prepare(
      `INSERT INTO messages (${columns.join(', ')}) VALUES (${columns.map((name) => `@${name}`).join(', ')})`,
    );
    const steps = STEPS.map(([sql, word]) => [this.db.prepare(sql), word]);
    const numbers = [];
    const transaction = this.db.transaction((batch) => {
      for (const row of rows.slice(batch * BATCH, (batch + 1) * BATCH)) numbers.push(insert.run(row).lastInsertRowid);
      steps.forEach(([step, word], nth) => {
        const from = Math.max(0, (batch - (nth + 1) * BETWEEN) * BATCH);
        const upto = Math.max(0, (batch + 1 - (nth + 1) * BETWEEN) * BATCH);
        const now = Date.now();
        for (const number of numbers.slice(from, upto)) {
          step.run(word === 'accepted' ? now : word, now, `${now} ${word}\n`, number);
        }
      });
    });
    const began = process.cpuUsage();
    for (let batch = 0; batch < many / BATCH + STEPS.length * BETWEEN; batch++) transaction(batch);
    this.db.pragma('wal_checkpoint(TRUNCATE)');
    const { user, system } = process.cpuUsage(began);
    this.made += many;
    return (user + system) / many;
  }

  close() {
    this.db.close();
  }
}
