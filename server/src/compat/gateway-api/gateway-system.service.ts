import { Injectable } from '@nestjs/common';
import type { GatewayListQuery, GatewayLogEntry, GatewayStatistics } from '@signalbox/contracts/gateway';
import { dayOf, isoTime } from '../../platform/common/clock.js';
import { decodeCursor, toPage } from '../../platform/common/cursor.js';
import { Config } from '../../platform/config/config.js';
import { MessageCountsService } from '../../messaging/counts/message-counts.service.js';
import { HealthService } from '../../platform/health/health.service.js';
import { SystemLogService } from '../../access/logs/system-log.service.js';
import { SimCardsService } from '../../messaging/sim-cards/sim-cards.service.js';
import { earlierStatistics } from './earlier-statistics.js';
import type { GatewayList } from './gateway-list.js';
import { daysOf, totalsOf, usageOf } from './gateway-statistics.js';
import { memoryNow } from './process-memory.js';

const DAYS = 7;
const ALL = 1_000_000;

/** An entry as a bare list has it, and as the earlier gateway's object has it. */
type LogRow = Omit<GatewayLogEntry, 'timestamp'> & { timestamp: string | number };

/** How the installation is, and what happened to it. */
@Injectable()
export class GatewaySystemService {
  constructor(
    private readonly counts: MessageCountsService,
    private readonly health: HealthService,
    private readonly simCards: SimCardsService,
    private readonly log: SystemLogService,
    private readonly config: Config,
  ) {}

  async statistics(): Promise<GatewayStatistics> {
    const now = Date.now();
    const today = dayOf(now);
    const [database_size, ever, ...since] = await Promise.all([
      this.health.databaseSize(),
      this.counts.sinceDay(0),
      ...Array.from({ length: DAYS }, (_, index) => this.counts.sinceDay(today - index)),
    ]);
    const [first, ...rest] = daysOf(today, since.map(totalsOf));
    if (!first) throw new Error('there is no today');
    const simCards = this.simCards.list({ limit: ALL }).data;
    const statistics = {
      ...memoryNow(),
      database_size,
      message_stats: { ...totalsOf(ever), today: first, daily: [first, ...rest] },
      sim_card_stats: {
        total: simCards.length,
        active: simCards.filter(({ status }) => status === 'active').length,
        usage: simCards.map((simCard) => usageOf(simCard, ever)),
      },
    };
    return { ...statistics, ...earlierStatistics(statistics, this.config.databaseName, isoTime(now)) };
  }

  logs(query: GatewayListQuery): GatewayList<LogRow> {
    const timeOf = this.config.env.GATEWAY_API_ENVELOPES ? unixSeconds : isoTime;
    const page = async ({ limit, cursor }: { limit: number; cursor?: string }) =>
      toPage(
        await this.log.list(limit + 1, decodeCursor(cursor)),
        limit,
        (entry) => entry.id,
        ({ id, action, details, status, createdAt, senderSim }): LogRow => ({
          id,
          action,
          details,
          status,
          timestamp: timeOf(createdAt),
          sender_sim: senderSim,
        }),
      );
    return { query, name: 'logs', page };
  }
}

const unixSeconds = (time: number): number => Math.floor(time / 1000);
