import type { ChildProcess } from 'node:child_process';
import { endAside, startAside } from '../../../platform/common/aside.js';
import { Unavailable } from '../../../platform/common/errors.js';
import type { Paper } from '../paper.js';

/** What the process answers. */
export type Printed = { pdf: Uint8Array };

export interface PressBounds {
  /** Papers that may wait. */
  queue: number;
  /** How long one may take. */
  paperMs: number;
  /** How long the process stays without work: it has its fonts in memory. */
  restMs: number;
}

interface Job {
  paper: Paper;
  done: (pdf: Uint8Array) => void;
  failed: (error: Error) => void;
}

/**
 * Sets papers one after another in a process of its own, since this one carries the messages. A paper that breaks it, or
 * takes too long, is the only one that fails: the next one has a new process.
 */
export class Press {
  private readonly waiting: Job[] = [];
  private current: Job | null = null;
  private process: ChildProcess | null = null;
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly program: string,
    private readonly env: Record<string, string>,
    private readonly bounds: PressBounds,
    private readonly onTrouble: (error: unknown) => void,
  ) {}

  /** @throws Unavailable when too many wait, and when it could not be set */
  print(paper: Paper): Promise<Uint8Array> {
    if (this.waiting.length >= this.bounds.queue) {
      return Promise.reject(new Unavailable('Too many documents are being made. Try again in a moment.'));
    }
    return new Promise((done, failed) => {
      this.waiting.push({ paper, done, failed });
      this.next();
    });
  }

  async close(): Promise<void> {
    for (const { failed } of this.waiting.splice(0)) failed(new Unavailable('The server is stopping.'));
    this.current?.failed(new Unavailable('The server is stopping.'));
    await this.drop();
  }

  private next(): void {
    if (this.current) return;
    clearTimeout(this.timer);
    const job = this.waiting.shift();
    if (!job) {
      this.timer = setTimeout(() => void this.drop(), this.bounds.restMs).unref();
      return;
    }
    this.current = job;
    this.timer = setTimeout(
      () => this.fail(new Error(`no document after ${this.bounds.paperMs} ms`)),
      this.bounds.paperMs,
    );
    // One that is ending just now tells by its exit.
    (this.process ??= this.start()).send(job.paper, () => undefined);
  }

  private start(): ChildProcess {
    const child = startAside(this.program, this.env);
    const ifCurrent = (act: () => void) => {
      if (this.process === child) act();
    };
    child.on('message', ({ pdf }: Printed) => ifCurrent(() => this.finish(pdf)));
    child.on('error', (error) => ifCurrent(() => this.fail(error)));
    child.on('exit', (code, signal) => ifCurrent(() => this.fail(new Error(`the press ended (${signal ?? code})`))));
    return child;
  }

  private finish(pdf: Uint8Array): void {
    this.current?.done(pdf);
    this.current = null;
    this.next();
  }

  private fail(error: unknown): void {
    this.onTrouble(error);
    const job = this.current;
    void this.drop();
    job?.failed(new Unavailable('The document could not be made. Try again.'));
    this.next();
  }

  private async drop(): Promise<void> {
    const { process: child } = this;
    this.process = null;
    this.current = null;
    clearTimeout(this.timer);
    if (child) await endAside(child);
  }
}
