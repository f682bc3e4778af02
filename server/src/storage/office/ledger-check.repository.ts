import type { ChildProcess } from 'node:child_process';
import { Injectable } from '@nestjs/common';
import type { LedgerCheck, LedgerFindings } from '../../office/checks/ledger-check.js';
import { LedgerCheckRepository } from '../../office/checks/ledger-check.repository.js';
import { endAside, startAside } from '../../platform/common/aside.js';
import { Config } from '../../platform/config/config.js';
import { builtProgram } from '../../platform/package-folder.js';
import { sqliteFile } from '../typeorm/data-source.js';
import { Database } from '../typeorm/database.js';
import { checkLedger } from './check-ledger.js';
import { LEDGER_CHECK, findSetting, keepSetting } from './settings.js';

/** The built program, also when the rest runs from its sources, as in tests. */
const PROGRAM = builtProgram('storage/office/ledger-check-process.js');

@Injectable()
export class SqlLedgerCheckRepository extends LedgerCheckRepository {
  constructor(
    private readonly db: Database,
    private readonly config: Config,
  ) {
    super();
  }

  /** SQLite does the sums in the process that asks: one of its own. MySQL does them elsewhere anyway. */
  override async check(signal: AbortSignal): Promise<LedgerFindings> {
    signal.throwIfAborted();
    if (!this.db.isSqlite) return checkLedger(this.db, signal);
    const child = startAside(PROGRAM, this.config.workerEnvironment, [sqliteFile(this.config)]);
    try {
      return await outcomeOf(child, signal);
    } finally {
      await endAside(child);
    }
  }

  override keep(check: LedgerCheck): Promise<void> {
    return keepSetting(this.db, LEDGER_CHECK, check, check.endedAt);
  }

  override last(): Promise<LedgerCheck | null> {
    return findSetting<LedgerCheck>(this.db, LEDGER_CHECK);
  }
}

const outcomeOf = (child: ChildProcess, signal: AbortSignal): Promise<LedgerFindings> =>
  new Promise((resolve, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true });
    child.once('message', (findings) => resolve(findings as unknown as LedgerFindings));
    child.once('error', reject);
    child.once('exit', (code, ended) => reject(new Error(`the check's process ended (${ended ?? code})`)));
  });
