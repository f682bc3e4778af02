import { setPriority } from 'node:os';
import { parentPort, workerData } from 'node:worker_threads';
import Sqlite from 'better-sqlite3';
import { ledgerFindings } from './check-ledger.js';

/** Below the thread that messages go through. */
const NICENESS = 10;
/** In KiB: sums over all rows look at pages all over the tables. */
const CACHE_KIB = 64 * 1024;

if (!parentPort) throw new Error('this is the program of a worker thread');

// On Linux a thread has a niceness of its own; elsewhere this would be the whole server's.
if (process.platform === 'linux') setPriority(0, NICENESS);
const { file } = workerData as { file: string };
const db = new Sqlite(file, { readonly: true });
db.pragma(`cache_size = -${CACHE_KIB}`);
// Each statement is a reading of its own: one over all would keep the log from being shortened for a minute.
const findings = await ledgerFindings((sql) => Promise.resolve(db.prepare(sql).all()));
db.close();
parentPort.postMessage(findings);
