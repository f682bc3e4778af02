import Database from 'better-sqlite3';
import { databaseIn } from './fill.mjs';

/** How many messages wait, as a product's database counts them: asking it costs the product nothing. */
export class QueueGauge {
  constructor(dataDir) {
    this.db = new Database(databaseIn(dataDir), { readonly: true });
    this.query = this.db
      .prepare("SELECT COALESCE(SUM(entered - departed), 0) FROM message_days WHERE status = 'queued'")
      .pluck();
  }

  get waiting() {
    return this.query.get();
  }

  close() {
    this.db.close();
  }
}
