import { Logger } from '@nestjs/common';
import { diskTrouble } from '@signalbox/files/disk-trouble';
import { OccasionalLog } from '@signalbox/transport/occasional-log';
import { Unavailable } from '../../platform/common/errors.js';
import { DatabaseLoad } from '../../platform/health/database-load.js';

/** A disk that is full stays so until somebody comes. */
const SAY_EVERY_MS = 60_000;
const TRY_AGAIN_S = 10;

/** 503: the database can be read, and takes nothing. */
export class NotStored extends Unavailable {
  constructor(readonly reason: string) {
    super(`Nothing can be stored: ${reason}. Nothing was.`, TRY_AGAIN_S);
  }
}

/** Whether what is written arrives: what a full disk refuses is no error of who asked, and the next one meets it too. */
export class WriteWatch {
  private readonly logger = new Logger('Database');
  private readonly log = new OccasionalLog((line) => this.logger.error(line), SAY_EVERY_MS);
  private since = 0;
  private provedAt = -Infinity;
  private why: string | null = null;

  /**
   * @param hasRoom whether there is room for more than a few rows: where all is taken, small writes may still arrive
   * @param load who is told how writing goes
   */
  constructor(
    private readonly hasRoom: () => boolean = () => true,
    private readonly load = new DatabaseLoad(),
  ) {}

  /** Why nothing can be written for now; null when it can, as far as is known. */
  get reason(): string | null {
    return this.why;
  }

  /** To be called before `reason` is believed. */
  look(): void {
    if (!this.hasRoom()) this.note('the disk is full');
  }

  /** Whether a write arrived within so many ms. */
  provedWithin(ms: number): boolean {
    return performance.now() - this.provedAt < ms;
  }

  /** What to answer instead of an error that means that the disk takes nothing; null for every other error. */
  refusal(error: unknown): NotStored | null {
    const reason = diskTrouble(error);
    if (reason === null) return null;
    this.note(reason);
    return new NotStored(reason);
  }

  /** A commit of so many units arrived, after so many ms. */
  proved(units: number, ms: number): void {
    this.provedAt = performance.now();
    this.load.commits.next({ seconds: ms / 1000, units });
    if (this.why === null || !this.hasRoom()) return;
    this.why = null;
    this.logger.log(`what is stored arrives again, after ${Math.round((Date.now() - this.since) / 1000)} s`);
  }

  /** A transaction was lost, and may be run again. */
  lost(): void {
    this.load.lost.next();
  }

  private note(reason: string): void {
    if (this.why === null) this.since = Date.now();
    this.why = reason;
    this.log.note('write', `nothing can be stored: ${reason}; requests are answered 503 until it can`);
  }
}
