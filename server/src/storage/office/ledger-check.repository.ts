import { Worker } from 'node:worker_threads';
import { Injectable } from '@nestjs/common';
import type { LedgerCheck, LedgerFindings } from '../../office/checks/ledger-check.js';
import { LedgerCheckRepository } from '../../office/checks/ledger-check.repository.js';
import { Config } from '../../platform/config/config.js';
import { sqliteFile } from '../typeorm/data-source.js';
import { Database } from '../typeorm/database.js';
import { checkLedger } from './check-ledger.js';
import { findSetting, keepSetting } from './settings.js';

/** The built program, also when the rest runs from its sources, as in tests. */
const PROGRAM = new URL('../../../dist/storage/office/ledger-check-thread.js', import.meta.url);
const NAME = 'ledger_check';

@Injectable()
export class SqlLedgerCheckRepository extends LedgerCheckRepository {
  constructor(
    private readonly db: Database,
    private readonly config: Config,
  ) {
    super();
  }

  /** SQLite does the sums on the thread that asks: one of its own. MySQL does them elsewhere anyway. */
  override async check(signal: AbortSignal): Promise<LedgerFindings> {
    signal.throwIfAborted();
    if (!this.db.isSqlite) return checkLedger(this.db, signal);
    const thread = new Worker(PROGRAM, { workerData: { file: sqliteFile(this.config) }, execArgv: [], env: {} });
    try {
      return await outcomeOf(thread, signal);
    } finally {
      await thread.terminate();
    }
  }

  override keep(check: LedgerCheck): Promise<void> {
    return keepSetting(this.db, NAME, check, check.endedAt);
  }

  override last(): Promise<LedgerCheck | null> {
    return findSetting<LedgerCheck>(this.db, NAME);
  }
}

const outcomeOf = (thread: Worker, signal: AbortSignal): Promise<LedgerFindings> =>
  new Promise((resolve, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true });
    thread.once('message', resolve);
    thread.once('error', reject);
    thread.once('exit', (code) => reject(new Error(`the check's thread ended with code ${code}`)));
  });
