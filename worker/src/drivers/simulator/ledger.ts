import { closeSync, existsSync, fstatSync, openSync, readSync, renameSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import type { Job } from '@signalbox/contracts/bus';
import { makeFolder } from '@signalbox/files/make-folder';
import type { JobKey } from '../../journal/journal.js';

const CHUNK = 1 << 20;
/** How far a clock may have been set back between two lines. */
const CLOCK_SLACK_MS = 60_000;
/** Owner only. */
const MODE = 0o600;

export const keyOf = ({ id, attempt }: JobKey): string => `${id}:${attempt}`;

/** The ledger's files: the one that is written, and the one before it. */
const FILES = ['simulator.ledger', 'simulator.ledger.1'] as const;

/**
 * What the simulated network saw: `simulator.ledger`, one line `<id>:<attempt> <channel> <to> <at>` a message, `at` in
 * ms since 1970. It is written before the message is reported as sent, and it is the system's memory from then on, so
 * that it survives a kill -9 of the worker (not a loss of power: a simulated network has none). It is asked for jobs that
 * were under way when the worker ended, so only its end is kept: a file that is full becomes the one before.
 */
export class Ledger {
  private readonly paths: readonly string[];
  private fd: number;
  private size: number;
  /** A disk that was full can have left half a line. */
  private torn = false;

  /** @param fileBytes how long a file may become; there are two at most */
  constructor(
    folder: string,
    private readonly fileBytes = Infinity,
  ) {
    makeFolder(folder);
    this.paths = FILES.map((name) => join(folder, name));
    this.fd = openSync(this.path, 'a+', MODE);
    this.size = fstatSync(this.fd).size;
    this.torn = this.size > 0 && read(this.fd, this.size - 1, 1).toString('latin1') !== '\n';
  }

  append(jobs: readonly Job[], at: number): void {
    let lines = '';
    for (const job of jobs) lines += `${keyOf(job)} ${job.channel} ${job.to} ${at}\n`;
    if (lines !== '') this.write(lines);
  }

  /** Which of the keys are in the ledger, of lines since a time; reads from the end, and no more than it must. */
  find(keys: ReadonlySet<string>, since: number): Set<string> {
    const found = new Set<string>();
    const isOver = this.search(this.fd, keys, since, found);
    const [, before = ''] = this.paths;
    if (isOver || !existsSync(before)) return found;
    const fd = openSync(before, 'r');
    try {
      this.search(fd, keys, since, found);
    } finally {
      closeSync(fd);
    }
    return found;
  }

  close(): void {
    closeSync(this.fd);
  }

  private get path(): string {
    const [path = ''] = this.paths;
    return path;
  }

  /** @returns whether nothing older has to be searched */
  private search(fd: number, keys: ReadonlySet<string>, since: number, found: Set<string>): boolean {
    let rest = '';
    for (let end = fstatSync(fd).size; end > 0 && found.size < keys.size;) {
      const start = Math.max(0, end - CHUNK);
      const lines = (read(fd, start, end - start).toString('latin1') + rest).split('\n');
      rest = start === 0 ? '' : (lines.shift() ?? '');
      for (const line of lines) {
        const key = line.slice(0, line.indexOf(' '));
        if (keys.has(key)) found.add(key);
      }
      const oldest = lines[0];
      if (oldest && Number(oldest.slice(oldest.lastIndexOf(' ') + 1)) < since - CLOCK_SLACK_MS) return true;
      end = start;
    }
    return found.size === keys.size;
  }

  private write(text: string): void {
    const bytes = Buffer.from(this.torn ? `\n${text}` : text);
    if (this.size > 0 && this.size + bytes.length > this.fileBytes) this.turn();
    this.torn = true;
    for (let done = 0; done < bytes.length;) {
      const written = writeSync(this.fd, bytes, done);
      done += written;
      this.size += written;
    }
    this.torn = false;
  }

  private turn(): void {
    const [path = '', before = ''] = this.paths;
    renameSync(path, before);
    const full = this.fd;
    this.fd = openSync(path, 'a+', MODE);
    this.size = 0;
    closeSync(full);
  }
}

function read(fd: number, position: number, length: number): Buffer {
  const bytes = Buffer.alloc(length);
  let done = 0;
  while (done < length) {
    const count = readSync(fd, bytes, done, length - done, position + done);
    if (count === 0) break;
    done += count;
  }
  return bytes.subarray(0, done);
}
