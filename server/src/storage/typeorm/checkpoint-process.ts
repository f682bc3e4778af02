import Sqlite from 'better-sqlite3';
import { stepAside } from '../../platform/common/aside.js';

const EVERY_MS = 100;

stepAside();
const [, , file = ''] = process.argv;
// Never waits, and makes nobody wait: it copies what nobody is busy with, and the rest the next time.
const db = new Sqlite(file, { fileMustExist: true, timeout: 0 });
setInterval(() => {
  try {
    db.pragma('wal_checkpoint(PASSIVE)');
  } catch {
    // A disk that is full, or fails: the server's commits meet it too, and say so.
  }
}, EVERY_MS);
