import { accessSync, constants, statSync, statfsSync } from 'node:fs';
import { join } from 'node:path';
import { isTimeZone } from '@signalbox/contracts/rules';
import { SQLITE_FILE } from '../../platform/config/config.js';
import { type Seen, note, ok, wordsOf, wrong } from './seen.js';

const GB = 1024 ** 3;
const LEAST_GB = 1;
/** SQLite takes nothing below this, see `hasRoom`. */
const NONE = 1024 ** 2;
const OTHERS = 0o077;
const LEAST_NODE = 22;

export function nodeSeen(version: string): Seen {
  if (Number(version.split('.')[0]) >= LEAST_NODE) return ok('Node', version);
  return wrong('Node', version, 'Start it by npm, which brings its own, or install Node 24.15 or newer.');
}

/** Whether the data folder can be used, and by nobody else. */
export function folderSeen(folder: string): Seen[] {
  const what = 'data folder';
  try {
    if (!statSync(folder).isDirectory()) return [wrong(what, `${folder} is a file`, 'Set DATA_DIR to a folder.')];
    accessSync(folder, constants.R_OK | constants.W_OK | constants.X_OK);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT')
      return [
        note(
          what,
          `${folder} is not there`,
          'The first start of the server makes it; if there was one, look at DATA_DIR.',
        ),
      ];
    const advice = `Give it to the user that runs the server: chown -R <user> ${folder}`;
    return [wrong(what, `${folder}: ${wordsOf(error)}`, advice)];
  }
  const open = ['', SQLITE_FILE, 'secrets.json'].map((name) => join(folder, name)).filter(isOpen);
  if (open.length === 0) return [ok(what, `${folder}, for its owner only`)];
  return [note(what, `${open.join(', ')} can be read by other users`, `chmod -R go= ${folder}`)];
}

function isOpen(path: string): boolean {
  const found = statSync(path, { throwIfNoEntry: false });
  return found !== undefined && (found.mode & OTHERS) !== 0;
}

export function diskSeen(folder: string): Seen[] {
  const at = statSync(folder, { throwIfNoEntry: false }) ? folder : '.';
  const { bavail, bsize, blocks } = statfsSync(at);
  const [free, all] = [bavail * bsize, blocks * bsize];
  const found = `${(free / GB).toFixed(1)} of ${(all / GB).toFixed(1)} GB are free`;
  if (free < NONE)
    return [wrong('disk', found, 'Nothing can be stored: make room, or move DATA_DIR to a larger disk.')];
  if (free > LEAST_GB * GB) return [ok('disk', found)];
  return [note('disk', found, 'Make room before it is full; retention (docs/OPERATIONS.md) keeps the database small.')];
}

/** Whether Node knows the zone's rules, and whether they are today's. */
export function timeZoneSeen(zone: string): Seen {
  const now = new Date();
  const text = new Intl.DateTimeFormat('en-GB', { timeZone: zone, dateStyle: 'short', timeStyle: 'short' }).format(now);
  if (!isTimeZone(zone)) return wrong('time zone', `${zone} is not known`, 'Set TIME_ZONE, such as Africa/Nairobi.');
  const found = `${zone}, where it is ${text}`;
  return zone === 'UTC'
    ? note('time zone', found, 'Where days and invoices are to be those of the place, set TIME_ZONE.')
    : ok('time zone', found);
}
