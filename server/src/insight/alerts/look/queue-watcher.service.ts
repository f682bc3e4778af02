import { Injectable } from '@nestjs/common';
import type { AlertKindName } from '@signalbox/contracts/alert-kinds';
import { QueueService } from '../../../messaging/sms/dispatch/queue.service.js';
import { type Finder, SYSTEM, type Watcher, lasting, param } from './finding.js';
import { MINUTE } from '../../../platform/common/clock.js';

/** How long messages wait. */
@Injectable()
export class QueueWatcherService implements Watcher {
  readonly kinds: readonly AlertKindName[] = ['queue_age'];

  constructor(private readonly queue: QueueService) {}

  async look(_: unknown, now: number): Promise<Finder> {
    const age = (await this.queue.oldestAgeSeconds(now)) * 1000;
    return (rule) => {
      if (age <= param(rule, 'above') * MINUTE) return [];
      const text = `The message that is due longest waits for ${lasting(age)}.`;
      const value = Math.round(age / MINUTE);
      return [{ subject: SYSTEM, value, title: 'Messages wait too long', text, labels: {} }];
    };
  }
}
