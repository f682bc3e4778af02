import { closeSync, fdatasync, openSync } from 'node:fs';

/**
 * Syncs one file, in the thread pool, for many: who asks while a sync runs shares the one after it, which begins after
 * the data was written and so covers it.
 */
export class LogSync {
  private file: number | null = null;
  private running: Promise<void> | null = null;
  private following: Promise<void> | null = null;

  constructor(private readonly path: string) {}

  /** Resolves when everything written before the call is on disk. */
  request(): Promise<void> {
    if (this.running === null) return this.start();
    this.following ??= this.running
      .catch(() => undefined)
      .then(() => {
        this.following = null;
        return this.start();
      });
    return this.following;
  }

  close(): void {
    if (this.file !== null) closeSync(this.file);
    this.file = null;
  }

  private start(): Promise<void> {
    const file = (this.file ??= openSync(this.path, 'r+'));
    const sync = new Promise<void>((resolve, reject) => {
      fdatasync(file, (error) => {
        if (this.running === sync) this.running = null;
        if (error) reject(error);
        else resolve();
      });
    });
    this.running = sync;
    return sync;
  }
}
