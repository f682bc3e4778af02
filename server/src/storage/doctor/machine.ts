import { accessSync, constants, statSync, statfsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { isTimeZone } from '@signalbox/contracts/rules';
import { SQLITE_FILE } from '../../platform/config/config.js';
import { type Seen, note, ok, wordsOf, wrong } from './seen.js';

const MB = 1024 ** 2;
const GB = 1024 ** 3;
const LEAST = GB;
/** SQLite takes nothing below a MB, see `hasRoom`; before that its log alone takes 32. */
const TOO_LITTLE = 100 * MB;
const OTHERS = 0o077;
const LEAST_NODE = 22;

export function nodeSeen(version: string): Seen {
  if (Number(version.split('.')[0]) >= LEAST_NODE) return ok('Node', version);
  return wrong('Node', version, 'Start it by npm, which brings its own, or install Node 24.15 or newer.');
}

/** Whether the data folder can be used, and by nobody else. */
export function folderSeen(folder: string): Seen[] {
  const what = 'data folder';
  let place = folder;
  try {
    place = nearest(folder);
    if (!statSync(place).isDirectory()) return [wrong(what, `${place} is a file`, 'Set DATA_DIR to a folder.')];
    accessSync(place, constants.R_OK | constants.W_OK | constants.X_OK);
  } catch (error) {
    return [wrong(what, `${folder}: ${wordsOf(error)}`, adviceOn(error, folder, place))];
  }
  if (place !== resolve(folder)) {
    const advice = 'The first start of the server makes it; if there was one, look at DATA_DIR.';
    return [note(what, `${folder} is not there`, advice)];
  }
  const open = ['', SQLITE_FILE, 'secrets.json'].map((name) => join(folder, name)).filter(isOpen);
  if (open.length === 0) return [ok(what, `${folder}, for its owner only`)];
  return [note(what, `${open.join(', ')} can be read by other users`, `chmod -R go= ${folder}`)];
}

function adviceOn(error: unknown, folder: string, place: string): string {
  if ((error as NodeJS.ErrnoException).code === 'EROFS')
    return 'Mount its disk so that it can be written to (dmesg may say why it cannot), or move DATA_DIR elsewhere.';
  const given = `chown -R <user> ${folder}`;
  return place === resolve(folder)
    ? `Give it to the user that runs the server: ${given}`
    : `Make it for the user that runs the server: mkdir -p ${folder} && ${given}`;
}

function isOpen(path: string): boolean {
  const found = statSync(path, { throwIfNoEntry: false });
  return found !== undefined && (found.mode & OTHERS) !== 0;
}

const sizeOf = (bytes: number): string =>
  bytes < GB ? `${Math.floor(bytes / MB)} MB` : `${(bytes / GB).toFixed(1)} GB`;

export function diskSeen(folder: string): Seen {
  const { bavail, bsize, blocks } = statfsSync(nearest(folder));
  return roomSeen(bavail * bsize, blocks * bsize);
}

/** What is free of a disk, in octets. */
export function roomSeen(free: number, all: number): Seen {
  const found = `${sizeOf(free)} of ${sizeOf(all)} are free`;
  if (free < TOO_LITTLE)
    return wrong('disk', found, 'Nothing more can be stored soon: make room, or move DATA_DIR to a larger disk.');
  if (free > LEAST) return ok('disk', found);
  return note('disk', found, 'Make room before it is full; retention (docs/OPERATIONS.md) keeps the database small.');
}

/** The folder, or the nearest above it that is there. */
function nearest(folder: string): string {
  const path = resolve(folder);
  return statSync(path, { throwIfNoEntry: false }) || path === dirname(path) ? path : nearest(dirname(path));
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
