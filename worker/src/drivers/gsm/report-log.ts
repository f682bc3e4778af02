import { readFileSync } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { join } from 'node:path';
import { makeFolder } from '@signalbox/files/make-folder';
import { replaceFile } from '@signalbox/files/replace-file';
import type { JobKey } from '../../journal/journal.js';

const LOG_FILE = 'gsm-reports.log';
const MAX_LINES = 20_000;
const LINE = /^(\S+ \d+) (\d{1,3})$/;

const keyOf = ({ id, attempt }: JobKey): string => `${id} ${attempt}`;

interface Waiting {
  line: string;
  resolve: () => void;
  reject: (error: unknown) => void;
}

/**
 * Which messages and parts of messages were reported delivered, until the journal has it: the modem is told at once that
 * its report is kept, so that the next one comes. `gsm-reports.log`, a line a part; lines that come together share a sync.
 */
export class ReportLog {
  private readonly path: string;
  private file: FileHandle | undefined;
  private lines = 0;
  private waiting: Waiting[] = [];
  private writing: Promise<void> | null = null;
  private readonly known = new Map<string, Set<number>>();

  constructor(folder: string) {
    this.path = join(folder, LOG_FILE);
    makeFolder(folder);
    for (const line of readLines(this.path)) {
      const [, key, reference] = LINE.exec(line) ?? [];
      if (key !== undefined) this.remember(key, Number(reference));
    }
  }

  /** The references of a message's parts that were reported. */
  partsOf(job: JobKey): ReadonlySet<number> {
    return this.known.get(keyOf(job)) ?? new Set();
  }

  /** Resolves when it is on disk. */
  note(job: JobKey, reference: number): Promise<void> {
    this.remember(keyOf(job), reference);
    return new Promise((resolve, reject) => {
      this.waiting.push({ line: `${keyOf(job)} ${reference}\n`, resolve, reject });
      this.writing ??= this.write();
    });
  }

  /** The journal has it. */
  finish(job: JobKey): void {
    this.known.delete(keyOf(job));
  }

  /** Forgets all but these: what was over before a restart. To be called before the first note. */
  keep(jobs: readonly JobKey[]): void {
    if (this.known.size === 0) return;
    const keys = new Set(jobs.map(keyOf));
    for (const key of this.known.keys()) if (!keys.has(key)) this.known.delete(key);
    this.rewrite();
  }

  async close(): Promise<void> {
    await this.writing;
    await this.file?.close();
    this.file = undefined;
  }

  private async write(): Promise<void> {
    while (this.waiting.length > 0) {
      const batch = this.waiting.splice(0);
      try {
        if (this.lines >= MAX_LINES) await this.shrink();
        this.file ??= await open(this.path, 'a', 0o600);
        await this.file.write(batch.map(({ line }) => line).join(''));
        await this.file.datasync();
        this.lines += batch.length;
        for (const { resolve } of batch) resolve();
      } catch (error) {
        for (const { reject } of batch) reject(error);
      }
    }
    // At once: who was waiting may have the next line before anything else runs.
    this.writing = null;
  }

  private async shrink(): Promise<void> {
    await this.file?.close();
    this.file = undefined;
    this.rewrite();
  }

  private remember(key: string, reference: number): void {
    const parts = this.known.get(key);
    if (parts) parts.add(reference);
    else this.known.set(key, new Set([reference]));
  }

  private rewrite(): void {
    const lines = [...this.known].flatMap(([key, parts]) => [...parts].map((reference) => `${key} ${reference}\n`));
    replaceFile(this.path, lines.join(''));
    this.lines = lines.length;
  }
}

function readLines(path: string): string[] {
  try {
    return readFileSync(path, 'utf8').split('\n');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}
