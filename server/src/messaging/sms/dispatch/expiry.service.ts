import { Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { OccasionalLog } from '@signalbox/transport/occasional-log';
import { isWaiting } from '@signalbox/contracts/statuses';
import { ChangeBuilder } from '../change.js';
import { hasExpired } from '../message.js';
import { MessageRepository } from '../message.repository.js';
import { MassChangesService } from '../status/mass-changes.service.js';
import { QueueService } from './queue.service.js';

const EVERY_MS = 5_000;
const PAGE = 500;

/** Ends what waits when its validity is over. It has an index: nothing else of what waits is read for it. */
@Injectable()
export class ExpiryService implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly logger = new Logger(ExpiryService.name);
  private readonly log = new OccasionalLog((line) => this.logger.error(line));
  private timer: NodeJS.Timeout | null = null;
  private stopped = false;

  constructor(
    private readonly repository: MessageRepository,
    private readonly queue: QueueService,
    private readonly changes: MassChangesService,
  ) {}

  onApplicationBootstrap(): void {
    void this.tick();
  }

  onModuleDestroy(): void {
    this.stopped = true;
    if (this.timer) clearTimeout(this.timer);
  }

  private async tick(): Promise<void> {
    try {
      while (!this.stopped && (await this.endSome(Date.now())));
    } catch (error) {
      this.log.note('expiry', `what has expired could not be ended; it is tried again: ${String(error)}`);
    }
    if (!this.stopped) this.timer = setTimeout(() => void this.tick(), EVERY_MS);
  }

  /** Answers whether there may be more. */
  private async endSome(now: number): Promise<boolean> {
    const page = await this.repository.expired(now, PAGE);
    this.queue.room.remove(page.map(({ id }) => id));
    const ended = await this.changes.change(page, (message) =>
      isWaiting(message.status) && hasExpired(message, now)
        ? new ChangeBuilder(message).step('expired', now, { reason: 'its validity passed in the queue' })
        : null,
    );
    return page.length === PAGE && ended.includes(true);
  }
}
