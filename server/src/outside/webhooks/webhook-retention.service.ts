import { Injectable } from '@nestjs/common';
import { DAY, MINUTE } from '../../platform/common/clock.js';
import { Config } from '../../platform/config/config.js';
import { ScheduleService } from '../../platform/schedule/schedule.service.js';
import { DeliveryRepository } from './delivery.repository.js';

/** Gives up deliveries at their deadline, and drops old ones, some at a time, on one server. */
@Injectable()
export class WebhookRetentionService {
  constructor(
    private readonly deliveries: DeliveryRepository,
    private readonly config: Config,
    schedule: ScheduleService,
  ) {
    schedule.add({ name: 'webhook-deadlines', when: { every: MINUTE }, run: (signal) => this.expire(signal) });
    schedule.add({ name: 'webhook-retention', when: { every: 10 * MINUTE }, run: (signal) => this.drop(signal) });
  }

  private async expire(signal: AbortSignal): Promise<void> {
    while (!signal.aborted && (await this.deliveries.expire(Date.now())) > 0);
  }

  private async drop(signal: AbortSignal): Promise<void> {
    const before = Date.now() - this.config.env.WEBHOOK_LOG_DAYS * DAY;
    while (!signal.aborted && (await this.deliveries.drop(before)) > 0);
  }
}
