import { Injectable } from '@nestjs/common';
import type { Page } from '@signalbox/contracts/common';
import type { GatewayListQuery, GatewayLogEntry, GatewayStatistics } from '@signalbox/contracts/gateway';
import { dayOf, isoTime } from '../../platform/common/clock.js';
import { decodeCursor, toPage } from '../../platform/common/cursor.js';
import { MessageCountsService } from '../../messaging/counts/message-counts.service.js';
import { HealthService } from '../../platform/health/health.service.js';
import { SystemLogService } from '../../access/logs/system-log.service.js';
import { SimCardsService } from '../../messaging/sim-cards/sim-cards.service.js';
import { daysOf, totalsOf, usageOf } from './gateway-statistics.js';
import { memoryNow } from './process-memory.js';

const DAYS = 7;
const ALL = 1_000_000;

/** How the installation is, and what happened to it. */
@Injectable()
export class GatewaySystemService {
  constructor(
    private readonly counts: MessageCountsService,
    private readonly health: HealthService,
    private readonly simCards: SimCardsService,
    private readonly log: SystemLogService,
  ) {}

  async statistics(): Promise<GatewayStatistics> {
    const today = dayOf(Date.now());
    const [database_size, ever, ...since] = await Promise.all([
      this.health.databaseSize(),
      this.counts.sinceDay(0),
      ...Array.from({ length: DAYS }, (_, index) => this.counts.sinceDay(today - index)),
    ]);
    const [first, ...rest] = daysOf(today, since.map(totalsOf));
    if (!first) throw new Error('there is no today');
    const simCards = this.simCards.list({ limit: ALL }).data;
    return {
      ...memoryNow(),
      database_size,
      message_stats: { ...totalsOf(ever), today: first, daily: [first, ...rest] },
      sim_card_stats: {
        total: simCards.length,
        active: simCards.filter(({ status }) => status === 'active').length,
        usage: simCards.map((simCard) => usageOf(simCard, ever)),
      },
    };
  }

  async logs({ limit, cursor }: GatewayListQuery): Promise<Page<GatewayLogEntry>> {
    const entries = await this.log.list(limit + 1, decodeCursor(cursor));
    return toPage(
      entries,
      limit,
      (entry) => entry.id,
      ({ id, action, details, status, createdAt, senderSim }) => ({
        id,
        action,
        details,
        status,
        timestamp: isoTime(createdAt),
        sender_sim: senderSim,
      }),
    );
  }
}
