import { Injectable } from '@nestjs/common';
import type {
  StatsSummary,
  StatsSummaryQuery,
  Throughput,
  ThroughputPoint,
  ThroughputQuery,
  TrafficCounts,
} from '@signalbox/contracts/stats';
import { CAME_TO_NOTHING, MESSAGE_STATUSES, type MessageStatus } from '@signalbox/contracts/statuses';
import { MINUTE, dayOf, isoTime, minuteOf } from '../../platform/common/clock.js';
import { ChannelsService } from '../../messaging/sim-cards/channels.service.js';
import { QueueService } from '../../messaging/sms/dispatch/queue.service.js';
import { WorkersService } from '../../messaging/workers/workers.service.js';
import { MessageCountsService } from '../../messaging/counts/message-counts.service.js';
import { MessageTotalsService } from '../../messaging/counts/message-totals.service.js';
import { toCounts } from './traffic.js';

@Injectable()
export class StatsService {
  constructor(
    private readonly counts: MessageCountsService,
    private readonly totals: MessageTotalsService,
    private readonly channels: ChannelsService,
    private readonly workers: WorkersService,
    private readonly queue: QueueService,
  ) {}

  /** Without a beginning of the day it is that of UTC. */
  async summary({ today_from: from }: StatsSummaryQuery = {}): Promise<StatsSummary> {
    const [now, today] = await Promise.all([this.counts.inStatus(), this.today(from)]);
    const byStatus = Object.fromEntries(
      MESSAGE_STATUSES.map((status) => [status, now.get(status) ?? 0]),
    ) as StatsSummary['by_status'];
    const total = MESSAGE_STATUSES.reduce((sum, status) => sum + byStatus[status], 0);
    const channels = this.channels.all;
    const ofKind = (kind: 'sim' | 'provider') => presenceOf(channels.filter(({ record }) => record.kind === kind));
    return {
      total,
      outbound: total - byStatus.received,
      inbound: byStatus.received,
      today,
      by_status: byStatus,
      queue: await this.queue.depths(),
      channels: presenceOf(channels),
      sim_cards: ofKind('sim'),
      providers: ofKind('provider'),
      workers: presenceOf(this.workers.list().data),
    };
  }

  private async today(from: string | undefined): Promise<StatsSummary['today']> {
    const now = Date.now();
    if (from !== undefined) {
      const { accepted, received, delivered, failed } = await this.totals.since(
        minuteOf(Date.parse(from)),
        minuteOf(now),
      );
      return { outbound: accepted, inbound: received, delivered, failed };
    }
    const today = await this.counts.reachedSince(dayOf(now));
    const reached = (...statuses: MessageStatus[]) =>
      statuses.reduce((sum, status) => sum + (today.get(status) ?? 0), 0);
    return {
      outbound: reached('queued'),
      inbound: reached('received'),
      delivered: reached('delivered'),
      failed: reached(...CAME_TO_NOTHING),
    };
  }

  /** One point a minute, the current one last; minutes without messages are there with zeros. */
  async throughput({ minutes }: ThroughputQuery): Promise<Throughput> {
    const last = minuteOf(Date.now());
    const first = last - minutes + 1;
    const points = Array.from({ length: minutes }, (_, index): ThroughputPoint => {
      const at = isoTime((first + index) * MINUTE);
      return { at, accepted: 0, sent: 0, delivered: 0, failed: 0, received: 0 };
    });
    for (const { start, accepted, sent, delivered, failed, received } of await this.totals.series({
      span: 1,
      from: first,
      to: last + 1,
    })) {
      const point = points[start - first];
      if (point) Object.assign(point, { accepted, sent, delivered, failed, received });
    }
    return { data: points };
  }

  /** What became of a program's messages, over all its runs. */
  async ofProgram(programId: string): Promise<TrafficCounts> {
    return toCounts(await this.totals.ever({ programId }), false);
  }

  /** What became of all messages, ever. */
  async aggregate(): Promise<TrafficCounts> {
    return toCounts(await this.totals.ever(), false);
  }
}

const presenceOf = (things: readonly { online: boolean }[]): StatsSummary['channels'] => ({
  total: things.length,
  online: things.filter(({ online }) => online).length,
});
