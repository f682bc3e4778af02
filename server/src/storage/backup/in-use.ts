import { existsSync } from 'node:fs';
import Sqlite from 'better-sqlite3';

/**
 * Whether another process has a SQLite file open: each connection to one with a write-ahead log holds a lock for as long as it
 * lasts, which nobody gets past who wants the file alone. What is no database is in nobody's use.
 */
export function isInUse(file: string): boolean {
  if (!existsSync(file)) return false;
  const db = new Sqlite(file, { timeout: 0 });
  try {
    db.pragma('locking_mode = EXCLUSIVE');
    db.exec('BEGIN EXCLUSIVE; ROLLBACK');
    return false;
  } catch (error) {
    return /^SQLITE_(BUSY|LOCKED)/.test(String((error as { code?: unknown }).code));
  } finally {
    db.close();
  }
}
