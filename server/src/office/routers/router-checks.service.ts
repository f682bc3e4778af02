import { Injectable } from '@nestjs/common';
import { MINUTE } from '../../platform/common/clock.js';
import { ScheduleService } from '../../platform/schedule/schedule.service.js';
import { RouterHealthService } from './router-health.service.js';
import type { Router } from './router.js';
import { RoutersService } from './routers.service.js';

const PAGE = 50;
/** Asked side by side: most that are slow are so for the whole time that they may take. */
const ABREAST = 10;

/** Looks after every router, once a minute. */
@Injectable()
export class RouterChecksService {
  constructor(
    private readonly routers: RoutersService,
    private readonly health: RouterHealthService,
    schedule: ScheduleService,
  ) {
    schedule.add({ name: 'routers.check', when: { every: MINUTE }, run: (signal) => this.checkAll(signal) });
  }

  /** Ends early when the signal does. */
  async checkAll(signal: AbortSignal): Promise<void> {
    for (let before: number | undefined; ;) {
      const page = await this.routers.list({ limit: PAGE, before });
      const waiting = page.values();
      await Promise.all(Array.from({ length: ABREAST }, () => this.checkEach(waiting, signal)));
      before = page.at(-1)?.id;
      if (page.length < PAGE || signal.aborted) return;
    }
  }

  private async checkEach(waiting: Iterable<Router>, signal: AbortSignal): Promise<void> {
    for (const router of waiting) {
      if (signal.aborted) return;
      await this.health.check(router);
    }
  }
}
