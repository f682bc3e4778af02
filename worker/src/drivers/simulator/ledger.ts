import { closeSync, fstatSync, mkdirSync, openSync, readSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import type { Job } from '@signalbox/contracts/bus';
import type { JobKey } from '../../journal/journal.js';

const CHUNK = 1 << 20;
/** How far a clock may have been set back between two lines. */
const CLOCK_SLACK_MS = 60_000;

export const keyOf = ({ id, attempt }: JobKey): string => `${id}:${attempt}`;

/**
 * What the simulated network saw: `simulator.ledger`, one line `<id>:<attempt> <channel> <to> <at>` a message, `at` in
 * ms since 1970. It is written before the message is reported as sent, and it is the system's memory from then on, so
 * that it survives a kill -9 of the worker (not a loss of power: a simulated network has none).
 */
export class Ledger {
  private readonly fd: number;

  constructor(folder: string) {
    mkdirSync(folder, { recursive: true });
    this.fd = openSync(join(folder, 'simulator.ledger'), 'a+');
    // A disk that was full can have left half a line.
    const { size } = fstatSync(this.fd);
    if (size > 0 && this.read(size - 1, 1).toString('latin1') !== '\n') this.write('\n');
  }

  append(jobs: readonly Job[], at: number): void {
    let lines = '';
    for (const job of jobs) lines += `${keyOf(job)} ${job.channel} ${job.to} ${at}\n`;
    if (lines !== '') this.write(lines);
  }

  /** Which of the keys are in the ledger, of lines since a time; reads from the end, and no more than it must. */
  find(keys: ReadonlySet<string>, since: number): Set<string> {
    const found = new Set<string>();
    let rest = '';
    for (let end = fstatSync(this.fd).size; end > 0 && found.size < keys.size;) {
      const start = Math.max(0, end - CHUNK);
      const lines = (this.read(start, end - start).toString('latin1') + rest).split('\n');
      rest = start === 0 ? '' : (lines.shift() ?? '');
      for (const line of lines) {
        const key = line.slice(0, line.indexOf(' '));
        if (keys.has(key)) found.add(key);
      }
      const oldest = lines[0];
      if (oldest && Number(oldest.slice(oldest.lastIndexOf(' ') + 1)) < since - CLOCK_SLACK_MS) break;
      end = start;
    }
    return found;
  }

  close(): void {
    closeSync(this.fd);
  }

  private write(text: string): void {
    const bytes = Buffer.from(text);
    for (let done = 0; done < bytes.length;) done += writeSync(this.fd, bytes, done);
  }

  private read(position: number, length: number): Buffer {
    const bytes = Buffer.alloc(length);
    let done = 0;
    while (done < length) {
      const count = readSync(this.fd, bytes, done, length - done, position + done);
      if (count === 0) break;
      done += count;
    }
    return bytes.subarray(0, done);
  }
}
