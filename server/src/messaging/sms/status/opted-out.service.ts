import { Injectable, Logger, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { WAITING, isWaiting } from '@signalbox/contracts/statuses';
import { OccasionalLog } from '@signalbox/transport/occasional-log';
import type { Subscription } from 'rxjs';
import { SuppressionEvents } from '../../suppression/suppression.events.js';
import { SuppressionService } from '../../suppression/suppression.service.js';
import { ChangeBuilder } from '../change.js';
import type { Message } from '../message.js';
import { MessageRepository } from '../message.repository.js';
import { MassChangesService } from './mass-changes.service.js';

export const OPTED_OUT = 'the recipient has opted out';
/** Far more than wait for one number at a time; what is beyond is found out when it would leave. */
const MOST_WAITING = 500;
/** A look-up by number reads the newest messages besides an index: what waits for more numbers is found out as it would leave. */
const MOST_NUMBERS = 100;

/**
 * What was accepted before its recipient opted out: it is taken back at once where that is known of one number, and
 * whatever else waits is asked for once more at the moment it would leave.
 */
@Injectable()
export class OptedOutService implements OnModuleInit, OnModuleDestroy {
  private readonly logger = new Logger(OptedOutService.name);
  private readonly log = new OccasionalLog((line) => this.logger.error(line));
  private subscription: Subscription | null = null;
  /** Numbers that are looked for, one list after another. */
  private running: Promise<unknown> = Promise.resolve();
  private stopped = false;

  constructor(
    private readonly suppressions: SuppressionService,
    private readonly added: SuppressionEvents,
    private readonly repository: MessageRepository,
    private readonly changes: MassChangesService,
  ) {}

  onModuleInit(): void {
    this.subscription = this.added.added.subscribe((numbers) => {
      if (numbers.length > MOST_NUMBERS) return;
      this.running = this.running.then(() => this.takeBackForAll(numbers));
    });
  }

  async onModuleDestroy(): Promise<void> {
    this.stopped = true;
    this.subscription?.unsubscribe();
    await this.running;
  }

  /** Whether it must not leave now. In memory: every message that waited is asked for. */
  keepsBack({ peer, regardless }: Pick<Message, 'peer' | 'regardless'>): boolean {
    return !regardless && this.suppressions.isSuppressed(peer);
  }

  /** Takes back those that still wait, and must. */
  takeBack(messages: readonly Message[]): Promise<boolean[]> {
    return this.changes.change(messages, (message) =>
      isWaiting(message.status) && this.keepsBack(message)
        ? new ChangeBuilder(message).step('cancelled', Date.now(), { reason: OPTED_OUT })
        : null,
    );
  }

  /** What waits for one number. */
  async takeBackFor(number: string): Promise<void> {
    const filter = { peer: number, status: WAITING, direction: 'outbound' } as const;
    const waiting = await this.repository.list(filter, MOST_WAITING);
    await this.takeBack(waiting.filter((message) => this.keepsBack(message)));
  }

  private async takeBackForAll(numbers: readonly string[]): Promise<void> {
    for (const number of numbers) {
      if (this.stopped) return;
      try {
        await this.takeBackFor(number);
      } catch (error) {
        const line = 'what waits for who has opted out could not be taken back now; none of it is sent';
        this.log.note('opted out', `${line}: ${String(error)}`);
      }
    }
  }
}
