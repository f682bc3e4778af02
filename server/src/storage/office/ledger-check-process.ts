import Sqlite from 'better-sqlite3';
import type { LedgerFindings } from '../../office/checks/ledger-check.js';
import { stepAside } from '../../platform/common/aside.js';
import { ledgerFindings } from './check-ledger.js';

/** In KiB: sums over all rows look at pages all over the tables. */
const CACHE_KIB = 64 * 1024;

const tell = stepAside<LedgerFindings>();
const [, , file = ''] = process.argv;
const db = new Sqlite(file, { readonly: true });
db.pragma(`cache_size = -${CACHE_KIB}`);
// Each statement is a reading of its own: one over all would keep the log from being shortened for a minute.
const findings = await ledgerFindings((sql) => Promise.resolve(db.prepare(sql).all()));
db.close();
// Whoever waits ends it.
tell(findings);
