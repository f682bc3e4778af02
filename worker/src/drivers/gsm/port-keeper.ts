import { once } from 'node:events';
import type { Duplex } from 'node:stream';
import { Logger } from '@nestjs/common';
import { OccasionalLog } from '@signalbox/transport/occasional-log';
import { AtTimeout } from './at-errors.js';
import { Elsewhere } from './cards.js';
import { devicePath, type LineOpener } from './line-port.js';
import { Modem, type ModemNeeds } from './modem.js';
import { Pause } from './pause.js';

/** A device that was found by itself and does not answer is no modem. */
const MAX_SILENT = 3;
const CLOSE_MS = 2_000;
const LOG_MS = 60_000;

export interface KeeperOptions {
  path: string;
  /** Found by itself, not configured: it is left alone when no modem answers there. */
  isFound: boolean;
  open: LineOpener;
  /** Devices in use, by their true paths. */
  inUse: Set<string>;
}

/** Keeps one port open and its modem at work, again and again. */
export class PortKeeper {
  readonly done: Promise<void>;
  private modem: Modem | null = null;
  private isStopping = false;
  private wasModem = false;
  /** The modem works over another port already. */
  private isElsewhere = false;
  private readonly pause = new Pause();
  private readonly log = new OccasionalLog((line) => new Logger('GSM').warn(line), LOG_MS);

  constructor(
    private readonly options: KeeperOptions,
    private readonly needs: ModemNeeds,
  ) {
    this.done = this.keep();
  }

  /** Resolves when its port is closed, after what was under way. */
  async stop(): Promise<void> {
    this.isStopping = true;
    this.pause.end();
    this.modem?.stop();
    const late = setTimeout(() => this.modem?.close(), this.needs.timings.stopMs);
    await this.done;
    clearTimeout(late);
  }

  private async keep(): Promise<void> {
    const { reopenMs, reopenMaxMs } = this.needs.timings;
    let failures = 0;
    while (!this.isStopping) {
      this.isElsewhere = false;
      const hasWorked = await this.tryOnce();
      failures = hasWorked ? 0 : failures + 1;
      if (this.options.isFound && !this.wasModem && failures >= MAX_SILENT) return;
      const ms = this.isElsewhere ? reopenMaxMs : Math.min(reopenMs * 2 ** Math.min(failures, 10), reopenMaxMs);
      if (!this.isStopping) await this.pause.take(ms);
    }
  }

  /** Opens the port and stays while its modem works. @returns whether a modem answered. */
  private async tryOnce(): Promise<boolean> {
    const { path, inUse, open } = this.options;
    const device = devicePath(path);
    if (inUse.has(device)) {
      this.log.note('in use', `${path}: the same device is in use under another name`);
      return false;
    }
    inUse.add(device);
    try {
      const line = await open(path, this.needs.settings.baud_rate);
      return await this.work(line);
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      this.log.note('open', `${path}: cannot be opened: ${reason}`);
      return false;
    } finally {
      inUse.delete(device);
    }
  }

  private async work(line: Duplex): Promise<boolean> {
    const { path } = this.options;
    const modem = new Modem(path, line, this.needs);
    this.modem = modem;
    if (this.isStopping) modem.stop();
    try {
      await modem.run(this.wasModem || !this.options.isFound);
    } catch (error) {
      this.isElsewhere = error instanceof Elsewhere;
      const kind = error instanceof AtTimeout ? 'silent' : this.isElsewhere ? 'elsewhere' : 'ended';
      this.log.note(kind, `${path}: ${error instanceof Error ? error.message : String(error)}`);
    }
    this.modem = null;
    this.wasModem ||= modem.hasAnswered;
    if (!line.closed) {
      await once(line, 'close', { signal: AbortSignal.timeout(CLOSE_MS) }).catch(() => undefined);
    }
    return modem.hasAnswered;
  }
}
